package com.eventcourier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the clock on the wall jumps is no time in which events went through. */
class OpenTimeTest {

    private static final Duration SHORT = Duration.ofMinutes(1);

    private long ahead;

    private final OpenTime open = new OpenTime(this::wall);

    private long wall() {
        return System.currentTimeMillis() + ahead;
    }

    @Test
    void aClockThatIsSetForwardMakesNoTimeOfIt() {
        long lastTry = wall();
        ahead = Duration.ofDays(4).toMillis();
        assertThat(open.since(lastTry)).isLessThan(SHORT);
        assertThat(open.since(lastTry)).isLessThan(SHORT);
        open.begin();
        assertThat(open.since(lastTry)).isLessThan(SHORT);
    }

    @Test
    void afterItWasSetTimeCountsAgain() {
        ahead = Duration.ofDays(4).toMillis();
        assertThat(open.since(wall())).isLessThan(SHORT);
        ahead += 5_000;
        assertThat(open.since(wall() - 3_000)).isBetween(Duration.ofSeconds(3), SHORT);
    }

    @Test
    void aClockThatIsSetBackMakesNoNegativeTimeOfIt() {
        long lastTry = wall();
        ahead = -Duration.ofDays(4).toMillis();
        assertThat(open.since(lastTry)).isZero();
    }
}
