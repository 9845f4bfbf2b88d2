package com.eventcourier.feed;

import com.eventcourier.ledger.LedgerFault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * What waits in the ledger for one account, handed to its workers one by one. As long as any of it is under way the ledger
 * is looked at again and again, so that an event whose answer is slow to come keeps one worker busy and nobody waiting.
 */
final class Supply<T> {

    private static final long A_WHILE_MILLIS = 500;

    private final IntSupplier most;
    private final IntFunction<List<T>> more;
    private final Runnable pause;
    private final Deque<T> ready = new ArrayDeque<>();
    private int underWay;
    private int few;
    private boolean looking;
    private boolean idle = true;
    private boolean over;
    private boolean stopped;

    /**
     * @param most how many may be taken and not settled at this moment
     * @param more takes at most so many from the ledger
     * @param pause waits a moment where the last look found nothing
     */
    Supply(IntSupplier most, IntFunction<List<T>> more, Runnable pause) {
        this.most = most;
        this.more = more;
        this.pause = pause;
    }

    /** Whether there is anything to hand out; asked while no worker has any of it. */
    boolean begin() {
        look();
        return !over;
    }

    /** What each of so many workers takes, one after the other, until nothing waits and nothing is under way. */
    Iterator<Iterator<T>> parts(int workers) {
        return Stream.<Iterator<T>>generate(Part::new).limit(workers).iterator();
    }

    /** One that was handed out has its outcome, or is not sent now. */
    synchronized void done() {
        underWay--;
        if (underWay == few || underWay == 0) {
            notifyAll();
        }
    }

    /** Hands out nothing more; gives back what was taken from the ledger for that. */
    synchronized List<T> stop() {
        stopped = true;
        notifyAll();
        List<T> left = List.copyOf(ready);
        ready.clear();
        return left;
    }

    private T take() throws InterruptedException {
        while (true) {
            synchronized (this) {
                while (!stopped && !over && ready.isEmpty() && (looking || underWay > few)) {
                    wait(A_WHILE_MILLIS);
                }
                if (stopped || over || !ready.isEmpty()) {
                    return ready.poll();
                }
                looking = true;
            }
            look();
        }
    }

    private void look() {
        List<T> found = List.of();
        try {
            if (idle) {
                pause.run();
            }
            int room = room();
            found = room > 0 ? more.apply(room) : found;
        } finally {
            found(found);
        }
    }

    private synchronized int room() {
        int all = most.getAsInt();
        few = all / 2;
        return all - underWay;
    }

    private synchronized void found(List<T> found) {
        looking = false;
        idle = found.isEmpty();
        ready.addAll(found);
        underWay += found.size();
        over = underWay == 0;
        if (over || found.size() > 1) {
            notifyAll();
        }
    }

    /** What one worker takes. It takes one only now: what it took before would wait here for the one in its hands. */
    private final class Part implements Iterator<T> {

        private boolean ended;

        @Override
        public boolean hasNext() {
            return !ended;
        }

        /** Null when there is none for this worker any more. */
        @Override
        public T next() {
            T next = null;
            try {
                next = take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (LedgerFault e) {
                // the next look finds it too, and says so
            }
            ended = next == null;
            return next;
        }
    }
}
