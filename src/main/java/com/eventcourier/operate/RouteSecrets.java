package com.eventcourier.operate;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Secrets come from the environment, a folder of secrets or a vault; a route only names them. */
final class RouteSecrets {

    private static final Pattern SECRET_NAME = Pattern.compile(
            ".*(password|token|secret|passphrase|accesskey|secretkey)|(proxy-?)?authorization", Pattern.DOTALL);

    /** Keys under which the value of a thing with a name stands: headers, properties, parameters of a template. */
    private static final Set<String> VALUE_KEYS = Set.of("value", "constant", "simple", "expression", "defaultValue");

    private static final String ADVICE = " has a literal value: write a placeholder and keep the secret outside.";

    void check(RouteFile file, List<RouteFinding> findings) {
        for (YamlPair pair : file.pairs()) {
            if (isSecret(pair.key()) && !isEipToken(pair) && isLiteral(pair)) {
                findings.add(file.finding(pair.line(), "'" + pair.key() + "'" + ADVICE));
            }
            if (pair.key().equals("name") && pair.isText() && isSecret(pair.text())) {
                checkNamed(file, pair, findings);
            }
        }
    }

    /** {@code name: Authorization} beside its value, which may stand deep in an expression. */
    private static void checkNamed(RouteFile file, YamlPair name, List<RouteFinding> findings) {
        for (YamlPair pair : YamlPair.allIn(name.owner())) {
            if (VALUE_KEYS.contains(pair.key()) && isLiteral(pair)) {
                findings.add(file.finding(pair.line(), "'" + name.text() + "'" + ADVICE));
            }
        }
    }

    private static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** The tokenizer's option is the text between two records. */
    private static boolean isEipToken(YamlPair pair) {
        return pair.key().toLowerCase(Locale.ROOT).endsWith("token")
                && pair.under().equals("tokenize");
    }

    private static boolean isLiteral(YamlPair pair) {
        return pair.isText()
                && !pair.text().isBlank()
                && !pair.text().contains("{{")
                && !pair.text().contains("${")
                && !pair.text().startsWith("#");
    }
}
