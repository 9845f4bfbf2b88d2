package com.eventcourier.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedMappingTest {
    private static final String GOOD = "{'c': '99887766', 'u': '1'}";

    @TempDir
    private Path config;

    private TestFeed feed;

    @BeforeEach
    void feed() {
        feed = new TestFeed(config);
        feed.definition("e", "c: {type: customer}\nu: {type: string, unique: true}\nn: {type: double}");
        feed.definition("f", "c: {type: customer}\nu: {type: string, unique: true}");
    }

    @Test
    void theNameOfTheFeedsEventComesFirstAndTheRestInTheOrderOfTheMapping() {
        feed.event("e").file("e.jslt", "{\"u\": .u, \"n\": 2.50, \"c\": .c, \"gone\": .nothing}");

        assertThat(new String(feed.only(GOOD).json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"event_name\":\"e\",\"u\":\"1\",\"n\":2.5,\"c\":\"99887766\"}");
    }

    @Test
    void oneRecordBecomesSeveralEventsOfSeveralTypes() {
        feed.event("e")
                .file(
                        "e.jslt",
                        "[for (.lines) {\"c\": $c, \"u\": .id, \"event_name\": .type}]".replace("$c", "\"99887766\""));

        List<Event> events = feed.events("{'lines': [{'id': '1'}, {'id': '2', 'type': 'f'}, {'type': 'g'}]}");

        assertThat(events).extracting(Event::name).containsExactly("e", "f", "g");
        assertThat(events).extracting(Event::valid).containsExactly(true, true, false);
        assertThat(events.get(2).faults())
                .containsExactly(new Fault("7305", "event_name", "no event \"g\" is defined"));
    }

    @Test
    void anEmptyListAndAFalseFilterDropTheRecord() {
        assertThat(feed.event("e")
                        .file("e.jslt", "[]")
                        .load()
                        .map(TestFeed.json(GOOD))
                        .filtered())
                .isTrue();

        FeedMapping filtering =
                feed.file("e.jslt", ".").filter(".status != \"cancelled\"").load();
        assertThat(filtering.map(TestFeed.json("{'status': 'cancelled'}")).filtered())
                .isTrue();
        assertThat(filtering.map(TestFeed.json("{'status': 'paid'}")).filtered())
                .isFalse();
        assertThat(filtering.map(TestFeed.json("{}")).filtered()).isFalse();
    }

    @Test
    void aResultThatIsNoObjectIsAFaultOfTheMapping() {
        assertThat(failure("null", GOOD)).isEqualTo(place("e.jslt") + ": gives nothing, not an object");
        assertThat(failure(".u", GOOD)).isEqualTo(place("e.jslt") + ": gives a text, not an object");
        assertThat(failure("[.u]", GOOD))
                .isEqualTo(place("e.jslt") + ": gives a list with a text in it, not of objects only");
    }

    @Test
    void aMappingThatFailsNamesFileLineAndColumnAndNoValue() {
        assertThat(failure("{\n  \"c\": .c,\n  \"n\": number(.u)\n}", "{'c': '99887766', 'u': 'secret-7'}"))
                .isEqualTo(place("e.jslt") + ":3:8: number(***) failed: not a number");
    }

    @Test
    void aFunctionThatFailsInsideAnotherIsFoundToo() {
        String jslt = """
                // number( is not called here
                def amount(x)
                  if ($x == "number(") 0 else round( number ($x))
                {"c":number(.n), "n": amount(.u), "number": .e-number}
                """;

        assertThat(failure(jslt, "{'n': 1, 'u': 'word'}"))
                .isEqualTo(place("e.jslt") + ":3:38: number(***) failed: not a number");
        assertThat(failure(jslt, "{'n': 'word', 'u': 1}"))
                .isEqualTo(place("e.jslt") + ":4:6: number(***) failed: not a number");
    }

    @Test
    void anOperatorThatFailsIsFound() {
        assertThat(failure("{\"n\":\n .u - 1}", "{'u': 'word'}"))
                .isEqualTo(place("e.jslt") + ":2:2: number(***) failed: not a number");
    }

    @Test
    void aPatternOfTheDateFunctionThatIsNoneFailsWithItsPlace() {
        assertThat(failure("{\"d\": date(.u, \"YYYY\")}", GOOD))
                .isEqualTo(place("e.jslt") + ":1:7: date(): the pattern \"YYYY\" does not name one year, month and day"
                        + " (a year is yyyy, not YYYY)");
    }

    @Test
    void aMappingThatExhaustsTheStackIsPoisonAndTheNextRecordIsMapped() {
        feed.event("e").file("e.jslt", "def deep(x) deep([$x]) if (.deep) deep(.u) else .");
        FeedMapping mapping = feed.load();

        Event poison = mapping.map(TestFeed.json("{'deep': true}")).events().get(0);
        mapping.validate(poison);
        Event next = mapping.map(TestFeed.json(GOOD)).events().get(0);
        mapping.validate(next);

        assertThat(poison.payload()).isNull();
        assertThat(poison.json()).isNull();
        assertThat(poison.faults())
                .containsExactly(new Fault("poison", null, place("e.jslt") + ": exhausts the stack on this record"));
        assertThat(next.valid()).isTrue();
    }

    @Test
    void jsltThatDoesNotCompileStopsTheLoadWithItsPlace() {
        feed.event("e").file("e.jslt", "{\n  \"c\": .c,\n  \"u\" .u\n}");
        assertThatThrownBy(feed::load)
                .isInstanceOf(ConfigFault.class)
                .hasMessage(place("e.jslt") + ":3:7: Parse error: Encountered \" \".\" \". \"\" at line 3, column 7.");

        feed.file("e.jslt", ".")
                .file("feed.yaml", "feed: shop\nfilter: .a ==\n")
                .filter(".a ==");
        assertThatThrownBy(feed::load).hasMessageStartingWith(place("feed.yaml") + ":2 filter:1:5: Parse error");

        feed.filter("§");
        assertThatThrownBy(feed::load)
                .hasMessage(place("feed.yaml") + ":2 filter:1:2: Parse error: Lexical error at line 1, column 2."
                        + "  Encountered: <EOF> after : \"\"");
    }

    @Test
    void aMappingForAnEventThatIsNotTheFeedsStopsTheLoad() {
        feed.event("e").file("f.jslt", ".");
        assertThatThrownBy(feed::load)
                .hasMessage(place("f.jslt") + ": is never used, for every record of this feed is of event e");

        TestFeed other = new TestFeed(config.resolve("other")).file("x.jslt", ".");
        Path file = other.feedFolder().resolve("x.jslt");
        assertThatThrownBy(other::load)
                .hasMessage(file + ": a mapping is named after its event, and no event \"x\" is defined; define it,"
                        + " rename the file, or move a shared module to "
                        + other.feedFolder().resolve("lib"));
    }

    @Test
    void aFeedOfAnEventThatNobodyDefinedStopsTheLoad() {
        feed.event("x").file("feed.yaml", "feed: shop\naccount: main\nevent: x\n");

        assertThatThrownBy(feed::load).hasMessage(place("feed.yaml") + ":3: event: no event \"x\" is defined");
    }

    @Test
    void theEventRulePicksTheMapping() {
        feed.eventFrom(".type").file("f.jslt", "{\"c\": .who, \"u\": .id}");

        assertThat(feed.only("{'type': 'f', 'who': '99887766', 'id': '1'}").payload())
                .isEqualTo(TestFeed.json("{'event_name': 'f', 'c': '99887766', 'u': '1'}"));
        assertThat(feed.only("{'type': 'e', 'c': '99887766', 'u': '1'}").faults())
                .extracting(Fault::code, Fault::attribute)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("attribute-unknown", "type"));
        assertThat(feed.only("{'type': 'x'}").faults()).extracting(Fault::code).containsExactly("7305");
        assertThat(feed.only("{'who': '99887766'}").faults())
                .extracting(Fault::code)
                .containsExactly("7304");
        assertThat(feed.only("{'type': 7}").faults())
                .containsExactly(new Fault(
                        "mapping-failed",
                        null,
                        place("feed.yaml") + " event-from: the event rule gives a number, not the name of an event"));
    }

    @Test
    void withoutAnyRuleTheRecordsOwnNamePicksTheMapping() {
        feed.file("f.jslt", "{\"c\": .who, \"u\": .id}");

        assertThat(feed.only("{'event_name': 'f', 'who': '99887766', 'id': '1'}")
                        .payload())
                .isEqualTo(TestFeed.json("{'event_name': 'f', 'c': '99887766', 'u': '1'}"));
        assertThat(feed.only("{'event_name': 'e', 'c': '99887766', 'u': '1'}").valid())
                .isTrue();
    }

    @Test
    void neitherTheRecordNorAConstantOfTheMappingIsChanged() {
        feed.event("e").text().file("e.jslt", ".");
        FeedMapping mapping = feed.load();
        ObjectNode record = TestFeed.json("{'c': '99887766', 'u': '1', 'n': '20', 'courier_id': 'd', 'empty': ''}");
        ObjectNode before = record.deepCopy();

        Event event = mapping.map(record).events().get(0);
        mapping.validate(event);

        assertThat(record).isEqualTo(before);
        assertThat(event.payload()).isEqualTo(TestFeed.json("{'event_name': 'e', 'c': '99887766', 'u': '1', 'n': 20}"));

        feed.file("e.jslt", "{\"c\": \"99887766\", \"u\": \"1\", \"n\": \"20\"}");
        FeedMapping constant = feed.load();
        Event first = constant.map(record).events().get(0);
        constant.validate(first);
        assertThat(constant.map(record).events().get(0).payload().get("n").textValue())
                .isEqualTo("20");
    }

    @Test
    void anEmptyCellIsAbsentForTheMapping() {
        feed.event("e").text().file("e.jslt", "{\"c\": .c, \"u\": if (.u) .u else \"none\"}");

        assertThat(feed.only("{'c': '99887766', 'u': ''}").payload().get("u").textValue())
                .isEqualTo("none");
    }

    @Test
    void aMappingImportsAModuleFromAFolderBelow() {
        feed.event("e")
                .file("lib/names.jslt", "def id(x) \"id-\" + $x")
                .file("e.jslt", "import \"lib/names.jslt\" as names {\"c\": .c, \"u\": names:id(.u)}");

        assertThat(feed.only(GOOD).payload().get("u").textValue()).isEqualTo("id-1");
    }

    @Test
    void theColumnsAreTheFieldsThatTheMappingReads() {
        feed.event("e")
                .file("e.jslt", "// .comment\n{\"c\": .who.id, \"u\": .\"odd name\" + \".text\", \"n\": 1.5 * .n_1}");
        assertThat(feed.load().columns()).containsExactly("who", "odd name", "n_1");

        feed.file("e.jslt", "{\"c\": .who, * : .}");
        assertThat(feed.load().columns())
                .containsExactlyInAnyOrder(
                        "who", "c", "u", "n", "event_name", "eventDateTime", "orgResolver", "storeUnitID");
    }

    @Test
    void theVersionChangesWithWhatDecidesTheOutcome() {
        String version = feed.event("e").file("e.jslt", ".").load().version();

        assertThat(version).matches("[0-9a-f]{12}").isEqualTo(feed.load().version());
        assertThat(feed.file("e.jslt", "{}").load().version()).isNotEqualTo(version);
        assertThat(feed.file("e.jslt", ".").filter("true").load().version()).isNotEqualTo(version);
        assertThat(feed.filter(null).load().version()).isEqualTo(version);
        assertThat(feed.definition("f", "c: {type: customer}").load().version()).isEqualTo(version);
        assertThat(feed.definition("e", "c: {type: customer}").load().version()).isNotEqualTo(version);
        assertThat(feed.file("lib/x.jslt", "def x(y) 1").load().version()).isNotEqualTo(version);
    }

    @Test
    void aMendedPayloadIsValidatedWithoutMapping() {
        feed.event("e").file("e.jslt", "{\"c\": .who, \"u\": .id}");
        FeedMapping mapping = feed.load();

        Event event = mapping.event(TestFeed.json("{'event_name': 'e', 'c': '99887766', 'u': '1', 'courier_id': 'd'}"));
        mapping.validate(event);

        assertThat(event.valid()).isTrue();
        assertThat(event.payload().has("courier_id")).isFalse();
    }

    private String failure(String jslt, String record) {
        Event event = feed.event("e").file("e.jslt", jslt).only(record);
        assertThat(event.payload()).isNull();
        assertThat(event.name()).isEqualTo("e");
        assertThat(event.faults()).extracting(Fault::code).containsExactly("mapping-failed");
        return event.faults().get(0).message();
    }

    private String place(String file) {
        return feed.feedFolder().resolve(file).toString();
    }
}
