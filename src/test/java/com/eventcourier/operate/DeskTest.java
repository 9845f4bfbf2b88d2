package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.ledger.Audit;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** The desk is one set of operations: as commands, over HTTP and as MBeans, with the same names, rules and answers. */
@ExtendWith(OutputCaptureExtension.class)
class DeskTest {

    private static final String HEADER = "booking_ref,mobile,age,hotel,nights,booked_at\n";
    private static final String CUSTOMER = "919812345678";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    Path temp;

    private final Collection<String> received = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private volatile int code = 7308;
    private HttpServer target;
    private WorkingFolder folder;
    private ConfigurableApplicationContext courier;

    @BeforeEach
    void start() throws IOException {
        folder = new WorkingFolder(temp);
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.setExecutor(Executors.newCachedThreadPool());
        target.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = ("{\"status\":{\"code\":" + code + ",\"message\":\"no " + CUSTOMER + "\"},"
                            + "\"requestId\":\"receipt-" + received.size() + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            Integer status = statuses.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        target.start();
        startCourier();
    }

    private void startCourier() {
        String hash = ManagementSecurity.encoder().encode("a long password");
        List<String> settings = new ArrayList<>(folder.settings());
        settings.add("--courier.accounts.main.url=http://127.0.0.1:"
                + target.getAddress().getPort() + "/x");
        settings.add("--courier.management.users.vera.password=" + hash);
        settings.add("--courier.management.users.otto.password=" + hash);
        settings.add("--courier.management.users.otto.role=operator");
        courier = CourierStart.start(settings.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        courier.close();
        target.stop(0);
    }

    private static String row(String reference) {
        return reference + "," + CUSTOMER + ",30,Sea View,2,01/11/2026 10:00:00\n";
    }

    private void drop(String name, String content) throws IOException {
        drop(name, content, StandardCharsets.UTF_8);
    }

    private void drop(String name, String content, Charset charset) throws IOException {
        Path inbox = temp.resolve("data/inbox/bookings");
        Path unfinished = Files.writeString(inbox.resolve("." + name), content, charset);
        Files.move(unfinished, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void deliver(String name, String content) throws IOException {
        deliver(name, content, StandardCharsets.UTF_8);
    }

    private void deliver(String name, String content, Charset charset) throws IOException {
        drop(name, content, charset);
        await(name).atMost(SOON).until(() -> Files.exists(temp.resolve("data/inbox/bookings/.done/" + name)));
    }

    private HttpResponse<String> http(String user, String method, String path, String body) {
        return http(user, method, path, body, "application/json");
    }

    private HttpResponse<String> http(String user, String method, String path, String body, String type) {
        return http(user, method, path, HttpRequest.BodyPublishers.ofString(body), type);
    }

    private HttpResponse<String> http(
            String user, String method, String path, HttpRequest.BodyPublisher body, String type) {
        String login = Base64.getEncoder().encodeToString((user + ":a long password").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(ManagementAddress.of(new DataFolder(temp.resolve("data"))) + "/desk"
                                + (path.isEmpty() ? "" : "/" + path)))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", type)
                .method(method, body)
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode get(String path) throws IOException {
        HttpResponse<String> answer = http("otto", "GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private String post(String path, String body) {
        HttpResponse<String> answer = http("otto", "POST", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private int execute(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(folder.settings());
        return CourierCommand.execute(arguments.toArray(String[]::new));
    }

    /** The last line that a command printed. */
    private static String said(CapturedOutput screen) {
        return screen.getOut().lines().reduce((first, last) -> last).orElseThrow();
    }

    private JsonNode command(CapturedOutput screen, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        assertThat(execute(all.toArray(String[]::new))).as(screen.getErr()).isZero();
        return JSON.readTree(said(screen));
    }

    private Audit audit() {
        try (LedgerQueries ledger = LedgerQueries.of(temp.resolve("data/ledger.db"))) {
            return Audit.of(ledger, true);
        }
    }

    @Test
    void commandsAndHttpAndMBeansGiveTheSameAnswers(CapturedOutput screen) throws Exception {
        deliver("a.csv", HEADER + row("b-1") + row("b-2") + "short,row\n");
        await().atMost(SOON).until(() -> get("dead-letters/list?code=7308").size() == 2);
        String id = get("dead-letters/list?code=7308").get(0).path("id").asText();

        for (String[] same : new String[][] {
            {"dead-letters/list?code=7308", "dead-letters", "list", "--code", "7308"},
            {"dead-letters/show?id=" + id, "dead-letters", "show", id},
            {"files/list", "files", "list"},
            {"files/show?arrival=1", "files", "show", "1"},
            {"events/trace?what=" + id, "trace", id},
            {"replay/plan?code=7308", "replay", "plan", "--code", "7308"},
            {"replay/list", "replay", "list"},
            {"audit/list", "audit-trail"},
            {"accounts/list", "accounts", "list"},
            {"feeds/list", "feeds", "list"},
        }) {
            String[] words = Stream.of(same).skip(1).toArray(String[]::new);
            JsonNode overHttp = get(same[0]);
            assertThat(command(screen, words)).as(same[0]).isEqualTo(overHttp);
        }
        assertThat(get("dead-letters/show?id=" + id).path("payload").asText()).contains(CUSTOMER);
        assertThat(get("files/show?arrival=1").path("report").asText()).contains("\"malformed-record\" : 1");

        ObjectName name = new ObjectName("com.eventcourier:type=DeadLetters");
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        "otto", null, Operators.rolesOf(ManagementOptions.Role.OPERATOR)));
        try {
            Object summary =
                    ManagementFactory.getPlatformMBeanServer().invoke(name, "summary", new Object[0], new String[0]);
            assertThat((CompositeData[]) summary).hasSize(2);
            JsonNode overHttp = get("dead-letters/summary");
            assertThat(overHttp).hasSize(2);
            assertThat(overHttp.get(0).path("letters").asLong()).isEqualTo(2);
            assertThat(OpenJson.of(summary).get(0).path("oldest"))
                    .isEqualTo(overHttp.get(0).path("oldest"));
        } finally {
            SecurityContextHolder.clearContext();
        }
        var described = ManagementFactory.getPlatformMBeanServer().getMBeanInfo(name);
        assertThat(described.getOperations()).allSatisfy(operation -> {
            assertThat(operation.getDescription()).contains(" ");
            assertThat(operation.getSignature()).allSatisfy(parameter -> {
                assertThat(parameter.getName()).doesNotStartWith("p");
                assertThat(parameter.getDescription()).contains(" ");
            });
        });
    }

    @Test
    void aReplayPressedTenTimesAtOnceSendsOnceAndIsKeptWithWhoAndWhy(CapturedOutput screen) throws Exception {
        deliver("a.csv", HEADER + row("b-1") + row("b-2") + row("b-3"));
        await().atMost(SOON).until(() -> get("dead-letters/list?code=7308").size() == 3);
        code = 1100;
        received.clear();
        JsonNode plan = command(screen, "replay", "plan", "--code", "7308");
        assertThat(plan).hasSize(1);
        assertThat(plan.get(0).path("letters").asLong()).isEqualTo(3);
        assertThat(plan.get(0).path("mapping").asText())
                .isEqualTo(plan.get(0).path("mappedBefore").asText());
        // how fast the account is, the courier notes every two seconds
        await().atMost(SOON).until(() -> command(screen, "replay", "plan", "--code", "7308")
                .get(0)
                .path("expectedSeconds")
                .isNumber());
        assertThat(received).isEmpty();

        var threads = Executors.newFixedThreadPool(10);
        List<Future<String>> presses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            presses.add(threads.submit(
                    () -> post("replay/run", "{\"code\": \"7308\", \"why\": \"the target knows them now\"}")));
        }
        List<String> answers = new ArrayList<>();
        for (Future<String> press : presses) {
            answers.add(press.get());
        }
        threads.shutdown();

        assertThat(answers).containsOnlyOnce("{\"result\":\"Replay 1 sends 3 dead letters. See: replay show 1.\"}");
        await("the replay")
                .atMost(SOON)
                .until(() -> get("replay/show?run=1").path("state").asText().equals("done"));
        assertThat(received).hasSize(3);
        assertThat(get("replay/show?run=1").path("accepted").asLong()).isEqualTo(3);
        assertThat(audit().faults()).isEmpty();
        assertThat(audit().deadOpen()).isZero();
        JsonNode trail = command(screen, "audit-trail");
        assertThat(trail)
                .hasSize(10)
                .allMatch(done -> done.path("who").asText().equals("otto")
                        && done.path("why").asText().equals("the target knows them now")
                        && done.path("operation").asText().equals("replay run")
                        && done.path("arguments").asText().equals("code 7308"));
        assertThat(trail.findValuesAsText("result")).containsOnlyOnce("replay 1 took 3 dead letters");

        // what is accepted is found by the receipt, by its customer, and in the file
        String receipt = "receipt-" + received.size();
        JsonNode found = command(screen, "trace", receipt);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("state").asText()).isEqualTo("accepted");
        assertThat(found.get(0).path("replays").get(0).path("outcome").asText()).isEqualTo("accepted");
        assertThat(found.get(0).path("tried").get(0).path("code").asText()).isEqualTo("7308");
        JsonNode byKey = command(screen, "trace", "b-2", "--customer", CUSTOMER);
        assertThat(byKey).hasSize(1);
        assertThat(byKey.get(0).path("row").asLong()).isEqualTo(3);
        assertThat(command(screen, "trace", "b-2", "--files")).isEqualTo(byKey);
        assertThat(execute("trace", "b-2")).isEqualTo(1);
        assertThat(screen.getErr()).contains("Nothing is known of b-2.").doesNotContain("Exit code");
        assertThat(execute("dead-letters", "show", "99-00000000")).isEqualTo(1);
        assertThat(screen.getErr()).contains("An accepted event is traced by its unique attribute");
    }

    @Test
    void aViewerChangesNothingAndSeesNoCustomer() throws Exception {
        deliver("a.csv", HEADER + row("b-1") + CUSTOMER + ",row\n");
        await().atMost(SOON).until(() -> get("dead-letters/summary").size() == 2);
        for (JsonNode letter : get("dead-letters/list")) {
            String id = letter.path("id").asText();
            HttpResponse<String> shown = http("vera", "GET", "dead-letters/show?id=" + id, "");
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.body()).doesNotContain(CUSTOMER).contains(id);
            assertThat(http("vera", "GET", "events/trace?what=" + id, "").body())
                    .doesNotContain(CUSTOMER)
                    .contains(id);
        }
        assertThat(http(
                                "vera",
                                "GET",
                                "dead-letters/show?id="
                                        + get("dead-letters/list?code=7308")
                                                .get(0)
                                                .path("id")
                                                .asText(),
                                "")
                        .body())
                .contains("Sea View", "\\\"customer_id\\\":\\\"***\\\"");
        for (String change : List.of(
                "dead-letters/discard",
                "dead-letters/export",
                "replay/run",
                "replay/stop",
                "accounts/pause",
                "accounts/resume",
                "accounts/probe",
                "feeds/stop",
                "feeds/start",
                "feeds/scan")) {
            HttpResponse<String> refused = http("vera", "POST", change, "{\"why\": \"x\"}");
            assertThat(refused.statusCode()).as(change).isEqualTo(403);
            assertThat(refused.body()).contains("This needs the role operator.");
            assertThat(http("otto", "GET", change, "").statusCode()).as(change).isEqualTo(400);
        }
        assertThat(get("audit/list")).isEmpty();
        assertThat(http("otto", "POST", "replay/run", "{\"why\": \"x\"}").body())
                .contains("Say which dead letters");
        assertThat(http("otto", "POST", "replay/run", "{\"code\": \"7308\"}").body())
                .contains("Say why");
        assertThat(http("otto", "POST", "dead-letters/discard", "{\"feed\": [\"bookings\"], \"why\": \"x\"}")
                        .body())
                .contains("The argument feed is one value");
        assertThat(http(
                                "otto",
                                "POST",
                                "dead-letters/discard",
                                "{\"ids\": [\"1-00000000\"], \"feed\": \"bookings\", \"why\": \"x\"}")
                        .body())
                .contains("No open dead letter fits");
        assertThat(http(
                                "otto",
                                "POST",
                                "replay/run",
                                "{\"code\": \"7308\", \"to\": \"+999999999-12-31\", \"why\": \"x\"}")
                        .body())
                .contains("The time to is written");
        assertThat(http("otto", "GET", "replay/plan?kode=7308", "").body())
                .contains("There is no argument [kode] here. There are [ids, code,");
        assertThat(http("otto", "GET", "events/trace?what=b-1&customer=1", "").statusCode())
                .isEqualTo(400);
        assertThat(http("otto", "GET", "dead-letters/none", "").statusCode()).isEqualTo(404);
    }

    @Test
    void theDeskListsItsOperationsAndSaysWhyItRefuses(CapturedOutput screen) throws Exception {
        JsonNode operations = get("");
        assertThat(operations).anySatisfy(operation -> {
            assertThat(operation.path("path").asText()).isEqualTo("/desk/feeds/stop");
            assertThat(operation.path("method").asText()).isEqualTo("POST");
            assertThat(operation.path("changes").asBoolean()).isTrue();
            assertThat(operation.path("arguments").findValuesAsText("name")).containsExactly("feed", "why");
        });
        assertThat(operations).anySatisfy(operation -> {
            assertThat(operation.path("path").asText()).isEqualTo("/desk/files/list");
            assertThat(operation.path("changes").asBoolean()).isFalse();
        });
        assertThat(JSON.readTree(http("vera", "GET", "", "").body())).isEqualTo(operations);
        problem(http("otto", "GET", "replay", ""), 404, "GET /desk lists the operations");
        problem(http("otto", "POST", "replay/run/now", "{}"), 404, "GET /desk lists the operations");
        problem(http("otto", "POST", "replay/rn", "{}"), 404, "There is no operation 'rn' of replay.");
        problem(http("otto", "POST", "replay/run", "{}", "text/plain"), 403, "Content-Type: application/json");
        assertThat(execute("accounts", "pause", "main")).isEqualTo(1);
        assertThat(screen.getErr()).contains("Add --why \"<reason>\": it is kept with who did it.");
    }

    @Test
    void aReasonIsOneLineThatEndsSomewhere(CapturedOutput screen) throws Exception {
        post(
                "accounts/pause",
                "{\"account\": \"main\", \"why\": \" night\\r\\nWARN forged\\u0085a\\u2028b\\u001b[0m \"}");
        assertThat(execute("feeds", "stop", "events", "--why", "wrong\nWARN forged"))
                .isZero();

        assertThat(get("audit/list").findValuesAsText("why"))
                .containsExactlyInAnyOrder("night WARN forged a b [0m", "wrong WARN forged");
        await().atMost(SOON).until(() -> screen.getAll().contains("stopped by otto: night WARN forged a b [0m"));
        assertThat(screen.getAll().lines()).noneMatch(line -> line.startsWith("WARN forged"));

        String most = "w".repeat(500);
        problem(
                http("otto", "POST", "feeds/start", "{\"feed\": \"events\", \"why\": \"" + most + "w\"}"),
                400,
                "Say why in at most 500 characters; these are 501.");
        assertThat(execute("feeds", "start", "events", "--why", most + "w")).isEqualTo(1);
        assertThat(screen.getErr()).contains("Say why in at most 500 characters; these are 501.");
        problem(http("otto", "POST", "feeds/start", "{\"feed\": \"events\", \"why\": \"\\u0007\"}"), 400, "Say why: ");
        assertThat(get("audit/list")).hasSize(2);
        post("feeds/start", "{\"feed\": \"events\", \"why\": \"" + most + "\"}");
    }

    @Test
    void aRecordIsShownInTheCharsetOfItsFile() throws Exception {
        deliver("a.csv", HEADER + row("b-1").replace("Sea View", "Caf\u00e9"), StandardCharsets.ISO_8859_1);
        courier.close();
        Path feed = temp.resolve("config/feeds/bookings/feed.yaml");
        Files.writeString(
                feed, Files.readString(feed).replaceAll("format: .*", "format: {type: csv, charset: windows-1252}"));
        startCourier();
        deliver("b.csv", HEADER + row("b-2").replace("Sea View", "\u20ac 5"), Charset.forName("windows-1252"));
        await().atMost(SOON).until(() -> get("dead-letters/list").size() == 2);

        assertThat(raw("malformed-record")).contains("Caf\u00e9");
        assertThat(raw("7308")).contains("\u20ac 5");
        await().atMost(SOON).until(() -> kept("malformed-record").contains("Caf\u00e9"));
        await().atMost(SOON).until(() -> kept("7308").contains("\u20ac 5"));
    }

    private String raw(String ofCode) throws IOException {
        JsonNode letters = get("dead-letters/list?code=" + ofCode);
        assertThat(letters).hasSize(1);
        return get("dead-letters/show?id=" + letters.get(0).path("id").asText())
                .path("raw")
                .asText();
    }

    /** What is in the files of the dead letters of a code. */
    private String kept(String ofCode) throws IOException {
        StringBuilder lines = new StringBuilder();
        try (Stream<Path> files = Files.list(temp.resolve("data/dead-letters").resolve(ofCode))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                lines.append(Files.readString(file));
            }
        }
        return lines.toString();
    }

    @Test
    void anEventIsTracedByItsUniqueAttributeWhateverIsInIt(CapturedOutput screen) throws Exception {
        List<String> references = List.of("q\"1", "b\\2", "t\t3", "line\nbreak", "\u00e9\ud83d\ude00");
        StringBuilder rows = new StringBuilder(HEADER);
        references.forEach(reference -> rows.append(row("\"" + reference.replace("\"", "\"\"") + "\"")));
        deliver("a.csv", rows.toString());
        await().atMost(SOON).until(() -> get("dead-letters/list").size() == references.size());
        for (String reference : references) {
            assertThat(get("events/trace?what=" + URLEncoder.encode(reference, StandardCharsets.UTF_8)))
                    .as(reference)
                    .hasSize(1);
        }

        code = 1100;
        deliver("b.csv", HEADER + row("\"b,4\""));

        assertThat(command(screen, "trace", "b,4", "--customer", CUSTOMER)).hasSize(1);
    }

    /** What trace says of a row of the first arrival: the same on the screen and over HTTP. */
    private JsonNode traced(CapturedOutput screen, String event) throws IOException {
        JsonNode found = command(screen, "trace", event);
        assertThat(found).isEqualTo(get("events/trace?what=" + event)).hasSize(1);
        return found.get(0);
    }

    private boolean isAccepted(String event) throws IOException {
        return get("events/trace?what=" + event).at("/0/state").asText().equals("accepted");
    }

    private static List<String> tried(JsonNode event) {
        List<String> tried = new ArrayList<>();
        event.path("tried")
                .forEach(one -> tried.add(one.path("posts").asInt()
                        + " " + one.path("http").asText()
                        + " " + one.path("code").asText()
                        + " " + one.path("reason").asText()));
        return tried;
    }

    @Test
    void anAcceptedEventShowsEachAnswerBeforeItsYes(CapturedOutput screen) throws Exception {
        code = 1100;
        statuses.add(500);
        deliver("quick.csv", HEADER + row("b-1"));

        JsonNode quick = traced(screen, "1:2");
        assertThat(quick.path("state").asText()).isEqualTo("accepted");
        assertThat(quick.path("attempts").asInt()).isEqualTo(2);
        assertThat(tried(quick)).containsExactly("1 500 http-500 HTTP 500: the target is in trouble");
        assertThat(Instant.parse(quick.at("/tried/0/at").asText()))
                .isBetween(
                        Instant.now().minus(SOON),
                        Instant.parse(quick.path("at").asText()));
        assertThat(http("vera", "GET", "events/trace?what=1:2", "").body())
                .contains("http-500")
                .doesNotContain("in trouble", CUSTOMER);

        statuses.addAll(List.of(503, 502, 500));
        deliver("waits.csv", HEADER + row("b-2"));
        await().atMost(SOON).until(() -> isAccepted("2:2"));

        JsonNode waited = traced(screen, "2:2");
        assertThat(waited.path("attempts").asInt()).isEqualTo(4);
        assertThat(tried(waited))
                .containsExactly(
                        "1 503 http-503 HTTP 503: the target is in trouble",
                        "1 502 http-502 HTTP 502: the target is in trouble",
                        "1 500 http-500 HTTP 500: the target is in trouble");
        assertThat(waited.path("tried").findValuesAsText("at")).isSorted();
        assertThat(audit().faults()).isEmpty();
        assertThat(traced(screen, "1:2")).isEqualTo(quick);
    }

    @Test
    void aDeadEventShowsEachAnswer(CapturedOutput screen) throws Exception {
        statuses.addAll(List.of(503, 502, 500));
        deliver("dead.csv", HEADER + row("b-1"));
        await().atMost(SOON).until(() -> get("dead-letters/list?code=7308").size() == 1);

        JsonNode dead = traced(screen, "1:2");
        assertThat(dead.path("attempts").asInt()).isEqualTo(4);
        assertThat(dead.path("tried").findValuesAsText("code"))
                .containsExactly("http-503", "http-502", "http-500", "7308");
        assertThat(dead.path("tried").findValuesAsText("posts")).containsOnly("1");
        JsonNode letter =
                command(screen, "dead-letters", "show", dead.path("letter").asText());
        assertThat(letter.path("history")).isEqualTo(dead.path("tried"));
        Path handedOnTo = temp.resolve("data/dead-letters/7308");
        await().atMost(SOON)
                .until(() -> Files.isDirectory(handedOnTo) && !kept("7308").isEmpty());
        JsonNode handedOn = JSON.readTree(kept("7308"));
        assertThat(handedOn.path("history")).hasSize(2);
        assertThat(handedOn.at("/history/1/before/0/code").asText()).isEqualTo("http-500");
    }

    @Test
    void whatWasAnsweredBeforeAWaitAtAShutGateOutlivesARestart(CapturedOutput screen) throws Exception {
        code = 1100;
        statuses.addAll(List.of(503, 401));
        statuses.addAll(Collections.nCopies(1000, 401));
        drop("a.csv", HEADER + row("b-1"));
        await().atMost(SOON).until(() -> received.size() >= 3);
        courier.close();
        int refused = received.size() - 1;
        statuses.clear();
        startCourier();
        await().atMost(SOON).until(() -> isAccepted("1:2"));

        JsonNode event = traced(screen, "1:2");
        assertThat(event.path("attempts").asInt()).isEqualTo(refused + 2);
        assertThat(event.path("tried").findValuesAsText("code"))
                .hasSize(refused + 1)
                .startsWith("http-503", "http-401", "http-401")
                .doesNotContain("stopped");
        assertThat(event.path("tried").findValuesAsText("posts")).containsOnly("1");
    }

    @Test
    void aReplayThatIsStoppedSaysWhatIsCertainOfIt() throws Exception {
        deliver("a.csv", HEADER + row("b-1") + row("b-2") + row("b-3"));
        await().atMost(SOON).until(() -> get("dead-letters/list?code=7308").size() == 3);
        post("accounts/pause", "{\"account\": \"main\", \"why\": \"x\"}");
        post("replay/run", "{\"code\": \"7308\", \"why\": \"x\"}");

        assertThat(post("replay/stop", "{\"run\": 1, \"why\": \"x\"}"))
                .containsPattern("Replay 1 is stopped\\. At least \\d dead letters? (is|are) not sent; those that are"
                        + " being sent end first\\. See: replay show 1\\.");
        assertThat(get("audit/list").get(0).path("result").asText())
                .matches("at least \\d dead letters of replay 1 were not sent");
    }

    @Test
    void theLogSaysWhoStoppedAFeedAndAnAccountAndThatTheyGoOn(CapturedOutput screen) {
        String me = System.getProperty("user.name");
        assertThat(execute("feeds", "stop", "events", "--why", "wrong files")).isZero();
        assertThat(execute("feeds", "start", "events", "--why", "cleaned up")).isZero();
        post("accounts/pause", "{\"account\": \"main\", \"why\": \"night\"}");
        post("accounts/resume", "{\"account\": \"main\", \"why\": \"day\"}");

        assertThat(screen.getAll().split("Feed events is stopped by " + me + ": wrong files\\.", -1))
                .hasSize(2);
        assertThat(screen.getAll().split("Feed events is read again, started by " + me + ": cleaned up\\.", -1))
                .hasSize(2);
        assertThat(screen.getAll()).contains("Account main delivers again, stopped since ");
    }

    @Test
    void argumentsThatMayBeMeantOtherwiseAreRefused() throws Exception {
        deliver("a.csv", HEADER + row("b-1") + "short,row\n");
        await().atMost(SOON).until(() -> get("dead-letters/list").size() == 2);

        String all = "{\"feed\": \"bookings\", \"why\": \"x\"}";
        problem(http("otto", "POST", "dead-letters/discard?code=7308", all), 400, "none in its address");
        for (String body : List.of(all + " {\"code\": \"7308\"}", all.replace("{", "{\"feed\": \"events\", "))) {
            problem(
                    http("otto", "POST", "dead-letters/discard", body),
                    400,
                    "with each name once and nothing after it");
        }
        problem(http("otto", "GET", "dead-letters/list?code=7308&code=7309", ""), 400, "code is there 2 times");
        byte[] tooLong = ("{\"why\": \"" + "x".repeat(1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
        problem(
                http(
                        "otto",
                        "POST",
                        "replay/run",
                        HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong)),
                        "application/json"),
                400,
                "The arguments are longer than 1048576 bytes.");

        assertThat(get("dead-letters/list")).hasSize(2);
        assertThat(get("audit/list")).isEmpty();
    }

    private static void problem(HttpResponse<String> answer, int status, String sentence) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains(sentence);
    }

    @Test
    void aMappingThatWasChangedSinceTheStartIsSaidToTheOneWhoReplays(CapturedOutput screen) throws Exception {
        deliver("a.csv", HEADER + row("b-1"));
        await().atMost(SOON).until(() -> get("dead-letters/list?code=7308").size() == 1);
        Path mapping = temp.resolve("config/feeds/bookings/be_reserved.jslt");
        Files.writeString(mapping, Files.readString(mapping) + "// mended\n");

        assertThat(execute("replay", "plan", "--code", "7308")).isZero();
        assertThat(screen.getErr()).contains("The mapping of feed bookings on disk is newer than the one in use");
        assertThat(execute("replay", "run", "--code", "7308", "--why", "mended"))
                .isZero();
        assertThat(said(screen))
                .startsWith(
                        "Replay 1 sends 1 dead letter. See: replay show 1. The mapping of feed bookings on disk is");
    }

    @Test
    void deadLettersAreMendedOrDiscarded(CapturedOutput screen) throws Exception {
        deliver("a.csv", HEADER + row("b-1") + row("b-2").replace(",30,", ",thirty,") + row("b-3"));
        await().atMost(SOON).until(() -> get("dead-letters/list").size() == 3);
        code = 1100;
        Path mended = temp.resolve("mended");
        assertThat(execute("dead-letters", "export", mended.toString(), "--code", "attribute-type"))
                .isZero();
        String rows = Files.readString(mended.resolve("bookings.rejected.csv"));
        assertThat(execute("dead-letters", "export", mended.toString(), "--code", "attribute-type"))
                .isEqualTo(1);
        assertThat(screen.getErr())
                .contains("Nothing was exported. " + mended.resolve("bookings.rejected.csv")
                        + " cannot be written: there is a file of this name. Name another folder, or mend that.");
        assertThat(rows.lines())
                .hasSize(2)
                .first()
                .isEqualTo(HEADER.strip() + ",courier_id,courier_row,courier_code,courier_reason,courier_raw");
        deliver("mended.csv", rows.replace(",thirty,", ",30,"));

        assertThat(get("dead-letters/list?state=superseded")).hasSize(1);
        assertThat(execute("dead-letters", "discard", "--code", "7308", "--why", "test customers"))
                .isZero();
        assertThat(said(screen)).isEqualTo("2 dead letters were discarded.");
        assertThat(execute("dead-letters", "summary")).isZero();
        assertThat(said(screen)).isEqualTo("None.");
        assertThat(audit().faults()).isEmpty();
        assertThat(audit().dead().toString()).isEqualTo("{7308=2, attribute-type=1}");
        assertThat(get("audit/list").get(0).path("who").asText()).isEqualTo(System.getProperty("user.name"));
        String inTheCourier = post("dead-letters/export", "{\"feed\": \"bookings\", \"why\": \"x\"}");
        assertThat(inTheCourier).isEqualTo("[]");
    }

    @Test
    void eventsWithoutANameAreSummedUpWithThoseWhoseNameIsEmpty(CapturedOutput screen) throws Exception {
        Path inbox = temp.resolve("data/inbox/events");
        Path unfinished = Files.writeString(
                inbox.resolve(".e.ndjson"),
                "{\"event_name\":\"\",\"external_event_id\":\"e-1\"}\n{\"external_event_id\":\"e-2\"}\n");
        Files.move(unfinished, inbox.resolve("e.ndjson"), StandardCopyOption.ATOMIC_MOVE);
        await().atMost(SOON).until(() -> get("dead-letters/list").size() == 2);

        JsonNode summary = command(screen, "dead-letters", "summary");

        assertThat(summary).hasSize(1);
        assertThat(summary.get(0).path("event").asText("none")).isEmpty();
        assertThat(summary.get(0).path("letters").asLong()).isEqualTo(2);
    }

    @Test
    void whatWaitsInTheLedgerIsCountedWithWhatWaits(CapturedOutput screen) throws Exception {
        code = 7301;
        drop("a.csv", HEADER + row("b-1"));
        await().atMost(SOON)
                .until(() -> get("accounts/list").get(0).path("waiting").asInt() == 1);
        assertThat(get("accounts/list").get(0).path("retries").asInt()).isOne();
        Account main = courier.getBean(Accounts.class).get("main");
        assertThat(main.gate().status().waiting()).isZero();
        assertThat(new AccountHealth(main).health().getDetails()).containsEntry("waiting", 1L);
        assertThat(execute("accounts", "pause", "main", "--why", "x")).isZero();
        assertThat(execute("status")).isZero();
        assertThat(screen.getOut()).containsPattern("Account main: stopped since .* \\(1 waiting\\)");

        courier.close();
        startCourier();
        assertThat(screen.getOut())
                .containsPattern(
                        "Account main is stopped since \\S+: stopped by .*: x\\. Its events wait, 1 of them in the ledger so far");
    }

    @Test
    void whatIsStoppedStaysStoppedOverARestart(CapturedOutput screen) throws Exception {
        code = 1100;
        assertThat(execute("accounts", "pause", "main", "--why", "their night of maintenance"))
                .isZero();
        assertThat(said(screen)).isEqualTo("Account main is stopped. Its events wait until it is resumed.");
        assertThat(execute("feeds", "stop", "events", "--why", "wrong files")).isZero();
        drop("a.csv", HEADER + row("b-1"));
        await().atMost(SOON)
                .until(() -> get("accounts/list").get(0).path("waiting").asInt() == 1);
        courier.close();
        assertThat(screen.getAll()).doesNotContain("previously thrown exception");
        assertThat(execute("status")).isZero();
        assertThat(screen.getOut())
                .containsPattern(
                        "Feed events: stopped since 20\\S+ by " + System.getProperty("user.name") + ": wrong files");
        assertThat(command(screen, "status").path("stopped").findValuesAsText("feed"))
                .containsExactly("events");
        assertThat(audit().pending()).isOne();
        assertThat(execute("accounts", "resume", "main", "--why", "x")).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("No courier runs on the data folder " + temp.resolve("data")
                        + ", so there is nobody to do this.");

        startCourier();
        assertThat(screen.getOut()).containsPattern("Feed events is stopped since 20\\S+ by .*: wrong files\\.");
        Files.writeString(temp.resolve("data/inbox/events/e.ndjson"), "{}\n");
        await().atMost(SOON)
                .until(() -> get("accounts/list").get(0).path("waiting").asInt() == 1);
        JsonNode account = get("accounts/list").get(0);
        assertThat(account.path("state").asText()).isEqualTo("stopped");
        assertThat(account.path("reason").asText())
                .isEqualTo("stopped by " + System.getProperty("user.name") + ": their night of maintenance");
        assertThat(get("feeds/list").findValuesAsText("state")).containsExactly("reading", "stopped");
        assertThat(received).isEmpty();

        assertThat(execute("accounts", "resume", "main", "--why", "they are back"))
                .isZero();
        await().atMost(SOON).until(() -> Files.exists(temp.resolve("data/inbox/bookings/.done/a.csv")));
        assertThat(received).hasSize(1);
        assertThat(temp.resolve("data/inbox/events/e.ndjson")).exists();
        assertThat(execute("feeds", "start", "events", "--why", "cleaned up")).isZero();
        await().atMost(SOON).until(() -> Files.exists(temp.resolve("data/inbox/events/.done/e.ndjson")));
        assertThat(execute("accounts", "resume", "main", "--why", "x")).isEqualTo(1);
        assertThat(screen.getErr()).contains("Account main was not stopped by a person; it is open.");
        assertThat(execute("feeds", "scan", "nosuch", "--why", "x")).isEqualTo(1);
        assertThat(screen.getErr()).contains("There is no feed 'nosuch'. The feeds are [bookings, events].");
        assertThat(execute("feeds", "scan", "events", "--why", "x")).isZero();
        assertThat(said(screen)).isEqualTo("The source of feed events is looked at now.");
    }
}
