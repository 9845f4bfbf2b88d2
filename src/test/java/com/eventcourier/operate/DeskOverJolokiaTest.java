package com.eventcourier.operate;

import static com.eventcourier.operate.ManagedCourier.JSON;
import static com.eventcourier.operate.ManagedCourier.OPERATOR;
import static com.eventcourier.operate.ManagedCourier.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through Hawtio's door the desk gives the answers that it gives over HTTP. */
class DeskOverJolokiaTest {

    @TempDir
    static Path root;

    private static ManagedCourier courier;

    @BeforeAll
    static void start() throws IOException {
        courier = new ManagedCourier(root).withSamplesDone();
    }

    @AfterAll
    static void stop() {
        courier.close();
    }

    @Test
    void aListHasTheSameOrder() throws Exception {
        for (String feed : List.of("bookings", "events")) {
            courier.post(
                    "/desk/feeds/scan",
                    ManagedCourier.basic(OPERATOR),
                    "application/json",
                    "{\"feed\": \"" + feed + "\", \"why\": \"to have a change noted\"}");
        }

        JsonNode letters = desk("dead-letters/list");
        assertThat(letters).hasSizeGreaterThan(5);
        assertThat(letters("")).isEqualTo(letters);
        assertThat(jolokia("DeadLetters", "summary").findValuesAsText("code"))
                .hasSizeGreaterThan(1)
                .isEqualTo(desk("dead-letters/summary").findValuesAsText("code"));
        assertThat(jolokia("Files", "list", "", 0).findValuesAsText("arrival"))
                .hasSizeGreaterThan(2)
                .isEqualTo(desk("files/list").findValuesAsText("arrival"));
        assertThat(jolokia("Audit", "list", 0).findValuesAsText("why")).hasSize(2);
        assertThat(jolokia("Audit", "list", 0)).isEqualTo(desk("audit/list"));
        assertThat(jolokia("Replay", "list", 0)).isEqualTo(desk("replay/list")).isEmpty();
    }

    @Test
    void lettersAreListedByTheirNames() throws Exception {
        JsonNode letters = desk("dead-letters/list");
        String some = letters.get(1).path("id").asText() + ","
                + letters.get(4).path("id").asText();

        JsonNode listed = desk("dead-letters/list?ids=" + some);

        assertThat(listed).containsExactly(letters.get(1), letters.get(4));
        assertThat(letters(some)).isEqualTo(listed);
        assertThat(desk("dead-letters/list?ids=12").path("detail").asText())
                .contains("A dead letter has a name such as 12-71856323");
    }

    /** As it is where a column is shifted by one. */
    @Test
    void aViewerSeesNoNameThatNobodyDefined() throws Exception {
        String number = "9876543210";
        Path content = Files.writeString(root.resolve("shifted.tmp"), """
                {"event_name":"9876543210","customer_id":"x","9876543210":"x"}
                {"event_name":"be_reserved","customer_id":"919812345678","external_event_id":"S-1","age":30,"room_nights":"2","hotel_name":"Lakeside","9876543210":"y"}
                {"event_name":"be_reserved","customer_id":"919812345678","external_event_id":"9876543210","age":"9876543210","room_nights":"2","productSku":"S"}
                """);
        Files.move(content, courier.data().resolve("inbox/events/shifted.ndjson"));
        courier.awaitReport("events/shifted.ndjson");

        String summary = desk("dead-letters/summary").toString();
        assertThat(summary).doesNotContain(number).contains("\"be_reserved\"", "\"***\"");
        assertThat(jolokia("DeadLetters", "summary").toString()).doesNotContain(number);
        JsonNode letters = desk("dead-letters/list?file=shifted.ndjson");
        assertThat(letters.findValuesAsText("event")).containsExactlyInAnyOrder("be_reserved", "be_reserved", "***");
        assertThat(letters.toString()).doesNotContain(number);
        for (JsonNode letter : letters) {
            String id = letter.path("id").asText();
            assertThat(desk("dead-letters/show?id=" + id).toString())
                    .doesNotContain(number)
                    .contains(id);
            assertThat(jolokia("Events", "trace", id, "", false).toString())
                    .doesNotContain(number)
                    .contains(id);
            assertThat(courier.get("/desk/dead-letters/show?id=" + id, ManagedCourier.basic(OPERATOR))
                            .body())
                    .contains("\"raw\":\"{");
        }
        JsonNode wrong = shifted("attribute-type");
        assertThat(wrong.path("faults").toString())
                .contains("\"age\"", "is not a number", "productSku is not an attribute of be_reserved");
        JsonNode unknown = shifted("attribute-unknown");
        assertThat(unknown.path("faults").get(0))
                .isEqualTo(JSON.readTree("{\"attribute\":\"***\",\"code\":\"attribute-unknown\",\"message\":null}"));
        assertThat(unknown.path("payload").asText())
                .contains("\"event_name\":\"be_reserved\"", "\"hotel_name\":\"Lakeside\"", "\"***\":\"***\"");
        assertThat(courier.get("/desk/dead-letters/list?file=shifted.ndjson", ManagedCourier.basic(OPERATOR))
                        .body())
                .contains(number);
    }

    private static JsonNode shifted(String code) throws Exception {
        JsonNode letters = desk("dead-letters/list?file=shifted.ndjson&code=" + code);
        assertThat(letters).hasSize(1);
        return desk("dead-letters/show?id=" + letters.get(0).path("id").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "yes"  | An argument is true or false, not yes.
            "TRUE" | An argument is true or false, not TRUE.
            ""     | An argument is true or false, not .
            1      | An argument is true or false, not 1.
            null   | An argument is true or false, not null.
            []     | An argument is true or false, not [].
            """)
    void whatIsNeitherTrueNorFalseIsRefusedWithASentence(String stored, String sentence) throws Exception {
        assertThat(refusal("Replay", "plan", "[\"\",\"7308\",null,\"\",\"\",\"\",\"\"," + stored + "]"))
                .isEqualTo(sentence);
        assertThat(refusal("Replay", "run", "[\"\",\"7308\",\"\",\"\",\"\",\"\",\"\"," + stored + ",\"x\"]"))
                .isEqualTo(sentence);
        assertThat(desk("replay/list")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "many" | An argument is a number, not many.
            1.5    | An argument is a number, not 1.5.
            null   | An argument is a number, not null.
            true   | An argument is a number, not true.
            """)
    void whatIsNoNumberIsRefusedWithASentence(String most, String sentence) throws Exception {
        assertThat(refusal("Files", "list", "[\"\"," + most + "]")).isEqualTo(sentence);
        assertThat(refusal("Replay", "show", "[" + most + "]")).isEqualTo(sentence);
    }

    @Test
    void whatIsTrueOrFalseOrANumberIsTakenAsATextToo() throws Exception {
        for (Object stored : new Object[] {true, "true"}) {
            assertThat(jolokia("Replay", "plan", null, "7308", "", "", "", "", "", stored)
                            .get(0)
                            .path("mapping")
                            .isNull())
                    .isTrue();
        }
        assertThat(jolokia("Replay", "plan", null, "7308", "", "", "", "", "", false)
                        .get(0)
                        .path("mapping")
                        .isNull())
                .isFalse();
        assertThat(jolokia("Files", "list", null, "1")).hasSize(1);
    }

    private static String refusal(String bean, String operation, String arguments) throws Exception {
        JsonNode answer = courier.jolokia(
                OPERATOR,
                "{\"type\":\"exec\",\"mbean\":\"com.eventcourier:type=" + bean + "\",\"operation\":\"" + operation
                        + "\",\"arguments\":" + arguments + "}");
        assertThat(answer.has("value")).as(answer.toString()).isFalse();
        return answer.path("error").asText();
    }

    private static JsonNode letters(String ids) throws Exception {
        return jolokia("DeadLetters", "list", ids, "", "", "", "", "", "", "", "", 0);
    }

    private static JsonNode desk(String operation) throws Exception {
        return JSON.readTree(
                courier.get("/desk/" + operation, ManagedCourier.basic(VIEWER)).body());
    }

    private static JsonNode jolokia(String bean, String operation, Object... arguments) throws Exception {
        ObjectNode call = JSON.createObjectNode()
                .put("type", "exec")
                .put("mbean", "com.eventcourier:type=" + bean)
                .put("operation", operation);
        call.set("arguments", JSON.valueToTree(arguments));
        JsonNode answer = courier.jolokia(VIEWER, call.toString());
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(200);
        return answer.path("value");
    }
}
