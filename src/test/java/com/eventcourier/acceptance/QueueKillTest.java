package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.ElasticQueues.Counts;
import com.eventcourier.acceptance.MortalCourier.Moment;
import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at the points of the way of a message, while two feeds read a standard and a FIFO queue and the target
 * makes trouble; and a stop in the middle. Every record of every message arrives, in the order of its group where there
 * is one, and each sighting of an event beyond the first is listed.
 */
class QueueKillTest {

    private static final int KILLS = Integer.getInteger("proof.queue.kills", 4);
    private static final int MESSAGES = 40;
    private static final int GROUPS = 4;

    /** The first of them in {@code verify}, all of them and again in the long form. */
    private static final List<KillPoint> POINTS = List.of(
            KillPoint.MESSAGE_OPENED,
            KillPoint.AFTER_ANSWER,
            KillPoint.MESSAGE_READ,
            KillPoint.MESSAGE_DELETED,
            KillPoint.RETRY_TAKEN,
            KillPoint.MESSAGE_CUT,
            KillPoint.IN_COMMIT,
            KillPoint.AFTER_SEND,
            KillPoint.RETRY_CLAIMED,
            KillPoint.RETRY_SETTLED,
            KillPoint.BEFORE_COMMIT);

    private final long seed = Long.getLong("proof.seed", System.nanoTime());
    private final Random random = new Random(seed);
    /** What each message carries: keys in order, by the message's own id. */
    private final Map<String, List<String>> sent = new HashMap<>();

    private final Map<String, List<String>> groups = new HashMap<>();
    private String standard;
    private String fifo;
    private int number;

    @TempDir
    Path root;

    private CourierFolder folder;

    @Test
    void everyRecordOfEveryMessageArrivesAndThoseThatArriveTwiceAreListed() throws Exception {
        System.out.println("QueueKillTest: -Dproof.seed=" + seed + " repeats these moments");
        folder = CourierFolder.in(root);
        folder.retryQuickly();
        folder.withQueueFeed("transfers");
        DoorOracle oracle;
        try (ElasticQueues queues = new ElasticQueues();
                OracleProcess target = OracleProcess.start(root.resolve("sightings"))) {
            standard = queues.queue("kill");
            fifo = queues.queue("kill.fifo");
            target.script(ProofScript.SOME_TROUBLE);
            deliver(queues, new MortalCourier(folder, target, variables()), target);
            oracle = new DoorOracle(folder, target.sightings());
        }
        Map<String, String> ids = ids();
        assertThat(oracle.lost(ids.keySet())).as("lost").isEmpty();
        assertThat(oracle.strangers(ids.keySet())).isEmpty();
        assertThat(oracle.unexplained(ids)).as("not listed").isEmpty();
        groups.forEach((group, keys) -> assertThat(oracle.taken())
                .as("group " + group)
                .filteredOn(keys::contains)
                .containsExactlyElementsOf(keys));
        System.out.println("QueueKillTest: " + KILLS + " kills, " + sent.size() + " messages, " + ids.size()
                + " events, " + oracle.sightings() + " seen");
        theLedgerBalances(ids.size());
    }

    private void deliver(ElasticQueues queues, MortalCourier courier, OracleProcess target) throws Exception {
        courier.start(null);
        try {
            courier.awaitStarted();
            for (int kill = 0; kill < KILLS; kill++) {
                KillPoint point = POINTS.get(kill % POINTS.size());
                courier.arm(new Moment(point, time(point), point.anyDelay(random)));
                fill(queues);
                courier.awaitKilled();
                courier.start(null);
                courier.awaitStarted();
            }
            stopInTheMiddle(queues, courier, target);
            courier.start(null);
            await("empty queues").atMost(Sizes.PATIENCE).untilAsserted(() -> {
                assertThat(queues.counts(standard)).isEqualTo(new Counts(0, 0));
                assertThat(queues.counts(fifo)).isEqualTo(new Counts(0, 0));
            });
            courier.process().awaitAllSettled(folder);
            assertThat(courier.process().stop()).isZero();
        } finally {
            courier.process().close();
        }
    }

    private void stopInTheMiddle(ElasticQueues queues, MortalCourier courier, OracleProcess target) throws Exception {
        fill(queues);
        long before = target.written();
        await("a POST").atMost(Sizes.PATIENCE).until(() -> target.written() > before);
        long began = System.nanoTime();
        assertThat(courier.process().stop()).as(courier.process()::output).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    private long time(KillPoint point) {
        return switch (point.often) {
            case MESSAGE, RECORD -> 1 + random.nextInt(MESSAGES / 2);
            case GROUP -> 5 + random.nextInt(10);
            default -> 1;
        };
    }

    /** One message in four of the standard queue carries three records, one in three of the FIFO queue two. */
    private void fill(ElasticQueues queues) {
        for (int i = 0; i < MESSAGES; i++) {
            List<String> keys = i % 4 == 0 ? List.of(key(), key(), key()) : List.of(key());
            sent.put(queues.send(standard, body(keys)), keys);
            if (i % 2 == 0) {
                String group = "group-" + i / 2 % GROUPS;
                List<String> ordered = i % 6 == 0 ? List.of(key(), key()) : List.of(key());
                sent.put(queues.send(fifo, group, body(ordered)), ordered);
                groups.computeIfAbsent(group, any -> new ArrayList<>()).addAll(ordered);
            }
        }
    }

    private static String body(List<String> keys) {
        List<String> records = keys.stream().map(ElasticQueues::reservation).toList();
        return records.size() == 1 ? records.get(0) : records.toString();
    }

    private String key() {
        return String.format("Q0001-%07d", number++);
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(ElasticQueues.CREDENTIALS);
        variables.put("COURIER_QUEUES_RESERVATIONS_URL", standard);
        variables.put("COURIER_QUEUES_RESERVATIONS_VISIBILITY", "5s");
        variables.put("COURIER_QUEUES_TRANSFERS_URL", fifo);
        variables.put("COURIER_QUEUES_TRANSFERS_VISIBILITY", "5s");
        return variables;
    }

    /** The ids of the records in the ledger by their keys: each message is one arrival, however often it was received. */
    private Map<String, String> ids() {
        Map<String, String> ids = new HashMap<>();
        for (ArrivalRow arrival : arrivals()) {
            List<String> keys = sent.get(arrival.name());
            for (int i = 0; i < keys.size(); i++) {
                assertThat(ids.put(keys.get(i), arrival.id() + "-" + (i + 1)))
                        .as(keys.get(i))
                        .isNull();
            }
        }
        return ids;
    }

    private List<ArrivalRow> arrivals() {
        try (LedgerQueries ledger = LedgerQueries.of(new DataFolder(folder.data()).ledgerFile())) {
            return LongStream.rangeClosed(1, sent.size())
                    .mapToObj(id -> ledger.arrival(id).orElseThrow())
                    .toList();
        }
    }

    private void theLedgerBalances(int events) throws IOException {
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("arrivals").asInt()).isEqualTo(sent.size());
        assertThat(audit.path("open_arrivals").asInt()).isZero();
        assertThat(audit.path("accepted").asInt()).isEqualTo(events);
        List<ArrivalRow> arrivals = arrivals();
        // a kill right after the deletion leaves one read: nobody can know that it was deleted
        assertThat(arrivals).extracting(ArrivalRow::state).isSubsetOf(ArrivalRow.MOVED, ArrivalRow.READ);
        assertThat(arrivals).filteredOn(arrival -> arrival.is(ArrivalRow.READ)).hasSizeLessThan(32 * (KILLS + 1));
        assertThat(arrivals).extracting(ArrivalRow::kind).containsOnly("message");
        assertThat(arrivals).anyMatch(arrival -> arrival.receives() > 1);
        assertThat(arrivals).allMatch(arrival -> arrival.receives() > 0);
    }
}
