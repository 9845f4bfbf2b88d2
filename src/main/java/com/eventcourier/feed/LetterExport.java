package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.LetterFilter;
import com.eventcourier.ledger.LetterQueries;
import com.eventcourier.ledger.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes dead letters as rejected files, in the columns of their source: mended and dropped into the inbox of their feed,
 * they close the letters. Letters of several files are together where these have the same form.
 */
public final class LetterExport {

    /** One file that was written. A record of several dead events is in it once. */
    public record Written(String feed, String file, long records) {}

    private final Map<String, Open> open = new LinkedHashMap<>();
    private final LedgerQueries ledger;
    private final Shapes shapes;
    private final Path folder;
    private final RefusedRecord record = new RefusedRecord();
    private long last;
    private Open current;

    private static final class Open {
        private final String feed;
        private final Path path;
        private final RejectedFile file;
        private long records;

        Open(String feed, Path path, RejectedFile file) {
            this.feed = feed;
            this.path = path;
            this.file = file;
        }
    }

    private LetterExport(LedgerQueries ledger, Shapes shapes, Path folder) {
        this.ledger = ledger;
        this.shapes = shapes;
        this.folder = folder;
    }

    /**
     * Writes the open dead letters that are meant, into a folder that is made if need be.
     *
     * @param feeds a feed by its name, null where there is none
     * @throws IOException where a file is there already or cannot be written; then none is left behind
     */
    public static List<Written> write(
            LedgerQueries ledger, DataFolder data, Function<String, Feed> feeds, LetterFilter which, Path folder)
            throws IOException {
        DataFolder.make(folder);
        LetterExport export = new LetterExport(ledger, new Shapes(ledger, data, feeds), folder);
        boolean whole = false;
        try {
            new LetterQueries(ledger).each(which, State.DEAD, export::add);
            List<Written> written = export.close();
            whole = true;
            return written;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (!whole) {
                export.discard();
            }
        }
    }

    private void add(KeptRow letter) {
        long arrival = letter.id().arrival();
        try {
            if (arrival != last) {
                ArrivalRow row = ledger.arrival(arrival).orElseThrow();
                current = fileFor(row.feed(), shapes.of(row, letter.raw()));
            }
            if (record.add(current.file, letter)) {
                current.records++;
            }
            last = arrival;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Open fileFor(String feed, Shape shape) throws IOException {
        String form = feed + " " + shape.json();
        Open known = open.get(form);
        if (known == null) {
            Format format = shape.format();
            // a file of one object has room for one record only
            boolean lines = format.type() == Format.Type.JSON;
            Format written = lines ? new Format(Format.Type.NDJSON, null, format.charset(), null) : format;
            Path path = folder.resolve(name(feed, written));
            if (Files.exists(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            known = new Open(feed, path, RejectedFile.create(path, written, shape.header()));
            open.put(form, known);
        }
        return known;
    }

    private String name(String feed, Format format) {
        long number =
                open.values().stream().filter(file -> file.feed.equals(feed)).count() + 1;
        String extension =
                switch (format.type()) {
                    case CSV -> "csv";
                    case NDJSON -> "ndjson";
                    case JSON_ARRAY, JSON -> "json";
                };
        return feed + ".rejected" + (number == 1 ? "" : "-" + number) + "." + extension;
    }

    private List<Written> close() throws IOException {
        record.write();
        List<Written> written = new ArrayList<>();
        for (Open file : open.values()) {
            file.file.close();
            written.add(new Written(file.feed, file.path.toString(), file.records));
        }
        return written;
    }

    private void discard() throws IOException {
        for (Open file : open.values()) {
            file.file.discard();
        }
    }
}
