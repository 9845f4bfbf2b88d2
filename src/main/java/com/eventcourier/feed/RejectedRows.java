package com.eventcourier.feed;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.List;

/** Refused CSV rows: the columns of the file, then ours. */
final class RejectedRows implements RejectedRecords {

    private static final List<String> OURS =
            List.of(Courier.ID, Courier.ROW, Courier.CODE, Courier.REASON, Courier.RAW);

    private static final char NONE = '\0';

    private final CsvWriter out;
    private final Charset charset;
    private final CsvFields fields;
    private final RecordParser parser;
    private final List<String> header;
    private final int kept;

    RejectedRows(Writer out, Format format, List<String> header) {
        this.charset = format.recordCharset();
        this.fields = new CsvFields(format.delimiter());
        this.parser = new RecordParser(format, header);
        this.header = header;
        this.kept = (int) header.stream().filter(RejectedRows::isKept).count();
        this.out = CsvWriter.builder()
                .fieldSeparator(format.delimiter())
                .commentCharacter(NONE)
                .quoteStrategy(new QuotedBlanks())
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(0)
                .build(out);
    }

    private static boolean isKept(String column) {
        return !column.startsWith(Courier.PREFIX);
    }

    @Override
    public void begin() throws IOException {
        String[] values = header.toArray(String[]::new);
        write(values, OURS.toArray(String[]::new));
    }

    @Override
    public void add(byte[] raw, String id, String row, String code, String reason) throws IOException {
        String text = Text.decoded(raw, charset);
        boolean inShape = text != null && text.indexOf('\0') < 0;
        text = text != null ? text : new String(raw, charset);
        String[] values = new String[header.size()];
        if (RawRecord.TOO_LARGE.equals(code)) {
            // a part of the record in its columns would look whole
            write(values, new String[] {id, row, code, reason, text});
            return;
        }
        inShape &= fields.cutAnyhow(text, values);
        // a row that has values of its own is malformed only where it came back as it was
        ParsedRecord parsed = parser.parse(new RawRecord(0, raw, null));
        boolean asItWas = parsed.fields() == null || RawRecord.MALFORMED.equals(code);
        String before = asItWas ? parsed.rawFromBefore() : null;
        write(values, new String[] {id, row, code, reason, inShape ? before : text});
    }

    private void write(String[] values, String[] ours) throws IOException {
        String[] row = new String[kept + ours.length];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            if (isKept(header.get(i))) {
                row[next++] = values[i];
            }
        }
        System.arraycopy(ours, 0, row, kept, ours.length);
        try {
            out.writeRecord(row);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void end() {
        // a CSV file has no end of its own
    }

    /** Blanks around a value survive only in quotes. */
    private static final class QuotedBlanks implements QuoteStrategy {
        @Override
        public boolean quoteValue(int line, int field, String value) {
            return isBlank(value.charAt(0)) || isBlank(value.charAt(value.length() - 1));
        }

        private static boolean isBlank(char value) {
            return value == ' ' || value == '\t';
        }
    }
}
