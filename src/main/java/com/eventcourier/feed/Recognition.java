package com.eventcourier.feed;

import com.eventcourier.feed.Format.Type;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;

/** Tells from the beginning of a file what its feed's settings do not say. */
final class Recognition {

    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    private final OpenFile file;
    private final String head;

    /** Looks at the first lines, or at one largest record where the first line is as long as that. Reads nothing off. */
    Recognition(OpenFile file, int maxRecord) throws IOException {
        this.file = file;
        Window window = file.window();
        window.has(Window.CHUNK - 1);
        if (indexOf('\n', window) < 0) {
            window.has(maxRecord);
        }
        Charset charset = new Format(null, null, file.charset(), null).recordCharset();
        this.head = new String(
                window.bytes, window.start, Math.min(window.available(), Math.max(maxRecord, Window.CHUNK)), charset);
    }

    private static int indexOf(char wanted, Window window) {
        for (int i = 0; i < window.available(); i++) {
            if (window.at(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** CR only in a file whose beginning has no LF; a CR at its very end may be half of a CRLF. */
    byte lineEnd() {
        int carriageReturn = head.indexOf('\r');
        boolean within = carriageReturn >= 0 && carriageReturn < head.length() - 1;
        return (byte) (within && head.indexOf('\n') < 0 ? '\r' : '\n');
    }

    Format complete(Format declared) {
        Type type = declared.type() == null ? type() : declared.type();
        if (declared.type() == Type.JSON && firstCharacter() == '[') {
            type = Type.JSON_ARRAY;
        }
        boolean csv = type == Type.CSV;
        Character delimiter = csv ? delimiter(declared) : null;
        return new Format(type, delimiter, file.charset(), csv ? declared.header() : null, file.bom());
    }

    private char firstCharacter() {
        String text = head.stripLeading();
        return text.isEmpty() ? 0 : text.charAt(0);
    }

    private Type type() {
        String name = file.name().toLowerCase(Locale.ROOT);
        boolean lines = name.endsWith(".ndjson") || name.endsWith(".jsonl");
        char first = firstCharacter();
        if (first == '[' && !lines) {
            return Type.JSON_ARRAY;
        }
        if (first == '{' || lines) {
            return lines || isObjectPerLine(name.endsWith(".json")) ? Type.NDJSON : Type.JSON;
        }
        return name.endsWith(".json") ? Type.JSON : Type.CSV;
    }

    /**
     * One object a line, or one object over many lines? The first line of the former is complete; if it is itself
     * broken, the second one begins with a brace where an object over many lines could not have one. After a comma, a
     * colon or a bracket it could; but nowhere in one object does a line with a whole one stand before another's brace.
     */
    private boolean isObjectPerLine(boolean jsonExtension) {
        List<String> lines = head.lines()
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .limit(4)
                .toList();
        boolean complete = isComplete(lines.get(0));
        if (lines.size() == 1) {
            return !jsonExtension && (complete || head.length() > Window.CHUNK);
        }
        char last = lines.get(0).charAt(lines.get(0).length() - 1);
        return complete || lines.get(1).startsWith("{") && (",:[".indexOf(last) < 0 || hasNeighbours(lines));
    }

    private static boolean hasNeighbours(List<String> lines) {
        for (int i = 1; i < lines.size() - 1; i++) {
            String line = lines.get(i);
            if (line.startsWith("{")
                    && line.endsWith("}")
                    && isComplete(line)
                    && lines.get(i + 1).startsWith("{")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isComplete(String line) {
        int depth = 0;
        boolean string = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (string) {
                i += c == '\\' ? 1 : 0;
                string = c != '"';
            } else if (c == '"') {
                string = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return depth == 0 && !string;
    }

    /** As declared, but a rejected file comes back as a spreadsheet of the sender's country saves it. */
    private char delimiter(Format declared) {
        String line = firstLine();
        Character agreed = declared.delimiter();
        boolean savedAnew = agreed != null && countOutsideQuotes(line, agreed) == 0 && line.contains(Courier.ID);
        return agreed != null && !savedAnew ? agreed : likelyDelimiter(line, declared);
    }

    /** The one that cuts the first line into as many values as the declared header has; else the most frequent one. */
    private static char likelyDelimiter(String line, Format declared) {
        int most = 0;
        char likely = DELIMITERS[0];
        for (char candidate : DELIMITERS) {
            int count = countOutsideQuotes(line, candidate);
            if (declared.header() != null && count == declared.header().size() - 1 && count > 0) {
                return candidate;
            }
            if (count > most) {
                most = count;
                likely = candidate;
            }
        }
        return likely;
    }

    private String firstLine() {
        String text = head.stripLeading();
        byte lineEnd = lineEnd();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '"';
            if (!quoted && text.charAt(i) == lineEnd) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    private static int countOutsideQuotes(String line, char wanted) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            count += !quoted && line.charAt(i) == wanted ? 1 : 0;
        }
        return count;
    }
}
