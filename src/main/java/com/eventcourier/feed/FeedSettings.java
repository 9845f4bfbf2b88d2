package com.eventcourier.feed;

import com.eventcourier.feed.Format.Type;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** Reads one {@code feed.yaml}, strictly: what it does not know is a fault. */
final class FeedSettings {

    private static final Map<String, Type> TYPES =
            Map.of("csv", Type.CSV, "ndjson", Type.NDJSON, "json-array", Type.JSON_ARRAY, "json", Type.JSON);

    private final Path file;
    private final List<String> faults;

    FeedSettings(Path file, List<String> faults) {
        this.file = file;
        this.faults = faults;
    }

    /** Null where there are faults; they are in the list. */
    Feed feed() throws IOException {
        int before = faults.size();
        SettingsNode root = SettingsNode.read(file, faults);
        if (root == null) {
            return null;
        }
        ZoneId zone = root.value("zone", ZoneId.of("UTC"), "a time zone such as Asia/Kolkata", ZoneId::of);
        Feed feed = new Feed(
                name(root),
                root.required("account"),
                root.text("event"),
                root.text("event-from"),
                root.text("filter"),
                format(root.child("format")),
                zone,
                root.values("dates", "date patterns such as dd/MM/yyyy", FeedSettings::checkedPattern),
                Hours.of(root.oneOrMore("deliver-between", "times such as 09:00-21:00", Hours.Span::parse), zone),
                root.value("expect-file-by", null, "a time of the day such as 07:30", LocalTime::parse),
                days(root),
                root.value("files-at-once", 2, "a whole number from 1 to 64", text -> number(text, 1, 64)),
                root.value("steady-for", Duration.ofSeconds(1), "a time such as 1s", FeedSettings::duration),
                root.value("ok-marker", false, "true or false", FeedSettings::yesOrNo),
                root.value("max-record", 1024 * 1024, "a size from 1KB to 256MB", FeedSettings::size),
                unpack(root.child("unpack")),
                root.value("keep-days", 30, "a whole number from 0 to 3650", text -> number(text, 0, 3650)),
                root.text("only-with"));
        checkEvent(root);
        root.refuseOthers();
        return faults.size() == before ? feed : null;
    }

    private String name(SettingsNode root) {
        String name = root.required("feed");
        String folder = file.toAbsolutePath().getParent().getFileName().toString();
        if (name != null && !name.equals(folder)) {
            root.fault("feed", "feed is \"" + name + "\" but its folder is \"" + folder + "\"; they must be the same");
        }
        return name;
    }

    private static Set<DayOfWeek> days(SettingsNode root) {
        List<DayOfWeek> days = root.oneOrMore("expect-file-on", "days: mon, tue, wed, thu, fri, sat, sun", text -> {
            for (DayOfWeek day : DayOfWeek.values()) {
                if (day.name().substring(0, 3).equalsIgnoreCase(text)) {
                    return day;
                }
            }
            return null;
        });
        if (!days.isEmpty() && !root.has("expect-file-by")) {
            root.fault("expect-file-on", "expect-file-on needs expect-file-by, the time of the day");
        }
        return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.copyOf(days);
    }

    private void checkEvent(SettingsNode root) {
        if (root.has("event") && root.has("event-from")) {
            root.fault("event-from", "event and event-from cannot both be set");
        }
    }

    private static Format format(SettingsNode node) {
        if (node == null) {
            return Format.RECOGNISED;
        }
        Type type = node.value("type", null, "one of csv, ndjson, json-array, json", FeedSettings::type);
        Character delimiter = node.value(
                "delimiter",
                null,
                "one character, neither a quote, nor a line end, nor beyond the basic plane",
                FeedSettings::delimiter);
        Charset charset = node.value("charset", null, "a charset such as UTF-8 or windows-1252", Charset::forName);
        List<String> header = node.has("header") ? node.values("header", "column names", FeedSettings::column) : null;
        boolean otherThanCsv = type != null && type != Type.CSV;
        if (otherThanCsv && node.has("delimiter")) {
            node.fault("delimiter", "only csv has a delimiter");
        }
        if (otherThanCsv && node.has("header")) {
            node.fault("header", "only csv has a header");
        }
        if (header != null && (header.isEmpty() || header.stream().distinct().count() < header.size())) {
            node.fault("header", "header must name each column once");
        }
        node.refuseOthers();
        return new Format(type, delimiter, charset, header == null || header.isEmpty() ? null : header);
    }

    private static Unpack unpack(SettingsNode node) {
        long size = DataSize.ofGigabytes(4).toBytes();
        if (node == null) {
            return new Unpack(size, 200, 1000);
        }
        Unpack unpack = new Unpack(
                node.value("max-size", size, "a size from 1KB to 1TB", text -> size(text, DataSize.ofTerabytes(1))),
                node.value("max-ratio", 200, "a whole number from 1 to 10000", text -> number(text, 1, 10_000)),
                node.value("max-files", 1000, "a whole number from 1 to 100000", text -> number(text, 1, 100_000)));
        node.refuseOthers();
        return unpack;
    }

    private static Type type(String text) {
        Type type = TYPES.get(text);
        if (type == null) {
            throw new IllegalArgumentException();
        }
        return type;
    }

    private static Character delimiter(String text) {
        if (text.length() != 1 || "\"\r\n\0".contains(text)) {
            throw new IllegalArgumentException();
        }
        return text.charAt(0);
    }

    private static String column(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException();
        }
        return text.strip();
    }

    private static String checkedPattern(String text) {
        Objects.requireNonNull(DateTimeFormatter.ofPattern(text, Locale.ENGLISH));
        return text;
    }

    private static int number(String text, int least, int most) {
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static Duration duration(String text) {
        Duration duration = DurationStyle.detectAndParse(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException();
        }
        return duration;
    }

    private static boolean yesOrNo(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException();
        }
        return text.equals("true");
    }

    private static int size(String text) {
        return (int) size(text, DataSize.ofMegabytes(256));
    }

    private static long size(String text, DataSize most) {
        long bytes = DataSize.parse(text).toBytes();
        if (bytes < 1024 || bytes > most.toBytes()) {
            throw new IllegalArgumentException();
        }
        return bytes;
    }
}
