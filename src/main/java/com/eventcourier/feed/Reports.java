package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LedgerFault;
import com.eventcourier.ledger.State;
import com.eventcourier.ledger.Tally;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what the sender gets back: the report of an arrival, and the rows that were refused, in their own format. */
public final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TURNS = 64;

    private final Ledger ledger;
    private final DataFolder data;
    private final OpenFeeds feeds;
    private final Shapes shapes;
    private final FileFaults faults;
    private final List<Object> turns = Stream.generate(Object::new).limit(TURNS).toList();

    Reports(Ledger ledger, DataFolder data, OpenFeeds feeds, FileFaults faults) {
        this.ledger = ledger;
        this.data = data;
        this.feeds = feeds;
        this.shapes = new Shapes(ledger.queries(), data, feed -> feeds.find(feed)
                .map(OpenFeed::feed)
                .orElse(null));
        this.faults = faults;
    }

    /** Writes the first report of an arrival that was read to its end. */
    public OpenArrival write(OpenArrival arrival) throws IOException {
        ArrivalRow row = ledger.queries().arrival(arrival.arrival()).orElseThrow();
        if (row.is(ArrivalRow.READ)) {
            write(row, arrival);
        }
        return arrival;
    }

    /** Writes the first report of an arrival whose file is gone. */
    void write(long arrival) throws IOException {
        write(ledger.queries().arrival(arrival).orElseThrow(), null);
    }

    /** Writes the last report of the arrivals whose retries have come to an end. */
    public void writeSettled() {
        faults.each(ledger.queries().settledSinceReport(), row -> write(row, null));
    }

    /** Files of one name take turns: each puts aside what the other one has in the outbox. */
    private void write(ArrivalRow row, OpenArrival arrival) throws IOException {
        synchronized (turns.get(Math.floorMod(row.name().hashCode(), turns.size()))) {
            writeNext(row, arrival);
        }
    }

    private void writeNext(ArrivalRow row, OpenArrival arrival) throws IOException {
        int number = row.reports() + 1;
        Path outbox = DataFolder.make(data.outbox(row.feed()));
        long refused = ledger.gatherRejected(row.id(), number);
        ReportFiles files = new ReportFiles(outbox, row.name(), row.id()).makeRoom();
        if (refused > 0) {
            writeRejected(row, number, files.rejected(number), arrival);
        }
        List<String> rejected = ledger.queries().rejectedFiles(row.id()).stream()
                .map(earlier -> files.rejected(earlier).getFileName().toString())
                .toList();
        Tally tally = ledger.queries().tally(row.id());
        boolean complete = tally.of(State.RETRY) + tally.of(State.AMBIGUOUS) + tally.of(State.REPLAYING) == 0;
        long repeats = ledger.queries().possibleDuplicates(row.id());
        Report report = Report.of(row, tally, repeats, complete, rejected, remarks(row, arrival));
        files.writeReport(report);
        ledger.arrivalReported(row.id(), number, complete);
        if (row.fault() != null || !isArchive(arrival)) {
            tell(row, arrival, report, files);
        }
    }

    private static boolean isArchive(OpenArrival arrival) throws IOException {
        return arrival != null && Files.isRegularFile(arrival.file()) && Packed.of(arrival.file()) != null;
    }

    private Remarks remarks(ArrivalRow row, OpenArrival arrival) throws IOException {
        Optional<OpenFeed> feed = feeds.find(row.feed());
        return feed.isEmpty() ? Remarks.NONE : Remarks.of(feed.get(), row, header(row, arrival), isArchive(arrival));
    }

    /** A file that was refused as a whole may have no header that can be read. */
    private List<String> header(ArrivalRow row, OpenArrival arrival) throws IOException {
        return row.records() == 0 ? List.of() : shape(row, arrival).header();
    }

    /** As it is being read; of a late report, whose file may be gone, as the ledger keeps it. */
    private Shape shape(ArrivalRow row, OpenArrival arrival) throws IOException {
        return arrival != null && arrival.reader() != null
                ? new Shape(arrival.reader().format(), arrival.reader().header())
                : shapes.of(row);
    }

    private void writeRejected(ArrivalRow row, int number, Path file, OpenArrival arrival) throws IOException {
        Shape shape = shape(row, arrival);
        try (RejectedFile rejected = RejectedFile.create(file, shape.format(), shape.header())) {
            addAll(rejected, row, number);
        }
    }

    private void addAll(RejectedFile rejected, ArrivalRow row, int number) throws IOException {
        RefusedRecord record = new RefusedRecord();
        try {
            ledger.queries().eachRejected(row.id(), number, letter -> add(rejected, record, letter));
            record.write();
        } catch (UncheckedIOException e) {
            rejected.discard();
            throw e.getCause();
        } catch (LedgerFault e) {
            rejected.discard();
            throw e;
        }
    }

    private static void add(RejectedFile rejected, RefusedRecord record, KeptRow letter) {
        try {
            record.add(rejected, letter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(ArrivalRow row, OpenArrival arrival, Report report, ReportFiles files) {
        if (arrival != null && arrival.isRefused()) {
            LOG.warn(
                    "{} of feed {} was refused unsent and goes to {}. {} Report: {}",
                    row.name(),
                    row.feed(),
                    data.rejected(row.feed()),
                    row.fault(),
                    files.report());
            return;
        }
        LOG.info(
                "{} of feed {}: {} read, {} Report: {}{}",
                row.name(),
                row.feed(),
                report.read(),
                report.inWords(),
                files.report(),
                report.rejectedFiles().isEmpty() ? "" : ", refused rows: " + String.join(", ", report.rejectedFiles()));
    }

    static byte[] pretty(Object value) throws IOException {
        return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
