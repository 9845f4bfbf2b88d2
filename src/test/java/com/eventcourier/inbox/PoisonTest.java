package com.eventcourier.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that exhausts what processes it is a dead letter of its own, and the records after it are sent. */
class PoisonTest {

    /** A booking, and what a record asks for with {@code n} in one of its fields. */
    private static final String GREEDY = """
            def nest(n) if ($n > 0) {"deeper": nest($n - 1)} else "end"
            def grow(text, n) if ($n > 0) grow($text + $text, $n - 1) else $text
            let booking = {"customer_id": "919812345678", "external_event_id": .id, "age": 30,
              "hotel_name": "Sea View", "room_nights": "2"}
            if (.copies) [for (split(grow("x,", .copies), ",")) $booking]
            else if (.nested) {"hotel_name": nest(.nested)} + $booking
            else if (.grown) {"hotel_name": grow("x", .grown)} + $booking
            else $booking
            """;

    @TempDir
    static Path temp;

    private static Target target;
    private static CourierFolder folder;
    private static RunningCourier courier;

    @BeforeAll
    static void start() {
        target = new Target();
        folder = new CourierFolder(temp)
                .withFeed("greedy", "event: be_reserved\nfilter: .nested != 1\n", GREEDY)
                .withFeed(
                        "sieve",
                        "event: be_reserved\nfilter: 'def deep(n) if ($n > 0) 1 + deep($n - 1) else 1 deep(.depth) > 0'\n",
                        GREEDY);
        Path definition = folder.root().resolve("config/events/be_reserved.yaml");
        CourierFolder.write(
                definition,
                CourierFolder.read(definition)
                        .replace("hotel_name: {type: string,", "hotel_name: {type: string, pattern: '(x|y|[^z])+',"));
        courier = new RunningCourier(folder, target);
    }

    @AfterAll
    static void stop() {
        courier.close();
        target.close();
    }

    @AfterEach
    void balances() {
        courier.balanced();
    }

    /** One bad record between two good ones: it alone is dead, by this code, for this reason. */
    private static void isAlone(String feed, String name, String field, String code, String reason) {
        String file = name + ".ndjson";
        folder.drop(
                feed,
                file,
                "{\"id\":\"" + name + "-1\",\"depth\":1}\n{\"id\":\"" + name + "-2\"," + field + "}\n{\"id\":\"" + name
                        + "-3\",\"depth\":1}\n");

        JsonNode report = folder.finished(feed, file);

        assertThat(report.path("dead").toString()).isEqualTo("{\"" + code + "\":1}");
        assertThat(report.path("accepted").asLong()).isEqualTo(2);
        assertThat(target.count(name + "-1")).isOne();
        assertThat(target.count(name + "-2")).isZero();
        assertThat(target.count(name + "-3")).isOne();
        assertThat(folder.outboxFile(feed, file + ".rejected.ndjson")).contains(code, reason);
    }

    @Test
    void aMappingThatExhaustsTheStack() {
        isAlone("greedy", "stack", "\"nested\":10000000", "poison", "exhausts the stack on this record");
    }

    @Test
    void aMappingWhoseOutputIsTooDeepToBeWritten() {
        isAlone("greedy", "deep", "\"nested\":1100", "poison", "nested too deeply to be written");
    }

    @Test
    void aMappingWhoseOutputIsTooLarge() {
        isAlone("greedy", "large", "\"grown\":21", "too-large", "The payload is larger than 1048576 bytes");
    }

    @Test
    void aMappingThatMakesTooManyEvents() {
        isAlone("greedy", "many", "\"copies\":12", "too-large", "one record may become 1000");
    }

    @Test
    void aPatternThatExhaustsTheStack() {
        isAlone("greedy", "pattern", "\"grown\":19", "poison", "A pattern exhausts the stack on a value");
    }

    @Test
    void aFilterThatExhaustsTheStack() {
        isAlone("sieve", "filter", "\"depth\":10000000", "poison", "exhausts the stack on this record");
    }
}
