package com.eventcourier.feed;

import com.eventcourier.event.Codes;
import com.eventcourier.event.Fault;
import com.eventcourier.event.SecondTry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Turns raw records of one file into fields. Safe to use from many threads at once.
 *
 * <p>CSV values are text; empty ones are absent. JSON keeps its types, numbers as exact as they were written.
 */
public final class RecordParser {

    private static final String NOT_MENDED =
            "The record is a rejected one that was not mended: it has " + Courier.RAW + " and no values of its own.";

    private final Charset charset;
    private final boolean utf8;
    private final CsvFields csv;
    private final String[] names;
    private final int courierId;
    private final int courierRaw;

    /** @param format,header as a {@link RecordReader} answers them */
    public RecordParser(Format format, List<String> header) {
        this.charset = format.recordCharset();
        this.utf8 = StandardCharsets.UTF_8.equals(charset);
        this.csv = format.type() == Format.Type.CSV ? new CsvFields(format.delimiter()) : null;
        this.names = new String[header.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = header.get(i).startsWith(Courier.PREFIX) ? null : header.get(i);
        }
        this.courierId = header.indexOf(Courier.ID);
        this.courierRaw = header.indexOf(Courier.RAW);
    }

    public ParsedRecord parse(RawRecord raw) {
        try {
            return parsed(raw);
        } catch (StackOverflowError e) {
            return poison("The record exhausts the stack while it is parsed.");
        } catch (OutOfMemoryError e) {
            return SecondTry.alone(
                    () -> parsed(raw), () -> poison("The record exhausts the memory while it is parsed."));
        }
    }

    private ParsedRecord parsed(RawRecord raw) {
        ParsedRecord parsed = raw.fault() == null ? read(raw) : ParsedRecord.of(raw.fault());
        if (parsed.fault() == null || parsed.courierId() != null || csv != null && courierId < 0) {
            return parsed;
        }
        String text = new String(raw.bytes(), charset);
        return parsed.naming(
                csv == null ? NamedLetter.inObject(text) : NamedLetter.inRow(text, csv, names.length - courierId));
    }

    private ParsedRecord read(RawRecord raw) {
        if (csv == null && utf8 && Text.isAscii(raw.bytes())) {
            return json(raw.bytes(), null);
        }
        String text = Text.decoded(raw.bytes(), charset);
        if (text == null) {
            return malformed("The record has bytes that are not valid in " + charset.name()
                    + ". They are in the original file, in .done; courier_raw shows a sign in their place.");
        }
        if (text.indexOf('\0') >= 0) {
            return malformed("The record holds a NUL character.");
        }
        return csv == null ? json(raw.bytes(), text) : csv(text);
    }

    private ParsedRecord csv(String text) {
        String[] values = new String[names.length];
        int count = csv.cut(text, values);
        if (count != names.length) {
            return malformed(
                    count == CsvFields.BROKEN
                            ? "The row cannot be read: text follows a closing quote, or a quote stays open."
                            : "The row has " + count + " values, the header has " + names.length + ".");
        }
        ObjectNode fields = new ObjectNode(JsonNodeFactory.instance);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null && names[i] != null) {
                fields.put(names[i], values[i]);
            }
        }
        String id = courierId < 0 ? null : values[courierId];
        String rejected = courierRaw < 0 ? null : values[courierRaw];
        if (rejected != null && fields.isEmpty()) {
            return notMended(id, rejected);
        }
        ParsedRecord row = new ParsedRecord(fields, id, rejected, null);
        return rejected != null && isDamaged(rejected, values) ? row.notMended() : row;
    }

    private boolean isDamaged(String rejected, String... values) {
        List<String> own = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (names[i] != null) {
                own.add(values[i]);
            }
        }
        return new DamagedRow(rejected).isStillIn(own, csv);
    }

    private ParsedRecord json(byte[] bytes, String text) {
        JsonNode node;
        try {
            node = utf8 ? Json.MAPPER.readTree(bytes) : Json.MAPPER.readTree(text);
        } catch (StreamConstraintsException e) {
            return malformed("The JSON is nested too deeply, or a number or name in it is too long.");
        } catch (JsonProcessingException e) {
            return malformed("The record is not one complete JSON object" + place(e) + ".");
        } catch (IOException e) {
            return malformed("The record is not one complete JSON object.");
        } catch (RuntimeException e) {
            // Jackson makes no number of such an exponent, and lets Java's own exception out
            return malformed("The record cannot be read: a number in it is beyond all bounds.");
        }
        if (!(node instanceof ObjectNode fields)) {
            return malformed("The record is JSON but not an object.");
        }
        JsonNode id = fields.get(Courier.ID);
        JsonNode rejected = fields.get(Courier.RAW);
        removeCourierFields(fields);
        if (isThere(rejected) && fields.isEmpty()) {
            return notMended(isThere(id) ? id.asText() : null, rejected.asText());
        }
        return new ParsedRecord(fields, isThere(id) ? id.asText() : null, null, null);
    }

    private static boolean isThere(JsonNode field) {
        return field != null && !field.isNull();
    }

    /** Jackson's own message would quote the record. */
    private static String place(JsonProcessingException e) {
        if (e.getLocation() == null) {
            return "";
        }
        String cause = e.getOriginalMessage().startsWith("Duplicate field") ? "a name appears twice" : "a syntax error";
        return ": " + cause + " near line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr() + " of it";
    }

    private static void removeCourierFields(ObjectNode fields) {
        for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
            if (names.next().startsWith(Courier.PREFIX)) {
                names.remove();
            }
        }
    }

    private static ParsedRecord notMended(String id, String rejected) {
        return new ParsedRecord(null, id, rejected, RawRecord.malformed(NOT_MENDED));
    }

    private static ParsedRecord poison(String message) {
        return ParsedRecord.of(new Fault(Codes.POISON, null, message));
    }

    private static ParsedRecord malformed(String message) {
        return ParsedRecord.of(RawRecord.malformed(message));
    }
}
