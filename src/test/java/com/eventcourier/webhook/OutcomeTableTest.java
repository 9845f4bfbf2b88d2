package com.eventcourier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventcourier.event.ConfigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table is data: what is not clear in it stops the start, with file and line. */
class OutcomeTableTest {

    @TempDir
    Path folder;

    @Test
    void theShippedTableNamesTheCodesEventsDieBy() {
        assertThat(TestAccounts.TABLE.deadCodes())
                .contains("7304", "7305", "7306", "7307", "7308", "7309", "7310", "7311")
                .contains("refused-alone", "unknown-answer", "http-400", "http-404", "http-499")
                .doesNotContain("1100", "7301", "7302", "7303", "http-200", "http-302", "http-401", "http-403")
                .doesNotContain("http-408", "http-429", "http-500", "http-521");
        assertThat(List.of("7306", "http-404", "http-503", "no-answer", "unknown-answer"))
                .allMatch(TestAccounts.TABLE::knows);
        assertThat(List.of("7312", "http-99", "http-x", "attribute-type", "")).noneMatch(TestAccounts.TABLE::knows);
    }

    @Test
    void theMostSpecificRowCounts() throws IOException {
        OutcomeTable table = with("{status: 404, outcome: retry, why: gone for a while}");
        assertThat(table.status(404).outcome()).isEqualTo(Outcome.RETRY);
        assertThat(table.status(405).outcome()).isEqualTo(Outcome.DEAD);
        assertThat(table.status(405).line()).isNotEqualTo(table.status(404).line());
        assertThat(table.status(777).code()).isEqualTo("http-777");
    }

    @Test
    void rowsSayWhenToTryAgain() throws IOException {
        OutcomeTable table =
                with("{status: 503, outcome: retry, why: w, first: 2s, factor: 3, ceiling: 20s, attempts: 3, age: 1h}");
        RetryPlan plan = table.retryPlan("http-503");
        assertThat(plan)
                .isEqualTo(new RetryPlan(Duration.ofSeconds(2), 3, Duration.ofSeconds(20), 3, Duration.ofHours(1)));
        assertThat(plan.stepAfter(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(plan.stepAfter(2)).isEqualTo(Duration.ofSeconds(6));
        assertThat(plan.stepAfter(3)).isEqualTo(Duration.ofSeconds(18));
        assertThat(plan.stepAfter(4000)).isEqualTo(Duration.ofSeconds(20));
        assertThat(plan.isExhausted(2, Duration.ofMinutes(59))).isFalse();
        assertThat(plan.isExhausted(3, Duration.ZERO)).isTrue();
        assertThat(plan.isExhausted(1, Duration.ofHours(1))).isTrue();
        assertThat(IntStream.range(0, 100).mapToObj(i -> plan.waitAfter(2)))
                .allMatch(wait -> wait.compareTo(Duration.ofSeconds(6)) <= 0)
                .anyMatch(wait -> wait.compareTo(Duration.ofSeconds(3)) < 0)
                .anyMatch(wait -> wait.compareTo(Duration.ofSeconds(3)) > 0);
        assertThat(table.retryPlan("http-500")).isEqualTo(RetryPlan.USUAL);
        assertThat(table.retryPlan("unheard-of")).isEqualTo(RetryPlan.USUAL);
    }

    @Test
    void twoRowsForOneAnswerAreRefusedWithBothLines() throws IOException {
        assertOverlap("{code: 7305..7320, outcome: dead, why: w}", "code 7305", "  - {code: 7305");
        assertOverlap("{status: [418, 401], outcome: dead, why: w}", "status 401", "  - {status: [401");
        assertOverlap("{status: 5xx, outcome: dead, why: w}", "status 5xx", "  - {status: 5xx");
        assertOverlap("{code: \"07306\", outcome: dead, why: w}", "code 7306", "  - {code: 7306");
    }

    @Test
    void whatIsNotKnownIsRefusedWithItsLine() throws IOException {
        assertFault(
                "{code: 1, outcome: dead, wy: w}",
                "unknown key 'wy'; known are [advice, age, answer, attempts, ceiling, code,"
                        + " factor, failure, first, hold-after, may-be-queued, outcome, status, why]");
        assertFault(
                "{code: 1, outcome: later, why: w}", "outcome 'later' is not accepted, retry, hold, dead or ambiguous");
        assertFault("{code: 1, why: w}", "outcome '' is not accepted, retry, hold, dead or ambiguous");
        assertFault("{code: 1, outcome: dead}", "key 'why' is missing: say for people what this answer means");
        assertFault("{code: 1, code: 2, outcome: dead, why: w}", "key 'code' is there twice");
        assertFault("{code: x, outcome: dead, why: w}", "code 'x' is not a number of up to nine digits");
        assertFault("{code: 5..2, outcome: dead, why: w}", "'5..2' is not a range of at most 1000 codes");
        assertFault("{code: [], outcome: dead, why: w}", "the list of 'code' is empty");
        assertFault("{status: 6, outcome: dead, why: w}", "status '6' is not a status (401), a class (5xx) or any");
        assertFault(
                "{failure: boom, outcome: dead, why: w}",
                "failure 'boom' is unknown; known are" + " [certificate, no-answer, not-sent]");
        assertFault("{outcome: dead, why: w}", "a row needs one of code, status, failure and answer, it has 0");
        assertFault(
                "{code: 1, status: 2xx, outcome: dead, why: w}",
                "a row needs one of code, status, failure and answer, it has 2");
        assertFault(
                "{status: 202, outcome: accepted, why: w}",
                "only a body code can mean accepted: a status alone never says yes");
        assertFault(
                "{code: 1, outcome: dead, why: w, first: 1s}", "times belong to rows that try again, this one is dead");
        assertFault("{code: 1, outcome: retry, why: w, first: soon}", "'first' must be a time such as 30s, 15m or 24h");
        assertFault("{code: 1, outcome: retry, why: w, factor: 0}", "'factor' must be a number from 1 to 100");
        assertFault(
                "{code: 1, outcome: hold, why: w, hold-after: 3}",
                "'hold-after' belongs to the row of answer not-json only");
        assertFault(
                "{code: 1, outcome: dead, why: w, may-be-queued: perhaps}", "'may-be-queued' must be true or false");
        assertFault("just words", "a row is a set of keys, such as {code: 7306, outcome: dead, why: ...}");
    }

    @Test
    void anAnswerWithoutARowIsRefused() throws IOException {
        Path file = folder.resolve("outcomes.yaml");
        Files.writeString(file, "outcomes:\n  - {code: 1100, outcome: accepted, why: w}\n");
        assertThatThrownBy(() -> OutcomeTable.load(file))
                .isInstanceOf(ConfigFault.class)
                .hasMessage(file + ": there is no row for failure not-sent, so this would have no outcome: add one");
    }

    @Test
    void aFileThatIsNoTableIsRefused() throws IOException {
        Path file = folder.resolve("outcomes.yaml");
        assertThatThrownBy(() -> OutcomeTable.load(file))
                .isInstanceOf(ConfigFault.class)
                .hasMessageStartingWith(file + ": the outcome table cannot be read (NoSuchFileException)");
        Files.writeString(file, "outcomes: [\n");
        assertThatThrownBy(() -> OutcomeTable.load(file))
                .isInstanceOf(ConfigFault.class)
                .hasMessageStartingWith(file + ":2: this is not YAML: ");
        Files.writeString(file, "\nrows: []\n");
        assertThatThrownBy(() -> OutcomeTable.load(file))
                .isInstanceOf(ConfigFault.class)
                .hasMessage(file + ":2: the file must hold one key, 'outcomes', with the list of rows");
    }

    private void assertFault(String row, String sentence) throws IOException {
        Path file = folder.resolve("outcomes.yaml");
        assertThatThrownBy(() -> with(row)).isInstanceOf(ConfigFault.class).hasMessage(file + ":2: " + sentence);
    }

    /** The shipped row comes after the new one, so its line is the one that is complained of. */
    private void assertOverlap(String row, String what, String shippedRow) throws IOException {
        Path file = folder.resolve("outcomes.yaml");
        assertThatThrownBy(() -> with(row))
                .isInstanceOf(ConfigFault.class)
                .hasMessage(file + ":" + lineOf(shippedRow) + ": " + what
                        + " has a row in line 2 already: which of the two counts is not clear, delete one");
    }

    private int lineOf(String shippedRow) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("outcomes.yaml"));
        int line = 3;
        while (!lines.get(line - 1).startsWith(shippedRow)) {
            line++;
        }
        return line;
    }

    /** The shipped table with one more row, in line 2. */
    private OutcomeTable with(String row) throws IOException {
        Path file = folder.resolve("outcomes.yaml");
        String shipped = Files.readString(Path.of("config", "outcomes.yaml"));
        String rows = shipped.substring(shipped.indexOf("outcomes:\n") + "outcomes:\n".length());
        Files.writeString(file, "outcomes:\n  - " + row + "\n" + rows);
        return OutcomeTable.load(file);
    }
}
