package com.eventcourier.ledger;

import java.time.Duration;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the ledger keeps outcomes, counted from the outcome on, once the source object is gone from where it came in.
 * Open dead letters and everything that is still to be sent are kept for good.
 *
 * @param accepted accepted events, at least 1d; afterwards nobody knows that the event was delivered, so that the same
 *     event is a new one; default 400d
 * @param duplicate events that were not sent because they were accepted before, at least 1d; default 30d
 * @param filtered events that the feed left out, at least 1d; default 30d
 * @param dead dead letters that are closed (superseded or discarded), with their record and payload, at least 1d; default
 *     90d
 */
public record Retention(
        @DefaultValue("400d") @DurationMin(days = 1, message = Retention.LEAST)
        Duration accepted,

        @DefaultValue("30d") @DurationMin(days = 1, message = Retention.LEAST)
        Duration duplicate,

        @DefaultValue("30d") @DurationMin(days = 1, message = Retention.LEAST)
        Duration filtered,

        @DefaultValue("90d") @DurationMin(days = 1, message = Retention.LEAST)
        Duration dead) {

    static final String LEAST = "must be at least 1d";

    /** How long an outcome is kept; null: for as long as it is in this state. */
    Duration of(State state) {
        return switch (state) {
            case ACCEPTED -> accepted;
            case DUPLICATE -> duplicate;
            case FILTERED -> filtered;
            case SUPERSEDED, DISCARDED -> dead;
            case PENDING, RETRY, AMBIGUOUS, DEAD, REPLAYING, PURGED -> null;
        };
    }

    Duration shortest() {
        return Stream.of(accepted, duplicate, filtered, dead)
                .min(Duration::compareTo)
                .orElseThrow();
    }

    /** Tells these ages from others. */
    String ages() {
        return accepted + " " + duplicate + " " + filtered + " " + dead;
    }
}
