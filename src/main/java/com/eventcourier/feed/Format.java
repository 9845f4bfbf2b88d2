package com.eventcourier.feed;

import com.eventcourier.ledger.RecordText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How a file is written. In a feed's settings a part that is null is recognised from each file; the format that a
 * {@link RecordReader} answers is complete.
 *
 * @param type what the records are: {@code csv}, {@code ndjson}, {@code json-array} or {@code json}; default: recognised by
 *     the first character of the content, then by the file's extension
 * @param delimiter what stands between two CSV values; default: recognised among {@code , ; | tab} from the first line
 * @param charset how text is written; a byte order mark wins over what is declared; default UTF-8
 * @param header the columns of CSV files that have no header line; default: the first record of the file is the header
 * @param bom whether the file began with a byte order mark; a file made from it begins with one too
 */
public record Format(Type type, Character delimiter, Charset charset, List<String> header, boolean bom) {

    /** Nothing declared: every part is recognised. */
    public static final Format RECOGNISED = new Format(null, null, null, null);

    public enum Type {
        /** One record a row, quoted as in RFC 4180. */
        CSV,
        /** One JSON object a line. */
        NDJSON,
        /** One JSON array of objects. */
        JSON_ARRAY,
        /** One JSON object, on one line or many. Declared for a file that begins with a bracket, it is an array. */
        JSON
    }

    public Format {
        header = header == null ? null : List.copyOf(header);
    }

    public Format(Type type, Character delimiter, Charset charset, List<String> header) {
        this(type, delimiter, charset, header, false);
    }

    /**
     * The charset of a record's raw bytes: the file's own, or UTF-8 where the file's cannot be cut byte by byte (UTF-16,
     * Shift_JIS) and is converted while it is read.
     */
    public Charset recordCharset() {
        return RecordText.isCutAsBytes(charset) ? charset : StandardCharsets.UTF_8;
    }
}
