package com.eventcourier.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of a run, printed as they come and once more at the end, as a Markdown table. */
final class Table {

    private final List<String> lines = new ArrayList<>();

    void row(String what, String figure, String ratio) {
        String line = "| " + what + " | " + figure + " | " + ratio + " |";
        System.out.println(line);
        lines.add(line);
    }

    private void rate(String what, Rate rate, String ratio) {
        row(what, text("%,.0f events/s, %.0f us of processor an event", rate.perSecond(), rate.cpuMicros()), ratio);
    }

    /** A rate beside another one. */
    void compare(String what, Rate rate, Rate other, String otherName) {
        rate(
                what,
                rate,
                rate.equals(other)
                        ? "1"
                        : text(
                                "%.2f x %s; processor %.2f x",
                                rate.perSecond() / other.perSecond(),
                                otherName,
                                rate.cpuMicros() / other.cpuMicros()));
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    void print() {
        System.out.println();
        System.out.println(text(
                "%s, Java %s, %d processors, %s for each process, medians of one run",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Program.heap()));
        System.out.println();
        System.out.println("| what | figure | ratio |");
        System.out.println("|---|---|---|");
        lines.forEach(System.out::println);
    }
}
