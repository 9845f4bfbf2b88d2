package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.ElasticQueues.Counts;
import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill and a stop in the middle of a queue: every record arrives, and what arrives twice is listed. */
class SqsKillTest {

    private static final int MESSAGES = 240;
    private static final Pattern LISTED = Pattern.compile("reservations (\\S+) row (\\d+) crash");

    /** What each message carries: ids in order, by the message's own id. */
    private final Map<String, List<String>> sent = new HashMap<>();

    @TempDir
    Path root;

    @Test
    void everyRecordOfEveryMessageArrivesAndThoseThatArriveTwiceAreListed() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        try (ElasticQueues queues = new ElasticQueues();
                RecordingTarget target = new RecordingTarget()) {
            String url = queues.queue("kill");
            fill(queues, url);
            target.answer((post, number) -> Answer.yes().after(20));
            try (CourierProcess courier = start(folder, target, url)) {
                awaitPosts(target, 100);
                courier.kill();
            }
            try (CourierProcess courier = start(folder, target, url)) {
                awaitPosts(target, 220);
                long before = System.nanoTime();
                assertThat(courier.stop()).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            }
            assertThat(queues.counts(url).all()).isPositive();
            try (CourierProcess courier = start(folder, target, url)) {
                await("an empty queue").atMost(Sizes.PATIENCE).untilAsserted(() -> assertThat(queues.counts(url))
                        .isEqualTo(new Counts(0, 0)));
                assertThat(courier.stop()).isZero();
            }
            Map<String, Integer> came = counted(target);
            assertThat(came.keySet()).containsExactlyInAnyOrderElementsOf(all());
            Set<String> twice = new HashSet<>(came.keySet());
            twice.removeIf(id -> came.get(id) == 1);
            Set<String> listed = listed(folder);
            assertThat(listed).containsAll(twice);
            System.out.println(
                    "SqsKillTest: " + twice.size() + " records came twice, " + listed.size() + " are listed");
            theLedgerBalances(folder);
        }
    }

    private void fill(ElasticQueues queues, String url) {
        for (int i = 0; i < MESSAGES; i++) {
            List<String> ids =
                    i % 4 == 0 ? List.of("K-" + i + "-a", "K-" + i + "-b", "K-" + i + "-c") : List.of("K-" + i);
            List<String> records = ids.stream().map(SqsKillTest::reservation).toList();
            sent.put(queues.send(url, ids.size() == 1 ? records.get(0) : records.toString()), ids);
        }
    }

    private static String reservation(String id) {
        return "{\"id\":\"" + id
                + "\",\"guest\":{\"mobile\":\"9990000201\",\"age\":41},\"hotel\":\"Indiranagar\",\"nights\":3}";
    }

    private List<String> all() {
        return sent.values().stream().flatMap(List::stream).toList();
    }

    private static CourierProcess start(CourierFolder folder, RecordingTarget target, String url) throws IOException {
        Map<String, String> variables = new HashMap<>(ElasticQueues.CREDENTIALS);
        variables.put("COURIER_ACCOUNTS_MAIN_URL", target.url());
        variables.put("COURIER_QUEUES_RESERVATIONS_URL", url);
        variables.put("COURIER_QUEUES_RESERVATIONS_VISIBILITY", "5s");
        return CourierProcess.start(folder, variables, "run");
    }

    private static void awaitPosts(RecordingTarget target, int posts) {
        await(posts + " posts")
                .atMost(Sizes.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> target.count() >= posts);
    }

    private static Map<String, Integer> counted(RecordingTarget target) throws IOException {
        Map<String, Integer> came = new HashMap<>();
        for (RecordingTarget.Post post : target.posts()) {
            JsonNode event = CourierFolder.JSON.readTree(post.body());
            came.merge(event.path("external_event_id").asText(), 1, Integer::sum);
        }
        return came;
    }

    private Set<String> listed(CourierFolder folder) throws IOException {
        Set<String> ids = new HashSet<>();
        for (String line : CourierProcess.possibleDuplicates(folder)) {
            Matcher listed = LISTED.matcher(line);
            assertThat(listed.matches()).as(line).isTrue();
            ids.add(sent.get(listed.group(1)).get(Integer.parseInt(listed.group(2)) - 1));
        }
        return ids;
    }

    private void theLedgerBalances(CourierFolder folder) throws IOException {
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("arrivals").asInt()).isEqualTo(MESSAGES);
        assertThat(audit.path("open_arrivals").asInt()).isZero();
        assertThat(audit.path("accepted").asInt()).isEqualTo(all().size());
        try (LedgerQueries ledger = LedgerQueries.of(new DataFolder(folder.data()).ledgerFile())) {
            List<ArrivalRow> arrivals = LongStream.rangeClosed(1, MESSAGES)
                    .mapToObj(id -> ledger.arrival(id).orElseThrow())
                    .toList();
            // a kill right after the deletion leaves one read: nobody can know that it was deleted
            assertThat(arrivals).extracting(ArrivalRow::state).isSubsetOf(ArrivalRow.MOVED, ArrivalRow.READ);
            assertThat(arrivals)
                    .filteredOn(arrival -> arrival.is(ArrivalRow.READ))
                    .hasSizeLessThan(32);
            assertThat(arrivals).extracting(ArrivalRow::kind).containsOnly("message");
            assertThat(arrivals).extracting(ArrivalRow::name).containsExactlyInAnyOrderElementsOf(sent.keySet());
            assertThat(arrivals).anyMatch(arrival -> arrival.receives() > 1);
            assertThat(arrivals).allMatch(arrival -> arrival.receives() > 0);
        }
    }
}
