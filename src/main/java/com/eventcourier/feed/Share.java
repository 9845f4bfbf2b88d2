package com.eventcourier.feed;

import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/**
 * What one worker takes of an arrival: its next records, one at a time, until the worker has had its time and gives its
 * place to another file. A worker that goes on by itself costs nothing; waking another one for each record costs more
 * than posting it.
 */
public final class Share implements Iterator<Delivery> {

    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final OpenArrival arrival;
    private long until;
    private boolean over;

    private Share(OpenArrival arrival) {
        this.arrival = arrival;
    }

    /** Shares for as many workers as there are, while the arrival has records. */
    static Iterator<Share> of(OpenArrival arrival) {
        return new Iterator<>() {
            /** Once promised a share must follow, even one that finds nothing left: Camel ends the split otherwise. */
            private boolean promised;

            @Override
            public boolean hasNext() {
                promised = promised || arrival.hasNext();
                return promised;
            }

            @Override
            public Share next() {
                promised = false;
                return new Share(arrival);
            }
        };
    }

    @Override
    public boolean hasNext() {
        return !over && !arrival.isAtEnd();
    }

    /**
     * Takes a record only now: one that was taken earlier would wait here for the one before it. Null when there is none
     * for this worker any more.
     */
    @Override
    public Delivery next() {
        long now = System.nanoTime();
        if (until == 0) {
            until = now + NANOS;
        }
        Delivery delivery = now - until < 0 ? arrival.take(until) : null;
        over = delivery == null;
        return delivery;
    }
}
