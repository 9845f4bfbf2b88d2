package com.eventcourier.feed.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much of what is posted may be in memory together. Its bound is a part of the heap, so that many large requests at
 * once wait for each other instead of taking all of it; one that is larger than the bound comes in alone.
 */
final class Room {

    private static final int UNIT_BYTES = 1024;
    /** Of the heap, for bodies that are read and wait; a slow sender holds this and nothing else. */
    private static final int FOR_BODIES = 16;
    /** Of the heap, for bodies that become events: in memory those are some twenty times as large. */
    private static final int FOR_EVENTS = 64;

    private static final int COME_BACK_SECONDS = 2;

    private final Semaphore bodies;
    private final Semaphore events;
    private final int bodiesSize;
    private final int eventsSize;
    private final long patienceMillis;

    /** @param heapBytes the largest that the heap becomes */
    Room(long heapBytes, long patienceMillis) {
        bodiesSize = units(heapBytes / FOR_BODIES);
        eventsSize = units(heapBytes / FOR_EVENTS);
        bodies = new Semaphore(bodiesSize, true);
        events = new Semaphore(eventsSize, true);
        this.patienceMillis = patienceMillis;
    }

    private static int units(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, bytes / UNIT_BYTES + 1);
    }

    /** A request comes; what it takes is free again when it is closed. */
    Stay stay() {
        return new Stay();
    }

    /** What one request holds. */
    final class Stay implements AutoCloseable {

        private int ofBodies;
        private int ofEvents;

        private Stay() {}

        /** Waits until a body of this size may be read. */
        void reads(long bytes) {
            ofBodies = enter(bodies, Math.min(units(bytes), bodiesSize));
        }

        /** Waits until a body of this size may become events. */
        void works(long bytes) {
            ofEvents = enter(events, Math.min(units(bytes), eventsSize));
        }

        private int enter(Semaphore place, int units) {
            try {
                if (place.tryAcquire(units, patienceMillis, TimeUnit.MILLISECONDS)) {
                    return units;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new Problem(
                            503,
                            "Too much at once",
                            "Too many large requests are being taken in at this moment. Nothing was stored; send the"
                                    + " request again later.")
                    .with("Retry-After", COME_BACK_SECONDS);
        }

        @Override
        public void close() {
            bodies.release(ofBodies);
            events.release(ofEvents);
        }
    }
}
