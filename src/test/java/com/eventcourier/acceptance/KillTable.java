package com.eventcourier.acceptance;

import com.eventcourier.acceptance.Oracle.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The kills by their point, and what the oracle found after them; a table in {@code target/proof/kills.md}. */
final class KillTable {

    static final Path FILE = Path.of("target", "proof", "kills.md");

    private static final class Line {
        private int kills;
        private long rows;
        private long lost;
        private long posts;
        private long extra;
        private long attempts;
        private long ambiguous;
        private long crashes;
        private long unexplained;
    }

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Line all = new Line();

    /** One file, and how often the courier was killed in it; all but the last kill at other points. */
    void add(String point, int kills, Finding found) {
        add(lines.computeIfAbsent(point, any -> new Line()), kills, found);
        add(all, kills, found);
    }

    private static void add(Line line, int kills, Finding found) {
        line.kills += kills;
        line.rows += found.rows();
        line.lost += found.lost();
        line.posts += found.posts();
        line.extra += found.extra();
        line.attempts += found.attempts();
        line.ambiguous += found.ambiguous();
        line.crashes += found.crashes();
        line.unexplained += found.unexplained();
    }

    int kills() {
        return all.kills;
    }

    /** @param head a line above the table: when, with what */
    void write(String head) throws IOException {
        StringBuilder text = new StringBuilder(head)
                .append("\n\n| killed | kills | rows | lost | POSTs | extra | after a refusal | after no answer |"
                        + " crash window, listed | unexplained |\n|---|---|---|---|---|---|---|---|---|---|\n");
        lines.forEach((point, line) -> text.append(row(point, line)));
        text.append(row("**all**", all));
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, text);
    }

    private static String row(String point, Line line) {
        return String.format(
                "| %s | %d | %,d | %d | %,d | %,d | %,d | %,d | %,d | %d |%n",
                point,
                line.kills,
                line.rows,
                line.lost,
                line.posts,
                line.extra,
                line.attempts,
                line.ambiguous,
                line.crashes,
                line.unexplained);
    }
}
