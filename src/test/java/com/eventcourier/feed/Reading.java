package com.eventcourier.feed;

import com.eventcourier.event.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A whole file read through the real door: one line of text for each record, "position fields" or "position code". */
record Reading(Format format, List<String> header, List<RawRecord> raw, List<ParsedRecord> parsed, Fault end) {

    static final int MEGABYTE = 1024 * 1024;

    static Reading of(Path file, Format declared, int maxRecord) {
        try (RecordReader reader = RecordReaders.open(file, declared, maxRecord)) {
            RecordParser parser = new RecordParser(reader.format(), reader.header());
            List<RawRecord> raw = new ArrayList<>();
            List<ParsedRecord> parsed = new ArrayList<>();
            while (reader.hasNext()) {
                raw.add(reader.next());
                parsed.add(parser.parse(raw.get(raw.size() - 1)));
            }
            if (reader.bytesRead() != reader.size()) {
                throw new AssertionError("read " + reader.bytesRead() + " of " + reader.size());
            }
            return new Reading(reader.format(), reader.header(), raw, parsed, reader.end());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reading of(Path file, Format declared) {
        return of(file, declared, MEGABYTE);
    }

    static Reading of(Path file) {
        return of(file, Format.RECOGNISED);
    }

    static Path file(Path folder, String name, String text) throws IOException {
        return file(folder, name, text, StandardCharsets.UTF_8);
    }

    static Path file(Path folder, String name, String text, Charset charset) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(charset));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            Fault fault = parsed.get(i).fault();
            lines.add(
                    raw.get(i).position() + " " + (fault == null ? parsed.get(i).fields() : fault.code()));
        }
        return lines;
    }

    List<String> texts() {
        return raw.stream()
                .map(record -> new String(record.bytes(), format.recordCharset()))
                .toList();
    }

    List<String> messages() {
        return parsed.stream()
                .filter(record -> record.fault() != null)
                .map(record -> record.fault().message())
                .toList();
    }
}
