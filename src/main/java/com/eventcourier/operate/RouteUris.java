package com.eventcourier.operate;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Endpoints are written out: the component as {@code uri}, everything else under {@code parameters}, one a line. */
final class RouteUris {

    private static final Set<String> URI_KEYS = Set.of("uri", "from", "to", "toD", "wireTap");
    private static final Set<String> WHOLE_URI_KEYS = Set.of("deadLetterUri", "afterUri");
    /** Our own component has no entry in Camel's catalogue, which is what takes a uri apart. */
    static final Set<String> WHOLE_URI_SCHEMES = Set.of("capillary");

    private static final Pattern DYNAMIC_PARTS = Pattern.compile("\\{\\{[^{}]*}}|\\$\\{[^{}]*}");

    void check(RouteFile file, List<RouteFinding> findings) {
        for (YamlPair pair : file.pairs()) {
            boolean toBeSplit = URI_KEYS.contains(pair.key());
            if (pair.isText() && (toBeSplit || WHOLE_URI_KEYS.contains(pair.key()))) {
                checkUri(file, pair, toBeSplit, findings);
            }
        }
    }

    private static void checkUri(RouteFile file, YamlPair pair, boolean toBeSplit, List<RouteFinding> findings) {
        String fixed = DYNAMIC_PARTS.matcher(pair.text()).replaceAll("");
        int colon = fixed.indexOf(':');
        if (fixed.indexOf('?') >= 0) {
            findings.add(file.finding(
                    pair.line(),
                    "The uri '" + upToOptions(pair.text()) + "' has options behind a '?': write them under "
                            + "'parameters', one a line."));
        } else if (toBeSplit && colon > 0 && !WHOLE_URI_SCHEMES.contains(fixed.substring(0, colon))) {
            findings.add(file.finding(
                    pair.line(),
                    "The uri '" + pair.text() + "' is not split: write 'uri: " + fixed.substring(0, colon)
                            + "' and the rest under 'parameters'."));
        }
    }

    /** Options are not repeated in the message: one of them may be a password. */
    private static String upToOptions(String uri) {
        return uri.substring(0, uri.indexOf('?') + 1);
    }
}
