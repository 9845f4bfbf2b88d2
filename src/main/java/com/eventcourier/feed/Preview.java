package com.eventcourier.feed;

import com.eventcourier.event.Event;
import com.eventcourier.event.Fault;
import com.eventcourier.event.MappedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Says what would be sent of a file and what refused. Nothing is sent or written. */
public final class Preview {

    private static final int BATCH = 512;
    private static final int MOST_FAULTS = 10;

    private final Feed feed;
    private final Mappings mappings;
    private final Path file;
    private final Instant now = Instant.now();
    private final Counts counts = new Counts();

    /** One refused record: where it stands and why. */
    public record Refused(long position, List<Fault> faults) {}

    /**
     * What would happen to a file.
     *
     * @param wrong why the file would be refused as a whole; null when it would be read
     * @param valid events that would be sent, unless accepted before
     * @param refused events by code
     * @param first the first refused records
     * @param withoutUnique event types among those that would be sent that mark no attribute as unique
     */
    public record Result(
            String wrong,
            String fault,
            long records,
            long events,
            long valid,
            long filtered,
            Map<String, Long> byEvent,
            Map<String, Long> refused,
            List<Refused> first,
            Set<String> withoutUnique) {}

    private Preview(Feed feed, Mappings mappings, Path file) {
        this.feed = feed;
        this.mappings = mappings;
        this.file = file;
    }

    /** Reads the whole file on all processors. */
    public static Result of(Feed feed, Mappings mappings, Path file) throws IOException, InterruptedException {
        return new Preview(feed, mappings, file).run();
    }

    private Result run() throws IOException, InterruptedException {
        String wrong = PlainlyWrong.reason(feed, mappings, file);
        if (wrong != null) {
            return new Counts().result(wrong, null);
        }
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (RecordReader reader = RecordReaders.open(file, feed.format(), feed.maxRecord())) {
            readAll(reader, pool, threads);
            return counts.result(
                    null, reader.end() == null ? null : reader.end().message());
        } finally {
            pool.shutdownNow();
        }
    }

    private void readAll(RecordReader reader, ExecutorService pool, int threads)
            throws InterruptedException, IOException {
        RecordParser parser = new RecordParser(reader.format(), reader.header());
        Semaphore ahead = new Semaphore(threads * 2);
        List<Future<?>> running = new ArrayList<>();
        while (reader.hasNext()) {
            List<RawRecord> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && reader.hasNext()) {
                batch.add(reader.next());
            }
            ahead.acquire();
            running.removeIf(Future::isDone);
            running.add(pool.submit(() -> {
                try {
                    counts.add(judge(batch, parser, reader.format()));
                } finally {
                    ahead.release();
                }
            }));
        }
        for (Future<?> batch : running) {
            try {
                batch.get();
            } catch (ExecutionException e) {
                throw new IOException("A record could not be judged: " + e.getCause(), e.getCause());
            }
        }
    }

    private Counts judge(List<RawRecord> batch, RecordParser parser, Format format) {
        Counts judged = new Counts();
        var mapping = mappings.of(format);
        for (RawRecord raw : batch) {
            judged.records++;
            ParsedRecord parsed = parser.parse(raw);
            if (parsed.fault() != null) {
                judged.refuse(raw.position(), List.of(parsed.fault()));
                continue;
            }
            MappedRecord mapped = mapping.map(parsed.fields());
            if (mapped.filtered() || mapped.events().isEmpty()) {
                judged.filtered++;
                continue;
            }
            for (Event event : mapped.events()) {
                mapping.validate(event);
                Fault stale = event.valid() ? mapping.stale(event, now) : null;
                if (stale != null) {
                    judged.refuse(raw.position(), List.of(stale));
                } else if (event.valid()) {
                    judged.valid++;
                    judged.byEvent.merge(event.name(), 1L, Long::sum);
                    if (event.definition().uniqueAttributes().isEmpty()) {
                        judged.withoutUnique.add(event.name());
                    }
                } else {
                    judged.refuse(raw.position(), event.faults());
                }
            }
        }
        return judged;
    }

    private static final class Counts {
        private final Map<String, Long> byEvent = new TreeMap<>();
        private final Map<String, Long> refused = new TreeMap<>();
        private final TreeMap<Long, Refused> first = new TreeMap<>();
        private final Set<String> withoutUnique = new TreeSet<>();
        private long records;
        private long valid;
        private long filtered;

        private void refuse(long position, List<Fault> faults) {
            refused.merge(faults.get(0).code(), 1L, Long::sum);
            first.put(position, new Refused(position, faults));
            keepFirst();
        }

        private void keepFirst() {
            while (first.size() > MOST_FAULTS) {
                first.pollLastEntry();
            }
        }

        private synchronized void add(Counts batch) {
            records += batch.records;
            valid += batch.valid;
            filtered += batch.filtered;
            batch.byEvent.forEach((event, n) -> byEvent.merge(event, n, Long::sum));
            batch.refused.forEach((code, n) -> refused.merge(code, n, Long::sum));
            withoutUnique.addAll(batch.withoutUnique);
            first.putAll(batch.first);
            keepFirst();
        }

        private synchronized Result result(String wrong, String fault) {
            long events =
                    valid + refused.values().stream().mapToLong(Long::longValue).sum();
            return new Result(
                    wrong,
                    fault,
                    records,
                    events,
                    valid,
                    filtered,
                    byEvent,
                    refused,
                    List.copyOf(first.values()),
                    withoutUnique);
        }
    }
}
