package com.eventcourier.webhook;

import com.eventcourier.event.ConfigFault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What each answer of a webhook means: {@code config/outcomes.yaml}, read and checked once. */
public final class OutcomeTable {

    static final int LOWEST_STATUS = 100;
    static final int HIGHEST_STATUS = 999;
    private static final String HTTP = "http-";

    private final Map<Integer, OutcomeRow> byCode;
    private final OutcomeRow[] byStatus;
    private final Map<String, OutcomeRow> byFailure;
    private final OutcomeRow unknownCode;
    private final OutcomeRow notJson;
    private final Set<Integer> exactStatuses;

    OutcomeTable(
            Map<Integer, OutcomeRow> byCode,
            OutcomeRow[] byStatus,
            Set<Integer> exactStatuses,
            Map<String, OutcomeRow> byFailure,
            OutcomeRow unknownCode,
            OutcomeRow notJson) {
        this.byCode = byCode;
        this.byStatus = byStatus;
        this.exactStatuses = exactStatuses;
        this.byFailure = byFailure;
        this.unknownCode = unknownCode;
        this.notJson = notJson;
    }

    /**
     * Reads the table.
     *
     * @throws ConfigFault with file and line, if it cannot be read, has unknown words, leaves an answer without an
     *     outcome, or gives one answer two rows
     */
    public static OutcomeTable load(Path file) {
        return new OutcomeFile(file).read();
    }

    /** When to try again an event that got this code; for a code without a plan of its own, the usual one. */
    public RetryPlan retryPlan(String code) {
        OutcomeRow row = rowOf(code);
        return row == null || row.retry() == null ? RetryPlan.USUAL : row.retry();
    }

    /** Whether a verdict can carry this code, which is also what a dead-letter route can be named after. */
    public boolean knows(String code) {
        return code.equals(Verdict.UNKNOWN_ANSWER) || code.equals(Verdict.REFUSED_ALONE) || rowOf(code) != null;
    }

    /** The codes an event can be dead by, in order: body codes, {@code http-<status>}, and the two plain words. */
    public Set<String> deadCodes() {
        Set<String> codes = new TreeSet<>(Set.of(Verdict.UNKNOWN_ANSWER, Verdict.REFUSED_ALONE));
        byCode.values().stream().filter(row -> row.outcome() == Outcome.DEAD).forEach(row -> codes.add(row.code()));
        IntStream.rangeClosed(LOWEST_STATUS, HIGHEST_STATUS)
                .filter(status -> status / 100 != 2 || exactStatuses.contains(status))
                .mapToObj(this::status)
                .filter(row -> row.outcome() == Outcome.DEAD)
                .forEach(row -> codes.add(row.code()));
        return codes;
    }

    OutcomeRow code(int code) {
        return byCode.get(code);
    }

    OutcomeRow status(int status) {
        return byStatus[Math.min(Math.max(status, LOWEST_STATUS), HIGHEST_STATUS) - LOWEST_STATUS];
    }

    /** The row that the table has for this very status and no other. */
    OutcomeRow exactStatus(int status) {
        return exactStatuses.contains(status) ? status(status) : null;
    }

    OutcomeRow failure(Reply.Kind kind) {
        return byFailure.get(kind.word);
    }

    OutcomeRow unknownCode() {
        return unknownCode;
    }

    OutcomeRow notJson() {
        return notJson;
    }

    private OutcomeRow rowOf(String code) {
        if (byFailure.containsKey(code)) {
            return byFailure.get(code);
        }
        int number = numberIn(code.startsWith(HTTP) ? code.substring(HTTP.length()) : code);
        if (code.startsWith(HTTP)) {
            return number < LOWEST_STATUS || number > HIGHEST_STATUS ? null : status(number);
        }
        return byCode.get(number);
    }

    private static int numberIn(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
