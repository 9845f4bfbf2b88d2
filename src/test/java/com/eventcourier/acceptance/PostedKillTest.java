package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.acceptance.MortalCourier.Moment;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while an application posts, at the points of the way of a request. What was answered with 202 reaches
 * the target; what was not is posted again, as an application does, and is no second event; and each sighting of an
 * event beyond the first is listed.
 */
class PostedKillTest {

    private static final int KILLS = Integer.getInteger("proof.posted.kills", 5);
    private static final int REQUESTS = 30;
    private static final int EVENTS = 10;
    private static final String TOKEN = "a-token-of-this-test";

    /** The first of them in {@code verify}, all of them and again in the long form. */
    private static final List<KillPoint> POINTS = List.of(
            KillPoint.POSTED_WRITTEN,
            KillPoint.POSTED_COMMITTED,
            KillPoint.RETRY_TAKEN,
            KillPoint.AFTER_ANSWER,
            KillPoint.IN_COMMIT,
            KillPoint.POSTED_ANSWERED,
            KillPoint.POSTED_CUT,
            KillPoint.AFTER_SEND,
            KillPoint.RETRY_CLAIMED,
            KillPoint.RETRY_SETTLED,
            KillPoint.BEFORE_COMMIT);

    private final long seed = Long.getLong("proof.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HttpClient http = HttpClient.newHttpClient();
    /** The id of each event that was answered with 202, by its key. */
    private final Map<String, String> answered = new LinkedHashMap<>();

    private int port;
    private int number;

    @TempDir
    Path root;

    @Test
    void whatWasAnsweredArrivesAndWhatArrivesTwiceIsListed() throws Exception {
        System.out.println("PostedKillTest: -Dproof.seed=" + seed + " repeats these moments");
        CourierFolder folder = CourierFolder.in(root);
        folder.retryQuickly();
        port = CourierFolder.freePort();
        Map<String, String> door =
                Map.of("COURIER_HTTP_FEEDS_APP_TOKEN", TOKEN, "COURIER_HTTP_PORT", String.valueOf(port));
        DoorOracle oracle;
        try (OracleProcess target = OracleProcess.start(root.resolve("sightings"))) {
            MortalCourier courier = new MortalCourier(folder, target, door);
            target.script(ProofScript.SOME_TROUBLE);
            courier.start(null);
            courier.awaitStarted();
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    postUntilKilled(courier, POINTS.get(kill % POINTS.size()));
                }
                courier.process().awaitAllSettled(folder);
                assertThat(courier.process().stop()).isZero();
            } finally {
                courier.process().close();
            }
            oracle = new DoorOracle(folder, target.sightings());
        }
        assertThat(answered).hasSize(KILLS * REQUESTS * EVENTS);
        assertThat(oracle.lost(answered.keySet())).as("lost").isEmpty();
        assertThat(oracle.strangers(answered.keySet())).isEmpty();
        assertThat(oracle.unexplained(answered)).as("not listed").isEmpty();
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("open_arrivals").asInt()).isZero();
        assertThat(audit.path("accepted").asInt()).isEqualTo(answered.size());
        System.out.println("PostedKillTest: " + KILLS + " kills, " + answered.size() + " events, " + oracle.sightings()
                + " seen, " + audit);
    }

    /** Posts requests; one that gets no answer is posted again as it was, as soon as the courier is back. */
    private void postUntilKilled(MortalCourier courier, KillPoint point) throws Exception {
        courier.arm(new Moment(point, time(point), point.anyDelay(random)));
        List<List<String>> unanswered = new ArrayList<>();
        for (int request = 0; request < REQUESTS; request++) {
            List<String> keys = new ArrayList<>();
            for (int event = 0; event < EVENTS; event++) {
                keys.add(String.format("H0001-%07d", number++));
            }
            if (!post(keys)) {
                unanswered.add(keys);
            }
        }
        courier.awaitKilled();
        courier.start(null);
        courier.awaitStarted();
        for (List<String> keys : unanswered) {
            assertThat(post(keys))
                    .as("posted again after the kill " + point.words)
                    .isTrue();
        }
    }

    private long time(KillPoint point) {
        return switch (point.often) {
            case REQUEST -> 1 + random.nextInt(REQUESTS * 8 / 10);
            case GROUP -> 5 + random.nextInt(10);
            default -> 1 + random.nextInt(REQUESTS * EVENTS / 4);
        };
    }

    /** False when there was no answer. */
    private boolean post(List<String> keys) throws InterruptedException {
        StringBuilder body = new StringBuilder();
        keys.forEach(key -> body.append(
                        "{\"event_name\":\"be_reserved\",\"customer_id\":\"9990000001\",\"external_event_id\":\"")
                .append(key)
                .append("\",\"age\":30,\"room_nights\":\"2\",\"hotel_name\":\"Lakeside\"}\n"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/feeds/app/events"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response::body).isEqualTo(202);
            JsonNode records = CourierFolder.JSON.readTree(response.body()).path("records");
            assertThat(records).hasSize(keys.size());
            for (int i = 0; i < keys.size(); i++) {
                answered.put(keys.get(i), records.path(i).path("id").asText());
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
