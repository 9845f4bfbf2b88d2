package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.feed.SourceState.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SourceStateTest {

    private final SourceState source = new SourceState("orders", "queue orders");

    @Test
    void nothingIsKnownBeforeTheFirstTry() {
        assertThat(source.mayTry()).isTrue();
        assertThat(source.status().state()).isEqualTo(State.UNTRIED);
        assertThat(source.status().reason()).isNull();
    }

    @Test
    void whileItIsDownItIsTriedAtAGrowingInterval() {
        source.failed("connection refused");

        assertThat(source.mayTry()).isFalse();
        assertThat(waitToNextTry()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        await("next try").atMost(Duration.ofSeconds(2)).until(source::mayTry);
        source.failed("connection refused");
        assertThat(waitToNextTry()).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(2));
        for (int i = 0; i < 20; i++) {
            source.failed("connection refused");
        }
        assertThat(waitToNextTry()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
    }

    private Duration waitToNextTry() {
        return Duration.between(Instant.now(), source.status().nextTry());
    }

    @Test
    void sinceAndReasonAreThoseOfTheOutage() {
        source.reached();
        Instant up = source.status().since();
        source.failed("connection refused");
        Instant down = source.status().since();
        source.failed("no such host");

        assertThat(down).isAfterOrEqualTo(up);
        assertThat(source.status().since()).isEqualTo(down);
        assertThat(source.status().reason()).isEqualTo("no such host");
        assertThat(source.status().isDown()).isTrue();
    }

    @Test
    void itIsUpAgainAtTheFirstAnswerAndTheNextOutageBeginsWithAShortWait() {
        for (int i = 0; i < 5; i++) {
            source.failed("connection refused");
        }
        source.reached();

        assertThat(source.mayTry()).isTrue();
        assertThat(source.status().state()).isEqualTo(State.UP);
        assertThat(source.status().reason()).isNull();
        assertThat(source.status().nextTry()).isNull();
        source.failed("connection refused");
        assertThat(waitToNextTry()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aPersonMayHaveItTriedBeforeItsTime() {
        source.hurry();
        assertThat(source.status().nextTry()).isNull();
        for (int i = 0; i < 5; i++) {
            source.failed("connection refused");
        }
        assertThat(source.mayTry()).isFalse();

        source.hurry();

        assertThat(source.mayTry()).isTrue();
        assertThat(source.status().isDown()).isTrue();
        source.failed("connection refused");
        assertThat(waitToNextTry()).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void theLogSaysEachChangeOnce(CapturedOutput log) {
        source.failed("connection refused");
        source.failed("no such host");
        source.reached();
        source.reached();

        assertThat(log.getAll().lines().filter(line -> line.contains("Feed orders: queue orders")))
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first).contains("cannot be reached: connection refused."),
                        second -> assertThat(second).contains("can be reached again; it was down since"));
    }
}
