package com.eventcourier.feed;

import com.eventcourier.webhook.GateState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;

/**
 * Decides when a queue is asked for messages: while its feed may deliver, its account takes events, and few enough
 * messages are worked on. What cannot be delivered stays in the queue.
 */
public final class QueueDoor implements PollingConsumerPollStrategy, ExceptionHandler {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final OpenFeed feed;
    private final SourceState source;
    private int working;
    private boolean drained;
    private volatile boolean stopped;

    QueueDoor(OpenFeed feed, SourceState source) {
        this.feed = feed;
        this.source = source;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return !stopped && source.mayTry() && hasRoom() && mayDeliver();
    }

    /** A shut gate is tried with an event. Where nobody has one a few messages are taken for that. */
    private boolean mayDeliver() {
        boolean open = feed.account().gate().status().state().equals(GateState.OPEN.word());
        return feed.mayRead() && (open || feed.account().lacksProbe());
    }

    private synchronized boolean hasRoom() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            long left = PATIENCE.toNanos();
            while (!isRoomFor(feed.queue().batch()) && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = until - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return isRoomFor(feed.queue().batch());
    }

    private boolean isRoomFor(int messages) {
        return working + messages <= feed.queue().atOnce();
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int messages) {
        source.reached();
        synchronized (this) {
            drained = messages == 0;
        }
    }

    /** Never tries again at once: the next look is when the source may be tried. */
    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int tries, Exception fault) {
        if (!stopped) {
            source.failed(QueueFault.sentence(fault));
        }
        return false;
    }

    /** A message was received; a route calls it in the order of receipt, before anything is done with it. */
    public void take(Exchange exchange) {
        synchronized (this) {
            working++;
        }
        exchange.getExchangeExtension().addOnCompletion(new MessageEnd(exchange, this));
    }

    synchronized void ended() {
        working--;
        notifyAll();
    }

    /** Nothing is worked on, and the queue was empty or out of reach when it was looked at last. */
    synchronized boolean isIdle() {
        return working == 0 && (drained || source.status().isDown());
    }

    boolean isDown() {
        return source.status().isDown();
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void handleException(Throwable fault) {
        handleException(null, fault);
    }

    /** A poll that failed: {@link #rollback} has it already. */
    @Override
    public void handleException(String message, Throwable fault) {
        // Told once, when the source went down.
    }

    /** The queue did not delete a message that is at its end, or the message did not come to its end. */
    @Override
    public void handleException(String message, Exchange exchange, Throwable fault) {
        OpenMessage open = OpenMessage.of(exchange);
        if (open != null) {
            open.comesAgain(fault);
        }
    }
}
