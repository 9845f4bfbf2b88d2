package com.eventcourier.ledger;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a dead letter as people see it (courier_id): its number in the ledger and the first bytes of the content
 * it came from, so that a file from another installation closes nothing here.
 */
public record LetterId(long id, String content) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-([0-9a-f]{8})");

    public static LetterId of(long id, byte[] contentHash) {
        return new LetterId(id, HexFormat.of().formatHex(contentHash, 0, 4));
    }

    /** Empty when the text is not the name of a dead letter. */
    public static Optional<LetterId> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text.strip());
        return form.matches()
                ? Optional.of(new LetterId(Long.parseLong(form.group(1)), form.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return id + "-" + content;
    }
}
