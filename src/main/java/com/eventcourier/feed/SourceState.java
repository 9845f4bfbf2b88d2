package com.eventcourier.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the place outside of this machine that a feed reads from can be reached. While it is down it is tried at a
 * growing interval, and goes on by itself. The log says each change once.
 */
public final class SourceState {

    private static final Logger LOG = LoggerFactory.getLogger(SourceState.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final String feed;
    private final String place;
    private State state = State.UNTRIED;
    private String reason;
    private Instant since = now();
    private Duration wait = Duration.ZERO;
    private Instant nextTry = since;

    /** What is known of the place. */
    public enum State {
        /** Nobody has asked yet. */
        UNTRIED,
        UP,
        DOWN
    }

    /**
     * What an operator sees.
     *
     * @param place what is read, such as {@code queue orders}; holds no secret
     * @param reason why it is down; null otherwise
     * @param since from when on it is in this state
     * @param nextTry when it is tried again; null unless it is down
     */
    public record Status(String feed, String place, State state, String reason, Instant since, Instant nextTry) {

        public boolean isDown() {
            return state == State.DOWN;
        }
    }

    SourceState(String feed, String place) {
        this.feed = Objects.requireNonNull(feed);
        this.place = Objects.requireNonNull(place);
    }

    /** Whether it may be asked now: always, except in the pause between two tries while it is down. */
    synchronized boolean mayTry() {
        return state != State.DOWN || !Instant.now().isBefore(nextTry);
    }

    /** A person wants it asked now, not at its next time. */
    synchronized void hurry() {
        nextTry = state == State.DOWN ? Instant.now() : nextTry;
    }

    /** It answered. */
    synchronized void reached() {
        if (state == State.UP) {
            return;
        }
        if (state == State.DOWN) {
            LOG.info("Feed {}: {} can be reached again; it was down since {}.", feed, place, since);
        }
        become(State.UP, null);
        wait = Duration.ZERO;
        nextTry = null;
    }

    /** It did not answer, or refused; {@code why} holds no secret. The next try is later than it was the last time. */
    synchronized void failed(String why) {
        if (state != State.DOWN) {
            LOG.warn(
                    "Feed {}: {} cannot be reached: {}. Nothing is lost; it is tried again by itself, at a growing"
                            + " interval of up to {} s.",
                    feed,
                    place,
                    why,
                    LONGEST_WAIT.toSeconds());
            become(State.DOWN, why);
        }
        reason = why;
        Duration doubled = wait.multipliedBy(2);
        wait = wait.isZero() ? FIRST_WAIT : doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
        nextTry = Instant.now().plus(wait);
    }

    private void become(State newState, String why) {
        state = newState;
        reason = why;
        since = now();
    }

    public synchronized Status status() {
        return new Status(feed, place, state, reason, since, state == State.DOWN ? nextTry : null);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
