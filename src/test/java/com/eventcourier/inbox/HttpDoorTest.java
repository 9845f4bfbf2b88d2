package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.JSON;
import static com.eventcourier.inbox.CourierFolder.write;
import static com.eventcourier.inbox.Poster.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.inbox.Poster.Answer;
import com.eventcourier.operate.CourierCommand;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an application posts is delivered, and it is told what became of it. Two feeds take events beside each other. */
class HttpDoorTest {

    static final String TOKEN = "a-token-that-nobody-guesses";

    @TempDir
    private static Path temp;

    private static CourierFolder folder;
    private static Target target;
    private static RunningCourier courier;
    private static Poster app;
    private static Poster till;

    @BeforeAll
    static void start() {
        folder = new CourierFolder(temp);
        addFeed(temp, "till");
        target = new Target();
        courier = new RunningCourier(
                folder,
                target,
                "--courier.http.port=0",
                "--courier.http.feeds.app.token=" + TOKEN,
                "--courier.http.feeds.till.user=till-7",
                "--courier.http.feeds.till.password=two words: ü");
        app = new Poster(courier.port(), "Bearer " + TOKEN);
        till = new Poster(courier.port(), basic("till-7:two words: ü"));
    }

    /** A feed beside the shipped one, made like it. */
    static void addFeed(Path root, String name) {
        write(
                root.resolve("config/feeds/" + name + "/feed.yaml"),
                CourierFolder.read(Path.of("config/feeds/app/feed.yaml"))
                        .replace("feed: app", "feed: " + name)
                        .replace("feeds.app", "feeds." + name));
        write(
                root.resolve("routes/feeds/" + name + ".camel.yaml"),
                CourierFolder.read(Path.of("routes/feeds/app.camel.yaml")).replace(": app", ": " + name));
    }

    @AfterAll
    static void stop() {
        courier.balanced();
        courier.close();
        target.close();
    }

    static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    static String event(String id) {
        return "{\"event_name\":\"be_reserved\",\"customer_id\":\"919812345678\",\"external_event_id\":\"" + id
                + "\",\"age\":30,\"room_nights\":\"2\",\"hotel_name\":\"Sea View\"}";
    }

    @Test
    void anObjectIsDeliveredAndItsFateIsTold() throws Exception {
        Answer answer = app.post("app", event("one-object"));

        assertThat(answer.body().path("taken").asInt()).isOne();
        assertThat(answer.body().at("/records/0/state").asText()).isEqualTo("pending");
        JsonNode fate = app.awaitFate("app", answer.id(), "accepted");
        assertThat(fate.path("settled").asBoolean()).isTrue();
        assertThat(fate.at("/events/0/receipt").asText()).isEqualTo("r");
        assertThat(fate.at("/events/0/attempts").asInt()).isOne();
        assertThat(fate.toString()).doesNotContain("919812345678");
        assertThat(target.received())
                .filteredOn(body -> body.contains("one-object"))
                .singleElement()
                .satisfies(body -> assertThat(JSON.readTree(body)).isEqualTo(JSON.readTree(event("one-object"))));
    }

    @Test
    void anArrayAndLinesAreDeliveredRecordByRecord() {
        Answer array = app.post("app", "[" + event("array-1") + ",\n" + event("array-2") + "]");
        Answer lines = app.post("app", NDJSON + "; charset=utf-8", event("line-1") + "\n\n" + event("line-2") + "\n");

        assertThat(array.body().path("records")).hasSize(2);
        assertThat(lines.body().path("records")).hasSize(2);
        for (Answer answer : List.of(array, lines)) {
            for (JsonNode record : answer.body().path("records")) {
                app.awaitFate("app", record.path("id").asText(), "accepted");
            }
        }
        assertThat(target.count("array-")).isEqualTo(2);
        assertThat(target.count("line-")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=\"UTF-8\"",
                "application/json; charset=UTF-8",
                "application/x-ndjson; charset=\"utf-8\""
            })
    void aCharsetInQuotesIsTheSameCharset(String type) {
        String name = "charset-" + Integer.toHexString(type.hashCode());

        app.awaitFate("app", app.post("app", type, event(name)).id(), "accepted");

        assertThat(target.count(name)).isOne();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstRecord() {
        Answer object = marked(Poster.JSON, event("marked-object"));
        Answer array = marked(Poster.JSON, "[" + event("marked-array") + "]");
        Answer lines = marked(NDJSON, event("marked-line"));

        for (Answer answer : List.of(object, array, lines)) {
            app.awaitFate("app", answer.id(), "accepted");
        }
        assertThat(target.received())
                .filteredOn(body -> body.contains("marked-"))
                .hasSize(3)
                .allSatisfy(body -> assertThat(JSON.readTree(body)).hasSize(6));
    }

    private static Answer marked(String type, String body) {
        return app.send("POST", "/feeds/app/events", type, BodyPublishers.ofString("\ufeff" + body), body);
    }

    @Test
    void whatIsWrongIsADeadLetterAtOnceAndTheOthersAreDelivered() {
        String noCustomer = event("no-customer").replace("\"customer_id\":\"919812345678\",", "");
        Answer answer = app.post(
                "app",
                "[" + event("good-neighbour") + "," + noCustomer + ", 5 ,{\"a\":1,\"a\":2},{\"a\":1e99999999999}]");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("taken").asInt()).isOne();
        assertThat(answer.body().path("refused").asInt()).isEqualTo(4);
        JsonNode records = answer.body().path("records");
        assertThat(records.findValuesAsText("state")).containsExactly("pending", "dead", "dead", "dead", "dead");
        assertThat(records.findValuesAsText("code"))
                .containsExactly("7307", "malformed-record", "malformed-record", "malformed-record");
        assertThat(records.path(1).path("reason").asText()).contains("customer_id is missing");
        app.awaitFate("app", records.path(0).path("id").asText(), "accepted");
        JsonNode dead = app.awaitFate("app", records.path(1).path("id").asText(), "dead");
        assertThat(dead.at("/events/0/code").asText()).isEqualTo("7307");
        assertThat(dead.at("/events/0/reason").asText()).contains("customer_id is missing");
        await("the dead letter is handed on")
                .until(() -> folder.deadLetters("7307").contains("no-customer"));
        assertThat(target.count("no-customer")).isZero();
    }

    @Test
    void linesThatAreBrokenSpoilNoOther() {
        Answer answer = app.post("app", NDJSON, "{\"broken\":\n" + event("unbroken") + "\n\u0000\n[1]\n");

        assertThat(answer.body().path("records").findValuesAsText("state"))
                .containsExactly("dead", "pending", "dead", "dead");
        app.awaitFate("app", answer.body().at("/records/1/id").asText(), "accepted");
    }

    @Test
    void whatIsSentAgainIsADuplicate() {
        app.awaitFate("app", app.post("app", event("sent-again")).id(), "accepted");

        String again = app.post("app", event("sent-again")).id();

        assertThat(app.awaitFate("app", again, "duplicate").path("settled").asBoolean())
                .isTrue();
        assertThat(target.count("sent-again")).isOne();
    }

    @Test
    void withoutAUniqueAttributeTheIdempotencyKeyMakesTwoRequestsTheSame() {
        String event = "{\"event_name\":\"AppInstalled\",\"customer\":\"919812345678\",\"deviceId\":\"no-unique\"}";
        app.awaitFate("app", app.post("app", event).id(), "accepted");
        app.awaitFate("app", app.post("app", event).id(), "accepted");
        String first =
                app.post("app", Poster.JSON, event, "Idempotency-Key", "k-1").id();
        app.awaitFate("app", first, "accepted");

        String again =
                app.post("app", Poster.JSON, event, "Idempotency-Key", "k-1").id();

        app.awaitFate("app", again, "duplicate");
        assertThat(target.count("no-unique")).isEqualTo(3);
    }

    @Test
    void eachFeedHasItsOwnKeysAndFates() {
        String ofTill = till.post("till", event("of-the-till")).id();
        String ofApp = app.post("app", event("of-the-app")).id();

        till.awaitFate("till", ofTill, "accepted");
        app.awaitFate("app", ofApp, "accepted");
        assertThat(app.post("till", event("intruder")).status()).isEqualTo(401);
        assertThat(till.post("app", event("intruder")).status()).isEqualTo(401);
        assertThat(till.fate("till", ofApp).status()).isEqualTo(404);
        assertThat(app.fate("till", ofTill).status()).isEqualTo(401);
        assertThat(target.count("intruder")).isZero();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theIdOfARecordIsTraced(CapturedOutput screen) throws Exception {
        Answer answer = app.post("app", "[" + event("traced-1") + "," + event("traced-2") + "]");
        String id = answer.body().at("/records/1/id").asText();
        app.awaitFate("app", id, "accepted");
        String data = "--courier.data=" + folder.data();

        assertThat(CourierCommand.execute("trace", id, "--json", data)).isZero();

        JsonNode traced = JSON.readTree(
                screen.getOut().lines().reduce((first, last) -> last).orElseThrow());
        assertThat(traced).hasSize(1);
        assertThat(traced.at("/0/feed").asText()).isEqualTo("app");
        assertThat(traced.at("/0/row").asLong()).isEqualTo(2);
        assertThat(traced.at("/0/state").asText()).isEqualTo("accepted");
        String ofAnotherLedger = id.replaceAll("-[0-9a-f]{16}$", "-0123456789abcdef");
        assertThat(CourierCommand.execute("trace", ofAnotherLedger, data)).isEqualTo(1);
        assertThat(screen.getErr()).contains("Nothing is known of " + ofAnotherLedger + ".");
    }

    @Test
    void aFeedThatIsPostedToHasNoInbox() {
        assertThat(folder.inbox("app")).doesNotExist();
        assertThat(folder.inbox("bookings")).exists();
    }

    @Test
    void theContractIsServed() throws Exception {
        Answer answer = new Poster(courier.port(), null).get("/feeds/openapi.json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(JSON.readTree(
                        Path.of("src/main/resources/openapi/feeds.json").toFile()));
    }
}
