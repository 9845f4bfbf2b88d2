package com.eventcourier;

import com.eventcourier.feed.Feed;
import com.eventcourier.operate.CourierOptions;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of config/README.md: the keys from the records that hold them, the words from their docstrings. */
final class OptionTables {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern PARAGRAPHS = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern DEFAULT = Pattern.compile("(?:; |^)default:? (.*)$");
    /** Known from each file, never set. */
    private static final String RECOGNISED_ONLY = "bom";

    private final StringBuilder table = new StringBuilder();
    private final boolean secrets;

    private OptionTables(boolean secrets) {
        this.secrets = secrets;
    }

    /** Every option under {@code courier.}. */
    static String options() throws IOException {
        OptionTables tables = new OptionTables(true);
        tables.table.append("| key | meaning | default | secret |\n|---|---|---|---|\n");
        tables.rows("courier.", CourierOptions.class);
        return tables.table.toString();
    }

    /** Every key of a {@code feed.yaml}. */
    static String feed() throws IOException {
        OptionTables tables = new OptionTables(false);
        tables.table.append("| key | meaning | default |\n|---|---|---|\n");
        tables.rows("", Feed.class);
        return tables.table.toString();
    }

    private void rows(String prefix, Class<?> options) throws IOException {
        String docs = docsOf(options);
        for (RecordComponent component : options.getRecordComponents()) {
            if (component.getName().equals(RECOGNISED_ONLY)) {
                continue;
            }
            String key = prefix + kebab(component.getName());
            row(key, meaning(docs, component.getName()));
            Class<?> inner = valueType(component.getGenericType());
            if (inner.isRecord()) {
                rows(component.getType() == Map.class ? key + ".<name>." : key + ".", inner);
            }
        }
    }

    private void row(String key, String text) {
        Matcher found = DEFAULT.matcher(text);
        boolean has = found.find();
        String otherwise = has ? found.group(1) : "";
        String meaning = has ? text.substring(0, found.start()) + text.substring(found.end()) : text;
        String secret = meaning.contains("secret") ? "yes" : "";
        meaning = meaning.replace("; secret", "").replace(", taken as a secret", "");
        table.append("| `").append(key).append("` | ").append(meaning);
        table.append(" | ").append(otherwise);
        table.append(secrets ? " | " + secret : "").append(" |\n");
    }

    private static Class<?> valueType(Type type) {
        if (type instanceof ParameterizedType several) {
            Type[] arguments = several.getActualTypeArguments();
            return (Class<?>) arguments[arguments.length - 1];
        }
        return (Class<?>) type;
    }

    /** The docstring right before the record's declaration. */
    private static String docsOf(Class<?> options) throws IOException {
        Class<?> outermost = options.getNestHost();
        String source = Files.readString(SOURCES.resolve(outermost.getName().replace('.', '/') + ".java"));
        int declared = source.indexOf("record " + options.getSimpleName() + "(");
        String docs = "";
        Matcher comments = PARAGRAPHS.matcher(source).region(0, declared);
        while (comments.find()) {
            docs = comments.group(1);
        }
        return docs.strip().replaceAll("\\s*\\n\\s*\\*\\s*", " ") + " @";
    }

    private static String meaning(String docs, String name) {
        Matcher found = Pattern.compile("@param " + name + " (.*?) @").matcher(docs);
        if (!found.find()) {
            throw new AssertionError("The option " + name + " has no @param that says what it is.");
        }
        return found.group(1)
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replace("|", "\\|")
                .strip();
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
