package com.eventcourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.eventcourier.feed.Feeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents repeat of the code and of the config folder is current. */
class DocumentsTest {

    private static final String UPDATE = "./mvnw test -Dtest=DocumentsTest -Ddocuments.write=true";
    private static final Path README = Path.of("README.md");
    private static final Path CONFIG_README = Path.of("config/README.md");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)[)#]");

    @Test
    void theOutcomeTableIsCurrent() throws IOException {
        isCurrent(README, "outcomes", OutcomeRows.table(Path.of("config/outcomes.yaml")));
    }

    @Test
    void theCodesAreCurrent() throws IOException {
        isCurrent(README, "codes", OutcomeRows.codes());
    }

    @Test
    void theOptionsAreCurrent() throws IOException {
        isCurrent(CONFIG_README, "options", OptionTables.options());
    }

    @Test
    void theKeysOfAFeedAreCurrent() throws IOException {
        isCurrent(CONFIG_README, "feed", OptionTables.feed());
    }

    @Test
    void everyKeyOfTheTableIsOneThatAFeedMayHave(@TempDir Path temp) throws IOException {
        Map<String, StringBuilder> groups = new TreeMap<>();
        groups.put("", new StringBuilder());
        List<String> keys = Pattern.compile("\\| `([a-z.-]+)`")
                .matcher(OptionTables.feed())
                .results()
                .map(key -> key.group(1))
                .toList();
        for (String key : keys) {
            int dot = key.indexOf('.');
            String group = dot < 0 ? "" : key.substring(0, dot);
            String indent = dot < 0 ? "" : "  ";
            if (keys.stream().noneMatch(other -> other.startsWith(key + "."))) {
                groups.computeIfAbsent(group, name -> new StringBuilder("\n" + name + ":\n"))
                        .append(indent + key.substring(dot + 1) + ": x\n");
            }
        }
        Path folder = Files.createDirectories(temp.resolve("all"));
        Files.writeString(folder.resolve("feed.yaml"), String.join("", groups.values()));

        Throwable refused = catchThrowable(() -> Feeds.load(temp));

        assertThat(refused).hasMessageContaining("charset must be").hasMessageNotContaining("not a key");
    }

    @Test
    void everyFileThatTheDocumentsPointToIsThere() throws IOException {
        for (Path document : new Path[] {README, CONFIG_README, Path.of("samples/README.md")}) {
            Matcher links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                assertThat(document.resolveSibling(links.group(1)))
                        .as("a link in %s", document)
                        .exists();
            }
        }
    }

    private static void isCurrent(Path document, String name, String table) throws IOException {
        String text = Files.readString(document);
        String begin = "<!-- generated: " + name + " -->\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- end -->", from);
        assertThat(from).as("the place of table %s in %s", name, document).isBetween(begin.length(), to);
        String current = text.substring(0, from) + table + text.substring(to);
        if (Boolean.getBoolean("documents.write")) {
            Files.writeString(document, current);
            return;
        }
        assertThat(Map.of(document, text))
                .as("%s is not current in its table %s. To bring it up to date: %s", document, name, UPDATE)
                .isEqualTo(Map.of(document, current));
    }
}
