package com.eventcourier.operate;

import com.eventcourier.ledger.LetterFilter;
import com.eventcourier.ledger.LetterId;
import com.eventcourier.ledger.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what people say of letters. An empty word means nothing in particular. */
final class LetterArguments {

    private static final Set<State> OF_LETTERS = Set.of(
            State.DEAD,
            State.SUPERSEDED,
            State.DISCARDED,
            State.REPLAYING,
            State.RETRY,
            State.AMBIGUOUS,
            State.PENDING);

    private static final int MOST_IDS = 1000;
    private static final int LONGEST_WHY = 500;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private LetterArguments() {}

    static LetterFilter filter(
            String ids, String code, String feed, String event, String file, String from, String to) {
        return new LetterFilter(
                ids(ids), word(code), word(feed), word(event), word(file), time("from", from), time("to", to));
    }

    /** One that would mean every letter is refused: that is too easily said by mistake. */
    static LetterFilter narrow(LetterFilter filter) {
        if (filter.isAll()) {
            throw new DeskRefusal("Say which dead letters: by ids, code, feed, event, file, from or to.");
        }
        return filter;
    }

    private static List<LetterId> ids(String text) {
        List<LetterId> ids = new ArrayList<>();
        if (text != null && !text.isBlank()) {
            for (String each : text.strip().split("[\\s,]+")) {
                ids.add(id(each));
            }
            if (ids.size() > MOST_IDS) {
                throw new DeskRefusal(
                        "Name at most " + MOST_IDS + " letters at once, or choose by code, feed or file.");
            }
        }
        return ids;
    }

    static LetterId id(String text) {
        return LetterId.parse(text)
                .orElseThrow(() -> new DeskRefusal("A dead letter has a name such as 12-71856323, its courier_id; "
                        + (text == null || text.isBlank() ? "none was said" : "this is none: " + text) + "."));
    }

    static State state(String text) {
        if (text == null || text.isBlank()) {
            return State.DEAD;
        }
        return OF_LETTERS.stream()
                .filter(state -> state.column().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new DeskRefusal("The state of a letter is one of dead, superseded, discarded,"
                        + " replaying, retry, ambiguous and pending, not " + text + "."));
    }

    /** In one line: it is told in the log, where what goes on in a line of its own could say anything. */
    static String why(String text) {
        String line = text == null ? "" : CONTROL.matcher(text).replaceAll(" ").strip();
        if (line.isEmpty()) {
            throw new DeskRefusal("Say why: it is kept with who did it. Name no customer in it.");
        }
        if (line.length() > LONGEST_WHY) {
            throw new DeskRefusal(
                    "Say why in at most " + LONGEST_WHY + " characters; these are " + line.length() + ".");
        }
        return line;
    }

    static String word(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static Instant time(String name, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            Instant time = text.contains("T")
                    ? OffsetDateTime.parse(text.strip()).toInstant()
                    : LocalDate.parse(text.strip()).atStartOfDay(ZoneOffset.UTC).toInstant();
            if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
                throw new DateTimeException(text);
            }
            return time;
        } catch (DateTimeException e) {
            throw new DeskRefusal(
                    "The time " + name + " is written 2026-11-21T10:00:00Z, or 2026-11-21 for the beginning"
                            + " of that day in UTC; not " + text + ".");
        }
    }
}
