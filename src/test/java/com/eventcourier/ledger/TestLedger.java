package com.eventcourier.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A ledger on disk with arrivals whose events a test settles. */
final class TestLedger implements AutoCloseable {

    static final byte[] PAYLOAD = hash("payload");

    private final Path file;
    private final AtomicInteger settled = new AtomicInteger();
    private Ledger ledger;

    TestLedger(Path file) {
        this.file = file;
        ledger = Ledger.open(file);
    }

    Ledger ledger() {
        return ledger;
    }

    Path file() {
        return file;
    }

    void restart() {
        ledger.close();
        ledger = Ledger.open(file);
    }

    long arrival(String name) {
        return ledger.openArrival(new Incoming("bookings", "main", ArrivalRow.FILE, name, hash(name), 1, "1"))
                .id();
    }

    /** How many outcomes are said to be on disk. */
    int settled() {
        return settled.get();
    }

    void settle(RecordId id, State state) {
        settle(id, 1, null, state);
    }

    void settle(RecordId id, State state, Runnable onDisk) {
        settle(id, 1, null, state, key(id), onDisk);
    }

    /** An outcome whose key is made of its identity. */
    void settle(RecordId id, int subs, State from, State state) {
        settle(id, subs, from, state, key(id));
    }

    void settle(RecordId id, int subs, State from, State state, byte[] key) {
        settle(id, subs, from, state, key, settled::incrementAndGet);
    }

    private void settle(RecordId id, int subs, State from, State state, byte[] key, Runnable onDisk) {
        ledger.settle(settlement(id, subs, from, state, key), onDisk);
    }

    /** A request with one event for each of these states. */
    long takeIn(String id, State... states) {
        List<Settlement> events = new ArrayList<>();
        for (State state : states) {
            RecordId place = new RecordId(0, events.size() + 1, 0);
            events.add(settlement(place, 1, null, state, key(place)));
        }
        Incoming request = new Incoming("bookings", "main", ArrivalRow.REQUEST, id, hash(id), 1, "1");
        return ledger.takeIn(request, states.length, events);
    }

    private static Settlement settlement(RecordId id, int subs, State from, State state, byte[] key) {
        boolean kept = state != State.ACCEPTED && state != State.DUPLICATE && state != State.FILTERED;
        Settlement.Kept rest = new Settlement.Kept(
                "main",
                "bookings",
                "be_reserved",
                "test",
                "[]",
                hash("raw " + id),
                hash("payload " + id),
                "an answer",
                500,
                "",
                "1",
                state == State.PENDING ? Instant.now() : null,
                0,
                0);
        return new Settlement(
                id,
                subs,
                from,
                state,
                state == State.DEAD ? "7308" : "",
                1,
                null,
                key,
                true,
                PAYLOAD,
                null,
                kept ? rest : null,
                null,
                null);
    }

    /** Hands over while the writer waits, so that all of it is one commit. */
    void inOneCommit(long arrival, Runnable handsOver) {
        CountDownLatch writerWaits = new CountDownLatch(1);
        CountDownLatch handedOver = new CountDownLatch(1);
        ledger.mark(arrival, 0, () -> {
            writerWaits.countDown();
            await(handedOver);
        });
        await(writerWaits);
        handsOver.run();
        handedOver.countDown();
        ledger.flush();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of it has its outcome, is reported and out of the way. */
    void end(long arrival, long records) {
        ledger.arrivalRead(new Counted(arrival, records), null);
        ledger.gatherRejected(arrival, 1);
        ledger.arrivalReported(arrival, 1, true);
        ledger.arrivalMoved(arrival);
    }

    private record Counted(long arrival, long records) implements Progress {
        @Override
        public long bytes() {
            return records;
        }

        @Override
        public long settledTo() {
            return records;
        }
    }

    Keys.Claim claim(byte[] key) {
        return ledger.keys().claim(key, PAYLOAD, new RecordId(99, 1, 0));
    }

    Audit deepAudit() {
        ledger.flush();
        return Audit.of(ledger.queries(), true);
    }

    static byte[] key(RecordId id) {
        return hash("key " + id);
    }

    static byte[] hash(String text) {
        UUID hash = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(16)
                .putLong(hash.getMostSignificantBits())
                .putLong(hash.getLeastSignificantBits())
                .array();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
