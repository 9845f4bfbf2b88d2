package com.eventcourier.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;

/**
 * Which letters are meant: those that fit everything that is not null or empty.
 *
 * @param ids their names
 * @param event the event type
 * @param file the name of the file that they came in
 * @param from died at this moment or later
 * @param to died before this moment
 */
public record LetterFilter(
        List<LetterId> ids, String code, String feed, String event, String file, Instant from, Instant to) {

    public static final LetterFilter ALL = new LetterFilter(List.of(), null, null, null, null, null, null);

    /** Whether it names nothing, so that every letter is meant. */
    public boolean isAll() {
        return equals(ALL);
    }

    /** The same as people write it; nothing of a customer is in it. */
    public String words() {
        StringJoiner words = new StringJoiner(", ");
        add(words, "ids", ids.isEmpty() ? null : ids.size() > 20 ? ids.size() + " of them" : ids);
        add(words, "code", code);
        add(words, "feed", feed);
        add(words, "event", event);
        add(words, "file", file);
        add(words, "from", from);
        add(words, "to", to);
        return isAll() ? "all" : words.toString();
    }

    private static void add(StringJoiner words, String name, Object value) {
        if (value != null) {
            words.add(name + " " + value);
        }
    }

    /** A condition on {@code kept}, and the values of its question marks. */
    record Condition(String sql, List<Object> values) {

        Object[] with(Object... more) {
            List<Object> all = new ArrayList<>(values);
            all.addAll(List.of(more));
            return all.toArray();
        }
    }

    /** Among the dead are the parked ones where they are meant: by their code, or one by one. */
    Condition inState(String state) {
        List<Object> values = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        boolean dead = state.equals(State.DEAD.column());
        if (dead && Parked.CODE.equals(code)) {
            sql.append("kept.id in (select id from kept where state = 'dead' and code = '" + Parked.CODE
                    + "' union all select id from kept where state = 'ambiguous')");
        } else {
            sql.append(dead && code == null && !ids.isEmpty() ? "kept.state in ('dead', 'ambiguous')" : one(state));
            and(sql, values, "kept.code = ?", code);
        }
        and(sql, values, "kept.feed = ?", feed);
        and(sql, values, "kept.event = ?", event);
        and(sql, values, "kept.arrival in (select id from arrival where name = ?)", file);
        and(sql, values, "kept.last_at >= ?", from == null ? null : from.toEpochMilli());
        and(sql, values, "kept.last_at < ?", to == null ? null : to.toEpochMilli());
        if (!ids.isEmpty()) {
            sql.append(
                            " and kept.id in (select k.id from kept k join arrival a on a.id = k.arrival where k.id || '-' ||"
                                    + " lower(substr(hex(a.hash), 1, 8)) in (")
                    .append(marks())
                    .append(") and k.id in (")
                    .append(marks())
                    .append("))");
            ids.forEach(id -> values.add(id.toString()));
            ids.forEach(id -> values.add(id.id()));
        }
        return new Condition(sql.toString(), values);
    }

    /** Written out, so that the index of the state serves. */
    private static String one(String state) {
        return "kept.state = '" + state + "'";
    }

    private String marks() {
        return String.join(", ", Collections.nCopies(ids.size(), "?"));
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, Object value) {
        if (value != null) {
            sql.append(" and ").append(condition);
            values.add(value);
        }
    }
}
