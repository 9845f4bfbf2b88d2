package com.eventcourier.acceptance;

import static com.eventcourier.acceptance.ElasticQueues.reservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.ElasticQueues.Counts;
import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.eventcourier.feed.Sources;
import com.eventcourier.ledger.Audit;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.ReplayRun;
import com.eventcourier.operate.CourierCommand;
import com.eventcourier.operate.CourierStart;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.services.sqs.model.Message;

/** Feeds that read SQS queues: what is delivered is deleted, and what is not stays in the queue or is in the ledger. */
@ExtendWith(OutputCaptureExtension.class)
class SqsFeedTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static ElasticQueues queues;

    @TempDir
    Path root;

    private RecordingTarget target;
    private CourierFolder folder;
    private ConfigurableApplicationContext courier;

    @BeforeAll
    static void startTheServer() throws Exception {
        queues = new ElasticQueues();
    }

    @AfterAll
    static void stopTheServer() {
        queues.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        target = new RecordingTarget();
        folder = CourierFolder.in(root);
    }

    @AfterEach
    void end() {
        if (courier != null) {
            courier.close();
        }
        target.close();
    }

    private void start(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--courier.accounts.main.url=" + target.url(),
                "--courier.data=" + folder.data(),
                "--courier.config=" + root.resolve("config"),
                "--courier.routes=" + root.resolve("routes")));
        settings.addAll(List.of(more));
        courier = CourierStart.start(settings.toArray(String[]::new));
    }

    private static String[] queue(String feed, String url, String... more) {
        List<String> settings = new ArrayList<>(List.of("url=" + url, "wait-time=1s", "visibility=5s"));
        settings.addAll(List.of(more));
        return settings.stream()
                .map(setting -> "--courier.queues." + feed + "." + setting)
                .toArray(String[]::new);
    }

    private static String[] with(String[] settings, String... more) {
        return Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new);
    }

    private static List<String> reservations(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> reservation(prefix + number))
                .toList();
    }

    private static void awaitCounts(String url, Counts wanted) {
        await("counts of " + url).atMost(SOON).untilAsserted(() -> assertThat(queues.counts(url))
                .isEqualTo(wanted));
    }

    private List<String> idsThatCame() {
        return target.posts().stream()
                .map(post -> json(post.body()).path("external_event_id").asText())
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return CourierFolder.JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private Audit balanced() {
        try (LedgerQueries ledger = ledger()) {
            Audit audit = Audit.of(ledger, true);
            assertThat(audit.faults()).isEmpty();
            return audit;
        }
    }

    private LedgerQueries ledger() {
        return LedgerQueries.of(new DataFolder(folder.data()).ledgerFile());
    }

    @Test
    void whatIsDeliveredOrRefusedIsDeletedAndTheLedgerHasIt() throws IOException {
        String url = queues.queue("good");
        queues.send(url, reservation("one"));
        queues.send(url, "[" + reservation("two") + "," + reservation("three") + "]");
        queues.send(url, reservation("four") + "\n" + reservation("five"));
        queues.send(url, "this is no JSON");
        queues.send(url, "[" + reservation("six") + ",{\"id\":");
        queues.send(url, "{\"id\":\"seven\",\"guest\":{\"age\":1},\"hotel\":\"x\",\"nights\":3}");
        start(queue("reservations", url));

        awaitCounts(url, new Counts(0, 0));

        assertThat(idsThatCame()).containsExactlyInAnyOrder("one", "two", "three", "four", "five", "six");
        Audit audit = balanced();
        assertThat(audit.arrivals()).isEqualTo(6);
        assertThat(audit.accepted()).isEqualTo(6);
        assertThat(audit.dead()).containsOnlyKeys("malformed-record", "7307");
        assertThat(audit.openArrivals()).isZero();
    }

    @Test
    void whileTheAccountIsRefusedMessagesStayInTheQueueAndThenAllAreDelivered() {
        String url = queues.queue("refused");
        target.answer((post, number) -> Answer.status(401));
        start(with(queue("reservations", url, "at-once=10"), "--courier.accounts.main.probe-first=300ms"));
        queues.sendAll(url, reservations("r-", 60));

        await("a paused account")
                .atMost(SOON)
                .until(() -> target.count() > 0 && queues.counts(url).inHand() > 0);
        await("nothing is deleted, and few are in hand, for longer than they are hidden")
                .atMost(SOON)
                .during(Duration.ofSeconds(6))
                .untilAsserted(() -> {
                    Counts counts = queues.counts(url);
                    assertThat(counts.all()).isEqualTo(60);
                    assertThat(counts.inHand()).isBetween(1, 10);
                });

        target.answer((post, number) -> Answer.yes());
        awaitCounts(url, new Counts(0, 0));
        Audit audit = balanced();
        assertThat(audit.accepted()).isEqualTo(60);
        assertThat(audit.arrivals()).isEqualTo(60);
        assertThat(audit.possibleDuplicates()).isZero();
    }

    @Test
    void whatIsHeldLongerThanItsTimeGoesToTheLedgerAndIsDeletedAndSentFromThere() {
        String url = queues.queue("held");
        target.answer((post, number) -> Answer.status(401));
        queues.sendAll(url, reservations("h-", 10));
        start(with(
                queue("reservations", url, "hold=2s", "at-once=4"),
                "--courier.accounts.main.in-flight=1",
                "--courier.accounts.main.probe-first=2s"));

        await("what was never posted is pending, what was refused is a retry")
                .atMost(SOON)
                .until(() -> balanced().pending() + balanced().retry() > 0);
        await("four went to the ledger, which can try the gate; the others stay where they are")
                .atMost(SOON)
                .during(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(queues.counts(url)).isEqualTo(new Counts(6, 0)));
        Audit held = balanced();
        assertThat(held.accepted()).isZero();
        assertThat(held.pending() + held.retry()).isEqualTo(4);

        target.answer((post, number) -> Answer.yes());
        await("all are accepted").atMost(SOON).until(() -> balanced().accepted() == 10);
        awaitCounts(url, new Counts(0, 0));
        assertThat(balanced().duplicate()).isZero();
    }

    @Test
    void twoQueuesBesideEachOtherAndOneGoesDownAndComesBack(CapturedOutput log) throws Exception {
        folder.withQueueFeed("transfers");
        try (ElasticQueues other = new ElasticQueues()) {
            String url = queues.queue("stays");
            String otherUrl = other.queue("falls");
            other.stop();
            start(with(
                    with(queue("reservations", url), queue("transfers", otherUrl)),
                    "--courier.alerts.source-down-for=1s"));
            queues.send(url, reservation("a-1"));

            awaitCounts(url, new Counts(0, 0));
            await("down").atMost(SOON).until(() -> log.getOut().contains("Alert source-down begun"));
            assertThat(log.getOut().split("queue falls cannot be reached", -1)).hasSize(2);
            await("status").atMost(SOON).untilAsserted(() -> assertThat(status())
                    .contains(
                            "Feed transfers reads queue falls: down since ",
                            "Feed reservations reads queue stays: up since "));

            other.start();
            other.queue("falls");
            other.send(otherUrl, reservation("b-1"));
            await("up again").atMost(SOON.multipliedBy(2)).until(() -> idsThatCame()
                    .contains("b-1"));
            assertThat(log.getOut()).contains("queue falls can be reached again; it was down since");
            assertThat(log.getOut()).doesNotContain("Exception");
            assertThat(idsThatCame()).containsExactlyInAnyOrder("a-1", "b-1");
        }
    }

    @Test
    void aRowOfAMessageKeepsItsColumnsForItsReplayAndItsExport() throws IOException {
        String url = queues.queue("rows");
        folder.change("config/feeds/reservations/feed.yaml", "event: ", "format: {type: csv}\nevent: ");
        folder.change("config/feeds/reservations/be_reserved.jslt", ".guest.mobile", ".mobile");
        folder.change("config/feeds/reservations/be_reserved.jslt", ".guest.age", ".age");
        String row = ",9990000201,old,x,3,2026-11-01T10:00:00Z\n";
        queues.send(url, "id,mobile,age,hotel,nights,reserved_at\nr-1" + row + "r-2" + row);
        String[] settings = queue("reservations", url);
        start(settings);
        awaitCounts(url, new Counts(0, 0));
        assertThat(balanced().dead()).containsOnlyKeys("attribute-type");

        assertThat(desk(settings, "replay", "run", "--code", "attribute-type", "--why", "again"))
                .isZero();
        await("the replay").atMost(SOON).until(() -> replays("done") == 1);
        assertThat(balanced().dead()).containsOnlyKeys("attribute-type");
        Path export = root.resolve("export");
        assertThat(desk(settings, "dead-letters", "export", export.toString(), "--feed", "reservations"))
                .isZero();
        assertThat(Files.readString(export.resolve("reservations.rejected.csv")).lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("id,mobile,age,hotel,nights,reserved_at,courier_id,");
    }

    private long replays(String state) {
        try (LedgerQueries ledger = ledger()) {
            return ReplayRun.newest(ledger, 10).stream()
                    .filter(run -> run.state().equals(state))
                    .count();
        }
    }

    private int desk(String[] queue, String... words) {
        return CourierCommand.execute(with(
                with(words, queue),
                "--courier.data=" + folder.data(),
                "--courier.config=" + root.resolve("config"),
                "--courier.routes=" + root.resolve("routes")));
    }

    private String status() throws IOException {
        return CourierProcess.command(folder, "status");
    }

    @Test
    void aQueueThatIsDownIsAskedAtOnceWhenAPersonWantsIt() throws Exception {
        String url = queues.queue("unreachable").replaceFirst("//[^/]*/", "//127.0.0.1:1/");
        String[] settings = queue("reservations", url);
        start(settings);
        Sources sources = courier.getBean(Sources.class);
        await("a long pause").atMost(SOON).until(() -> sources.down().stream()
                .anyMatch(source -> source.nextTry().isAfter(Instant.now().plusSeconds(12))));
        Instant next = sources.down().get(0).nextTry();

        assertThat(desk(settings, "feeds", "scan", "reservations", "--why", "it is back"))
                .isZero();

        await("a try before its time")
                .atMost(Duration.ofSeconds(10))
                .until(() -> sources.down().get(0).nextTry().isAfter(next.plusSeconds(5)));
    }

    @Test
    void aBlankMessageIsADeadLetter() {
        String url = queues.queue("blank");
        queues.send(url, " \n");
        queues.send(url, "[]");
        start(queue("reservations", url));

        awaitCounts(url, new Counts(0, 0));

        Audit audit = balanced();
        assertThat(audit.arrivals()).isEqualTo(2);
        assertThat(audit.dead()).isEqualTo(Map.of("malformed-record", 1L));
    }

    @Test
    void orderIsKeptInEachGroupWithAFailingMessageInTheMiddle() {
        String url = queues.queue("ordered.fifo");
        AtomicInteger refusals = new AtomicInteger();
        target.answer((post, number) -> {
            boolean refused = post.body().contains("A-2")
                    && (refusals.get() < 2 || !idsThatCame().contains("B-5-b"));
            if (refused) {
                refusals.incrementAndGet();
            }
            return refused ? Answer.status(503) : Answer.yes();
        });
        for (int i = 0; i < 6; i++) {
            queues.send(url, "A", i == 3 ? "no JSON at all" : reservation("A-" + i));
            queues.send(url, "B", "[" + reservation("B-" + i + "-a") + "," + reservation("B-" + i + "-b") + "]");
        }
        start(queue("reservations", url));

        awaitCounts(url, new Counts(0, 0));
        await("all are settled").atMost(SOON).until(() -> balanced().accepted() == 17);
        List<String> came = idsThatCame();
        assertThat(inOrder(came, "A")).containsExactly("A-0", "A-1", "A-2", "A-4", "A-5");
        assertThat(refusals.get()).isGreaterThan(1);
        assertThat(came.stream().filter(id -> id.startsWith("B")))
                .containsExactlyElementsOf(IntStream.range(0, 6)
                        .boxed()
                        .flatMap(i -> Stream.of("B-" + i + "-a", "B-" + i + "-b"))
                        .toList());
        assertThat(came.lastIndexOf("B-5-b")).isLessThan(came.lastIndexOf("A-2"));
        assertThat(balanced().dead()).containsOnlyKeys("malformed-record");
    }

    /** The ids of a group as they came, each once for its attempts one right after the other. */
    private static List<String> inOrder(List<String> ids, String group) {
        List<String> order = new ArrayList<>();
        ids.stream()
                .filter(id -> id.startsWith(group))
                .filter(id -> order.isEmpty() || !order.get(order.size() - 1).equals(id))
                .forEach(order::add);
        return order;
    }

    @Test
    void aQueueThatGivesMessagesUpEarlyIsAWarningAndSoIsOneThatCannotBeReached(CapturedOutput screen) {
        String url = queues.queue("hasty");
        queues.queue("given-up");
        queues.redrive(url, "given-up", 3);

        assertThat(check(queue("reservations", url))).isZero();
        assertThat(screen.getOut())
                .contains("Warning: Queue hasty of feed reservations gives a message up after it was received 3 times");
        queues.redrive(url, "given-up", 5);
        assertThat(check(queue("reservations", url))).isZero();
        assertThat(screen.getOut().split("gives a message up", -1)).hasSize(2);
        assertThat(check(queue("reservations", url.replace("hasty", "missing"))))
                .isZero();
        assertThat(screen.getOut()).contains("Warning: Queue missing of feed reservations could not be asked: ");
    }

    private int check(String... settings) {
        List<String> command = new ArrayList<>(List.of(
                "check", "--courier.config=" + root.resolve("config"), "--courier.routes=" + root.resolve("routes")));
        command.addAll(List.of(settings));
        return CourierCommand.execute(command.toArray(String[]::new));
    }

    @Test
    void deadLettersOfACodeGoToAQueueOfTheirOwn() throws IOException {
        String url = queues.queue("letters");
        String lost = queues.queue("no-customer");
        folder.write("routes/outcomes/dead-letter-7306.camel.yaml", printedInTheReadme(lost));
        queues.send(url, "{\"guest\":{\"mobile\":\"9990000201\",\"age\":41},\"hotel\":\"x\",\"nights\":3}");
        start(queue("reservations", url));

        awaitCounts(lost, new Counts(1, 0));
        Message letter = queues.take(lost).get(0);
        assertThat(json(letter.body()).path("code").asText()).isEqualTo("7306");
        assertThat(letter.messageAttributes().get("code").stringValue()).isEqualTo("7306");
        assertThat(letter.messageAttributes().get("reason").stringValue()).contains("external_event_id");
        assertThat(letter.messageAttributes().get("letter").stringValue())
                .isEqualTo(json(letter.body()).path("id").asText());
    }

    /** The route as it is printed, at this server. */
    private static String printedInTheReadme(String queue) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Matcher printed = Pattern.compile(
                        "`routes/outcomes/dead-letter-7306.camel.yaml`:\n\n```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(readme);
        assertThat(printed.find()).isTrue();
        return printed.group(1)
                .replace("\"{{env:NO_BOOKING_QUEUE}}\"", queue)
                .replace(
                        "region: eu-central-1",
                        "region: eu-central-1\n              overrideEndpoint: true\n              uriEndpointOverride: "
                                + queue.replaceFirst("(//[^/]*)/.*", "$1"));
    }
}
