package com.eventcourier.operate;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import org.apache.camel.spi.EndpointUriFactory;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** Components and their options by name: a misspelt one would end the start after everything else is up. */
final class RouteEndpoints {

    private static final String CAMEL = "META-INF/services/org/apache/camel/";

    void check(RouteFile file, List<RouteFinding> findings) {
        for (YamlPair pair : file.pairs()) {
            if (pair.key().equals("uri") && pair.isText()) {
                String component = pair.text().replaceFirst(":(?s:.*)", "").strip();
                if (isToBeJudged(component)) {
                    checkEndpoint(file, pair, component, findings);
                }
            }
        }
    }

    private static boolean isToBeJudged(String component) {
        return component.matches("[a-z][a-z0-9+.-]*") && !RouteUris.WHOLE_URI_SCHEMES.contains(component);
    }

    private static void checkEndpoint(RouteFile file, YamlPair uri, String component, List<RouteFinding> findings) {
        EndpointUriFactory factory = factory(component);
        if (factory == null) {
            if (named("component/" + component) == null) {
                findings.add(file.finding(uri.line(), "There is no component '" + component + "' in this courier."));
            }
            return;
        }
        if (YamlPair.child(uri.owner(), "parameters") instanceof MappingNode parameters) {
            for (NodeTuple tuple : parameters.getValue()) {
                Node key = tuple.getKeyNode();
                if (!knows(factory, YamlPair.textOf(key))) {
                    findings.add(file.finding(
                            YamlPair.lineOf(key),
                            "The component '" + component + "' has no option '" + YamlPair.textOf(key) + "'."));
                }
            }
        }
    }

    private static boolean knows(EndpointUriFactory factory, String option) {
        return factory.isLenientProperties()
                || factory.propertyNames().contains(option)
                || factory.multiValuePrefixes().values().stream().anyMatch(option::startsWith);
    }

    private static EndpointUriFactory factory(String component) {
        String name = named("urifactory/" + component + "-endpoint");
        try {
            return name == null
                    ? null
                    : (EndpointUriFactory) Class.forName(name).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The class that Camel has under this name; null when there is none. */
    private static String named(String name) {
        try (InputStream in = RouteEndpoints.class.getClassLoader().getResourceAsStream(CAMEL + name)) {
            if (in == null) {
                return null;
            }
            Properties entry = new Properties();
            entry.load(in);
            return entry.getProperty("class");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
