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

    /** One open file; {@code percent} by bytes, {@code secondsLeft} at the rate so far. */
    public record Line(String feed, String file, long rows, double percent, double rowsPerSecond, long secondsLeft) {}

    private final Map<Long, Start> starts = new HashMap<>();
    private final Arrivals arrivals;
    private final Ledger ledger;
    private final ObjectMapper json = new ObjectMapper();

    private record Start(long nanos, long records, long bytes) {}

    FileProgress(Arrivals arrivals, Ledger ledger) {
        this.arrivals = arrivals;
        this.ledger = ledger;
    }

    /** Notes the progress of every open file in the ledger. */
    public void note() throws JsonProcessingException {
        List<Line> lines = lines();
        ledger.note("files", json.writeValueAsString(lines));
    }

    /** Logs the files that are open for a while. */
    public void log() {
        for (OpenArrival arrival : arrivals.open()) {
            if (arrival.seconds() > WORTH_A_LINE_SECONDS) {
                Line line = line(arrival);
                LOG.info(
                        "{} of feed {}: {} rows, {} %, {} rows/s, {} s left",
                        line.file(),
                        line.feed(),
                        line.rows(),
                        String.format(Locale.ROOT, "%.1f", line.percent()),
                        Math.round(line.rowsPerSecond()),
                        line.secondsLeft() < 0 ? "?" : line.secondsLeft());
            }
        }
    }

    private synchronized List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (OpenArrival arrival : arrivals.open()) {
            lines.add(line(arrival));
        }
        starts.keySet().removeIf(id -> arrivals.open().stream().noneMatch(open -> open.arrival() == id));
        return lines;
    }

    private synchronized Line line(OpenArrival arrival) {
        Start start = starts.computeIfAbsent(
                arrival.arrival(), id -> new Start(System.nanoTime(), arrival.records(), arrival.bytes()));
        double seconds = (System.nanoTime() - start.nanos()) / 1e9;
        double rate = seconds <= 0 ? 0 : (arrival.records() - start.records()) / seconds;
        double byteRate = seconds <= 0 ? 0 : (arrival.bytes() - start.bytes()) / seconds;
        long size = Math.max(1, arrival.row().size());
        long left = byteRate <= 0 ? -1 : Math.round((size - arrival.bytes()) / byteRate);
        return new Line(
                arrival.row().feed(),
                arrival.row().name(),
                arrival.records(),
                Math.min(100, arrival.bytes() * 100.0 / size),
                Math.round(rate * 10) / 10.0,
                left);
    }
}
