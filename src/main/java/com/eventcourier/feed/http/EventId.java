package com.eventcourier.feed.http;

import com.eventcourier.ledger.ArrivalRow;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the sender of a record asks for its fate with.
 *
 * @param request the beginning of the request's hash: an id of another ledger, or a guessed one, fits nothing
 */
public record EventId(long arrival, long position, String request) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{16})");
    private static final int BYTES = 8;

    static EventId of(long arrival, long position, byte[] hash) {
        return new EventId(arrival, position, beginning(hash));
    }

    /** Empty where the text is no such id. */
    public static Optional<EventId> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new EventId(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), form.group(3)))
                : Optional.empty();
    }

    /** Whether this is the arrival that the id was made for. */
    public boolean isOf(ArrivalRow row) {
        return row.kind().equals(ArrivalRow.REQUEST) && beginning(row.hash()).equals(request);
    }

    private static String beginning(byte[] hash) {
        return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    }

    @Override
    public String toString() {
        return arrival + "-" + position + "-" + request;
    }
}
