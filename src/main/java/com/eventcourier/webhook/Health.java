package com.eventcourier.webhook;

import com.eventcourier.webhook.AccountOptions.Breaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How well the target of one account is: a breaker over its last POSTs, and when it last judged an event. The breaker
 * only says that it trips; what is tried then, and when, is the gate's affair.
 */
final class Health {

    private static final String UNUSED = "the last POSTs failed";

    private final CircuitBreaker breaker;
    private final LongAdder posts = new LongAdder();
    private final LongAdder nanosOfPosts = new LongAdder();
    private final Breaker options;
    private volatile long lastJudgedMillis;
    private volatile Verdict lastFailure;

    Health(String account, Breaker options) {
        this.options = options;
        breaker = CircuitBreaker.of(
                account,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(options.window())
                        .minimumNumberOfCalls(options.leastCalls())
                        .failureRateThreshold(options.failureRate())
                        .slowCallDurationThreshold(options.slowCall())
                        .slowCallRateThreshold(options.slowCallRate())
                        .writableStackTraceEnabled(false)
                        .build());
    }

    /** Takes note of a POST; true if it is the one that trips the breaker. A refusal of the account says nothing here. */
    boolean trips(Verdict verdict, long nanos) {
        posts.increment();
        nanosOfPosts.add(nanos);
        if (verdict.judgedTheEvent()) {
            long now = System.currentTimeMillis();
            if (now != lastJudgedMillis) {
                lastJudgedMillis = now;
            }
        }
        if (verdict.outcome() == Outcome.HOLD
                || verdict.throttles()
                || breaker.getState() != CircuitBreaker.State.CLOSED) {
            return false;
        }
        if (verdict.outcome() == Outcome.RETRY || verdict.outcome() == Outcome.AMBIGUOUS) {
            lastFailure = verdict;
            breaker.onError(nanos, TimeUnit.NANOSECONDS, new IllegalStateException(UNUSED));
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
        return breaker.getState() != CircuitBreaker.State.CLOSED;
    }

    /** What an operator is told of a trip: the last failure if there were too many, else that too many POSTs were slow. */
    Verdict cause(Verdict last) {
        CircuitBreaker.Metrics seen = breaker.getMetrics();
        if (seen.getFailureRate() >= options.failureRate() && lastFailure != null) {
            return lastFailure;
        }
        String slow = "%.0f %% of the last %d POSTs took longer than %s s";
        String limit = BigDecimal.valueOf(options.slowCall().toMillis(), 3)
                .stripTrailingZeros()
                .toPlainString();
        return last.as(
                last.outcome(),
                "slow",
                String.format(Locale.ROOT, slow, seen.getSlowCallRate(), seen.getNumberOfBufferedCalls(), limit));
    }

    /** The target is well again: what was before does not count. */
    void recovered() {
        breaker.reset();
    }

    /** How long a POST takes, of all since the start; 0 when there was none. */
    double meanSeconds() {
        long made = posts.sum();
        return made == 0 ? 0 : nanosOfPosts.sum() / 1e9 / made;
    }

    /** When the target last judged an event, in milliseconds since 1970; 0 if it did not since the start. */
    long lastJudgedMillis() {
        return lastJudgedMillis;
    }
}
