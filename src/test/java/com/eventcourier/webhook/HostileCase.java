package com.eventcourier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.webhook.RawServer.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One way of a target to be hostile, and what must come of it.
 *
 * @param script what it does with the first POST; the ones after it are accepted
 * @param outcome the outcomes of the first events, in their order; a hold leaves as {@code later}
 * @param attempts POSTs that count
 * @param retryAfter as the courier read it; null where there is none
 * @param next what the next POST goes out on
 */
record HostileCase(
        String name, Script script, String outcome, String code, int attempts, Duration retryAfter, Connection next) {

    /** The test's table is made before its first case; on a busy machine that is a while ago. */
    private static final Duration DATE_MAY_BE_OFF = Duration.ofMinutes(2);

    /** Of the next POST. */
    enum Connection {
        KEPT("kept"),
        NEW("new"),
        NONE("-"),
        /** Either is right. */
        ANY("");

        final String word;

        Connection(String word) {
            this.word = word;
        }
    }

    /** What came of it. */
    record Result(HostileCase of, List<Verdict> verdicts, Duration took, Connection next) {

        Verdict last() {
            return verdicts.get(verdicts.size() - 1);
        }

        private int attempts() {
            return verdicts.stream().mapToInt(Verdict::attempts).sum();
        }

        private String outcomes() {
            return verdicts.stream().map(one -> one.outcome().word()).collect(Collectors.joining(", "));
        }

        /** A sentence for each thing that is not as it must be. */
        List<String> faults(Duration longest) {
            List<String> faults = new ArrayList<>();
            compare(faults, "outcome", of.outcome, outcomes());
            compare(faults, "code", of.code, last().code());
            compare(faults, "attempts", of.attempts, attempts());
            if (of.next != Connection.ANY) {
                compare(faults, "next connection", of.next, next);
            }
            if (of.retryAfter == null ? last().retryAfter() != null : !isNear(last().retryAfter())) {
                faults.add(of.name + ": Retry-After was read as " + last().retryAfter() + ", not " + of.retryAfter);
            }
            if (took.compareTo(longest) > 0) {
                faults.add(of.name + " took " + took);
            }
            return faults;
        }

        /** A date is so far away as the clock says by then; seconds are exact. */
        private boolean isNear(Duration read) {
            if (of.retryAfter.compareTo(DATE_MAY_BE_OFF) < 0 || read == null) {
                return of.retryAfter.equals(read);
            }
            return of.retryAfter.minus(read).abs().compareTo(DATE_MAY_BE_OFF) < 0;
        }

        private void compare(List<String> faults, String what, Object expected, Object found) {
            if (!expected.equals(found)) {
                faults.add(of.name + ": " + what + " is " + found + ", not " + expected + " (" + last().reason() + ")");
            }
        }

        String row() {
            assertThat(verdicts).isNotEmpty();
            boolean twice = verdicts.stream().anyMatch(Verdict::possibleDuplicate);
            return String.format(
                    "| %s | %s | %s | %d | %s | %d ms | %s | %s |%n",
                    of.name,
                    outcomes(),
                    last().code(),
                    attempts(),
                    twice ? "yes" : "no",
                    took.toMillis(),
                    last().retryAfter() == null ? "" : last().retryAfter().toSeconds() + " s",
                    next.word);
        }
    }
}
