package com.eventcourier.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingCasesTest {
    @TempDir
    private Path config;

    private TestFeed feed;

    @BeforeEach
    void feed() {
        feed = new TestFeed(config).event("e").filter("not(.skip)");
        feed.definition("e", "c: {type: customer, identifier: userId}\nu: {type: string, unique: true}");
        feed.file("e.jslt", "if (.ids) [for (.ids) {\"c\": \"x\", \"u\": .}] else number(.u)");
    }

    @Test
    void aCaseExpectsPayloadsCodesOrNothing() {
        add("several", "{'ids': ['1', 2]}", "[{'event_name': 'e', 'c': 'x', 'u': '1'}, {'codes': ['attribute-type']}]");
        add("skipped", "{'skip': true}", "{'filtered': true}");
        add("fails", "{'u': 'word'}", "{'codes': ['mapping-failed']}");

        assertThat(run())
                .containsExactly(
                        new MappingCases.CaseResult("fails", true, null),
                        new MappingCases.CaseResult("several", true, null),
                        new MappingCases.CaseResult("skipped", true, null));
    }

    @Test
    void aCaseThatFailsSaysWhatCame() {
        add("wrong", "{'skip': true}", "{'codes': ['7306']}");
        feed.file("cases/alone.in.json", "{}");
        feed.file("cases/broken.in.json", "{}").file("cases/broken.out.json", "{\n,}");
        feed.file("cases/list.in.json", "[]").file("cases/list.out.json", "{}");
        Path cases = feed.feedFolder().resolve("cases");

        assertThat(run())
                .extracting(MappingCases.CaseResult::message)
                .containsExactly(
                        cases.resolve("alone.out.json") + ": is missing; a case has both .in.json and .out.json",
                        cases.resolve("broken.out.json") + ":2: is not JSON: Unexpected character (',' (code 44)): was"
                                + " expecting double-quote to start field name",
                        cases.resolve("list.in.json") + ": a record is a JSON object",
                        cases.resolve("wrong.out.json") + ": expected {\"codes\":[\"7306\"]} but it is"
                                + " {\"filtered\":true}");
    }

    @Test
    void aFeedWithoutCasesHasNone() {
        assertThat(run()).isEmpty();
    }

    private void add(String name, String in, String out) {
        feed.file("cases/" + name + ".in.json", in.replace('\'', '"'));
        feed.file("cases/" + name + ".out.json", out.replace('\'', '"'));
    }

    private List<MappingCases.CaseResult> run() {
        return MappingCases.run(feed.feedFolder(), feed.facts(), feed.definitions());
    }
}
