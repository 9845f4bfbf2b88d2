package com.eventcourier.feed;

import com.eventcourier.ledger.Ledger;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the open files are: a log line for each big one now and then, and a note that the status command reads. */
public final class FileProgress {

    private static final Logger LOG = LoggerFactory.getLogger(FileProgress.class);
    private static final double WORTH_A_LINE_SECONDS = 10;

    /**
     * One open file; {@code rows} are read, {@code percent} has its outcome, {@code secondsLeft} at the rate so far, null
     * where there is none.
     */
    public record Line(String feed, String file, long rows, double percent, double rowsPerSecond, Long secondsLeft) {}

    private final Map<Long, Start> starts = new HashMap<>();
    private final Arrivals arrivals;
    private final Ledger ledger;
    private final ObjectMapper json = new ObjectMapper();

    private record Start(long nanos, long done) {}

    FileProgress(Arrivals arrivals, Ledger ledger) {
        this.arrivals = arrivals;
        this.ledger = ledger;
    }

    /** Notes the progress of every open file in the ledger. */
    public void note() throws JsonProcessingException {
        List<Line> lines = now();
        ledger.note("files", json.writeValueAsString(lines));
    }

    /** Logs the files that are open for a while. */
    public void log() {
        for (OpenArrival arrival : arrivals.open()) {
            if (arrival.seconds() > WORTH_A_LINE_SECONDS) {
                Line line = line(arrival);
                LOG.info(
                        "{} of feed {}: {} rows, {} %, {} rows/s{}",
                        line.file(),
                        line.feed(),
                        line.rows(),
                        String.format(Locale.ROOT, "%.1f", line.percent()),
                        Math.round(line.rowsPerSecond()),
                        line.secondsLeft() == null ? "" : ", " + line.secondsLeft() + " s left");
            }
        }
    }

    /** Every open file at this moment. */
    public synchronized List<Line> now() {
        List<Line> lines = new ArrayList<>();
        for (OpenArrival arrival : arrivals.open()) {
            lines.add(line(arrival));
        }
        starts.keySet().removeIf(id -> arrivals.open().stream().noneMatch(open -> open.arrival() == id));
        return lines;
    }

    private synchronized Line line(OpenArrival arrival) {
        long read = Math.max(1, arrival.records());
        long settled = read - Math.min(read, arrival.handOut().unsettled());
        double share =
                Math.min(1, arrival.bytes() * 1.0 / Math.max(1, arrival.row().size())) * settled / read;
        double rate = rate(arrival);
        Long left = rate <= 0 || share <= 0 ? null : Long.valueOf(Math.round(settled * (1 / share - 1) / rate));
        return new Line(
                arrival.row().feed(),
                arrival.row().name(),
                arrival.records(),
                Math.round(share * 1000) / 10.0,
                Math.round(rate * 10) / 10.0,
                left);
    }

    /** Outcomes a second since this run handed out its first record: what it skips after a restart is no work. */
    private double rate(OpenArrival arrival) {
        long done = arrival.handOut().handedOut() - arrival.handOut().unsettled();
        Start now = new Start(System.nanoTime(), done);
        if (arrival.handOut().handedOut() == 0) {
            starts.put(arrival.arrival(), now);
        }
        Start start = starts.computeIfAbsent(arrival.arrival(), id -> now);
        double seconds = (now.nanos() - start.nanos()) / 1e9;
        return seconds <= 0 ? 0 : (done - start.done()) / seconds;
    }
}
