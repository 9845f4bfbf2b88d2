package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class CommandsTest {

    private static final String ROWS = "booking_ref,mobile,age,hotel,nights,booked_at\n"
            + "b-1,919812345678,30,Sea View,2,01/11/2026 10:00:00\n"
            + "b-2,919812345678,old,Sea View,2,01/11/2026 10:00:00\n"
            + "b-3,12,30,Sea View,2,01/11/2026 10:00:00\n";

    @TempDir
    Path temp;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer target;
    private WorkingFolder folder;

    @BeforeEach
    void prepare() throws IOException {
        folder = new WorkingFolder(temp);
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] answer = "{\"status\":{\"code\":1100}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        target.start();
    }

    @AfterEach
    void stop() {
        target.stop(0);
    }

    private String url(String path) {
        return "--courier.accounts.main.url=http://127.0.0.1:"
                + target.getAddress().getPort() + path;
    }

    private int execute(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(folder.settings());
        return CourierCommand.execute(arguments.toArray(String[]::new));
    }

    private static JsonNode json(CapturedOutput screen) throws IOException {
        return new ObjectMapper()
                .readTree(screen.getOut()
                        .lines()
                        .filter(line -> line.startsWith("{"))
                        .reduce((first, last) -> last)
                        .orElseThrow());
    }

    @Test
    void theShippedTreePassesTheCheck(CapturedOutput screen) {
        assertThat(execute("check")).isZero();
        assertThat(screen.getOut())
                .containsPattern("Everything in config and routes is in order; \\d\\d mapping cases passed.");
    }

    @Test
    void theEventTypesThatAChangedFileSendsAgainAreNamedOnce(CapturedOutput screen) throws IOException {
        assertThat(execute("check")).isZero();
        assertThat(screen.getOut().lines().filter(line -> line.contains("AppInstalled")))
                .singleElement()
                .asString()
                .startsWith(
                        "Warning: Feeds app, events take every event type, also those that mark no attribute as unique,"
                                + " of which a changed file is sent again in full: AppInstalled, ")
                .endsWith(", ProductViewed.")
                .doesNotContain("be_reserved");
        String event = "{\"event_name\":\"ProductViewed\",\"customer\":\"9990000301\",\"productSku\":\"SKU-101\","
                + "\"productBrand\":\"Madeup\",\"productCategory\":\"Travel\",\"productPrice\":50.5,\"productName\":\"Bag\"}\n";
        Path file = Files.writeString(temp.resolve("viewed.ndjson"), event);

        assertThat(execute("preview", "events", file.toString())).isZero();
        assertThat(screen.getOut())
                .contains("    ProductViewed ")
                .contains("  ProductViewed marks no attribute as unique: a changed file is sent again in full.");
        assertThat(execute("preview", "events", file.toString(), "--json")).isZero();
        assertThat(json(screen).path("withoutUnique")).isEqualTo(new ObjectMapper().readTree("[\"ProductViewed\"]"));
        Path rows = Files.writeString(temp.resolve("rows.csv"), ROWS);
        assertThat(execute("preview", "bookings", rows.toString(), "--json")).isZero();
        assertThat(json(screen).path("withoutUnique")).isEmpty();
    }

    @Test
    void aFailingMappingCaseFailsTheCheck(CapturedOutput screen) throws IOException {
        Path expected = temp.resolve("config/feeds/bookings/cases/good.out.json");
        Files.writeString(
                expected,
                Files.readString(expected)
                        .replaceFirst("\"hotel_name\"\\s*:\\s*\"[^\"]*\"", "\"hotel_name\": \"Elsewhere\""));

        assertThat(execute("check")).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("Mapping case good of feed bookings fails: ")
                .contains("1 fault.");
    }

    @Test
    void aVariableThatNothingDefinesFailsTheCheckAndAMappingWithoutCasesIsNoted(CapturedOutput screen)
            throws IOException {
        Path mapping = temp.resolve("config/feeds/bookings/be_reserved.jslt");
        String shipped = Files.readString(mapping);
        Files.writeString(
                mapping,
                "def f(x)\n  let y = $x\n  $y\nlet all = .\n{\"a\": [for (.b) let c = . $c], \"d\": f($all),\n"
                        + "  \"e\": if (.no) $root.e else 1}\n");
        assertThat(execute("check")).isEqualTo(1);
        assertThat(screen.getErr())
                .contains(mapping + ":6:17: There is no variable 'root': define it above with \"let root = ...\"");

        Files.writeString(mapping, shipped);
        Files.move(temp.resolve("config/feeds/bookings/cases"), temp.resolve("config/feeds/bookings/no-cases"));
        assertThat(execute("check")).isZero();
        assertThat(screen.getOut())
                .contains("Note: feed bookings has a mapping and no case that shows what it makes of a record;");
    }

    @Test
    void anArchiveIsNotJudgedAsAFile(CapturedOutput screen) throws IOException {
        Path archive = temp.resolve("bookings.csv.gz");
        Files.write(archive, new byte[] {0x1F, (byte) 0x8B, 8, 0});

        assertThat(execute("preview", "bookings", archive.toString())).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("is an archive, which the inbox unpacks")
                .doesNotContain("refused");
    }

    @Test
    void anOptionThatIsGivenTwiceIsNotJoined(CapturedOutput screen) {
        assertThat(execute("status", "--courier.log.format=text", "--courier.log.format=ecs"))
                .isEqualTo(2);
        assertThat(screen.getErr()).contains("The option --courier.log.format is given twice.");
    }

    @Test
    void eachFaultOfTheFeedsCounts(CapturedOutput screen) throws IOException {
        for (String feed : List.of("bookings", "events")) {
            Path settings = temp.resolve("config/feeds/" + feed + "/feed.yaml");
            Files.writeString(settings, Files.readString(settings) + "colour: red\n");
        }
        assertThat(execute("check")).isEqualTo(1);
        assertThat(screen.getErr()).contains("2 faults.").doesNotContain("1 fault.");
    }

    @Test
    void everyKindOfFaultIsTogetherInOneCheck(CapturedOutput screen) throws IOException {
        Files.delete(temp.resolve("routes/feeds/events.camel.yaml"));
        Path route = temp.resolve("routes/upkeep/log-progress.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("id: log-progress\n", "id: log-progres\n"));

        assertThat(execute("check", "--courier.accounts.main.in-flight=0", url("/x")))
                .isEqualTo(1);
        assertThat(screen.getErr())
                .contains("courier.accounts.main.in-flight must be 1 to 1024, it is 0")
                .contains("Feed events has no route")
                .contains("routes/upkeep/log-progress.camel.yaml:1: The id is 'log-progres'");
    }

    @Test
    void theCheckHoldsAccountsAndPortsAgainstEachOtherWithTheSandboxToo(CapturedOutput screen) throws IOException {
        Path feed = temp.resolve("config/feeds/bookings/feed.yaml");
        Files.writeString(feed, Files.readString(feed).replace("account: main", "account: mian"));

        assertThat(execute("check", "--courier.management.port=8480")).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("Feed bookings: there is no account mian; the accounts are [main].")
                .contains("courier.management.port and courier.sandbox.port are both 8480")
                .contains("2 faults.");
    }

    @Test
    void aFolderThatIsMissingOrAFileIsOneSentence(CapturedOutput screen) throws IOException {
        assertThat(CourierCommand.execute("check", "--courier.config=no-such-folder"))
                .isEqualTo(1);
        assertThat(screen.getErr().lines())
                .containsExactly(
                        "There is no folder no-such-folder in " + Path.of("").toAbsolutePath()
                                + ": run this where config/ and routes/ are, or say --courier.config=<folder>.");

        Files.writeString(temp.resolve("data"), "");
        assertThat(execute("run", "--until-idle", url("/x"))).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("The folder " + temp.resolve("data") + " cannot be created: there is a file of this name.");
    }

    @Test
    void theFirstRecordsOfAFileGoToTheSandboxWithoutTheSamples(CapturedOutput screen) throws IOException {
        Path file = Files.writeString(temp.resolve("rows.csv"), ROWS);
        assertThat(execute(
                        "run",
                        "--only",
                        "1",
                        "bookings",
                        file.toString(),
                        "--courier.management.enabled=false",
                        "--courier.sandbox.port=" + freePort(),
                        "--courier.sandbox.samples=" + Path.of("samples").toAbsolutePath()))
                .isZero();
        assertThat(screen.getOut()).contains("rows.csv for feed bookings").doesNotContain("sample files");
        assertThat(temp.resolve("data/sandbox/inbox/bookings")).isEmptyDirectory();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    @Test
    void theSettingsOfTheNamedConfigFolderCount(CapturedOutput screen) throws IOException {
        Path settings = temp.resolve("config/application.yaml");
        Files.writeString(
                settings, "courier:\n  accounts:\n    main:\n      in-flight: 0\n      url: http://localhost/x\n");
        assertThat(execute("check")).isEqualTo(1);
        assertThat(screen.getErr()).contains("courier.accounts.main.in-flight must be 1 to 1024, it is 0");

        Files.writeString(settings, "courier:\n  acounts:\n    main:\n      in-flight: 2\n");
        assertThat(execute("run", "--until-idle")).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("There is no setting courier.acounts.main.in-flight (")
                .contains("application.yaml")
                .contains("4:18");
    }

    @Test
    void aPreviewCountsAndWritesNothing(CapturedOutput screen) throws IOException {
        Path file = Files.writeString(temp.resolve("rows.csv"), ROWS);

        assertThat(execute("preview", "bookings", file.toString())).isZero();
        assertThat(screen.getOut())
                .contains("rows.csv for feed bookings: 3 records")
                .contains("would be sent       1")
                .contains("refused attribute-type 1")
                .contains("refused 7308")
                .contains("  row 3: attribute-type ")
                .contains("  row 4: 7308 ")
                .endsWith("Nothing was sent or written." + System.lineSeparator());
        assertThat(temp.resolve("data")).doesNotExist();
        assertThat(requests).hasValue(0);
    }

    @Test
    void aPreviewCountsWhatIsTooOldByNowAsRefused(CapturedOutput screen) throws IOException {
        Path definition = temp.resolve("config/events/be_reserved.yaml");
        Files.writeString(definition, Files.readString(definition).replace("label:", "max-age: 2d\nlabel:"));
        Path file = Files.writeString(
                temp.resolve("rows.csv"),
                ROWS.replace("01/11/2026", "01/11/2001").replace("b-1,", "b-0,"));

        assertThat(execute("preview", "bookings", file.toString())).isZero();
        assertThat(screen.getOut())
                .contains("would be sent       0", "refused stale", "refused attribute-type 1", "refused 7308")
                .contains("  row 2: stale the event is ");
    }

    @Test
    void aPreviewAsJsonHasTheSameCounts(CapturedOutput screen) throws IOException {
        Path file = Files.writeString(temp.resolve("rows.csv"), ROWS);

        assertThat(execute("preview", "bookings", file.toString(), "--json")).isZero();
        JsonNode preview = json(screen);
        assertThat(preview.path("records").asLong()).isEqualTo(3);
        assertThat(preview.path("valid").asLong()).isOne();
        assertThat(preview.path("refused").path("7308").asLong()).isOne();
    }

    @Test
    void aPreviewOfAnUnknownFeedNamesTheFeeds(CapturedOutput screen) {
        assertThat(execute("preview", "bookngs", "x.csv")).isEqualTo(1);
        assertThat(screen.getErr().lines())
                .containsExactly("There is no feed bookngs. The feeds are [bookings, events].");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "audit",
                "ledger verify",
                "ledger backup copy.db",
                "ledger compact",
                "feeds list",
                "files list",
                "audit-trail",
                "trace b-1",
                "accounts pause main --why trial",
                "dead-letters discard --code 7308 --why trial",
                "replay run --code 7308 --why trial"
            })
    void aCommandWithAMisspeltSettingDoesNothing(String command, CapturedOutput screen) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add("--courier.dta=nowhere");
        words.add("--courier.accounts.main.auth.tokn=secret");

        assertThat(execute(words.toArray(String[]::new))).isEqualTo(2);
        assertThat(screen.getOut()).isEmpty();
        assertThat(screen.getErr().lines())
                .containsExactly(
                        "There is no setting --courier.dta. Is it misspelt? Nothing was done.",
                        "There is no setting --courier.accounts.main.auth.tokn. Is it misspelt? Nothing was done.");
    }

    @Test
    void aCommandTakesEachSettingThatIsDocumented(CapturedOutput screen) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("status", "--courier.accounts[main].inFlight=2", "--courier.sftp.orders.folders[0]=out"));
        Pattern.compile("(?m)^\\| `(courier\\.[a-z0-9.<>-]+)`")
                .matcher(Files.readString(Path.of("config/README.md")))
                .results()
                .map(key -> key.group(1).replace("<name>", "orders"))
                .filter(key -> !key.matches("courier\\.(data|config|routes)"))
                .forEach(key -> words.add("--" + key + "=1"));
        assertThat(words).hasSizeGreaterThan(90);

        assertThat(execute(words.toArray(String[]::new))).isEqualTo(1);
        assertThat(screen.getErr()).startsWith("There is no ledger at ").hasLineCount(1);
    }

    @Test
    void aReadingCommandWithoutALedgerSaysSo(CapturedOutput screen) {
        for (String command : List.of("status", "audit")) {
            assertThat(execute(command)).isEqualTo(1);
        }
        assertThat(screen.getErr().lines())
                .hasSize(2)
                .allMatch(line -> line.equals("There is no ledger at " + temp.resolve("data/ledger.db")
                        + ": nothing has run on this data folder yet."));
        assertThat(temp.resolve("data")).doesNotExist();
    }

    @Test
    void statusAndAuditAnswerWhileTheCourierRunsAndASecondOneIsRefused(CapturedOutput screen) throws IOException {
        List<String> settings = new ArrayList<>(folder.settings());
        settings.add(url("/x"));
        try (ConfigurableApplicationContext running = CourierStart.start(settings.toArray(String[]::new))) {
            assertThat(running.isRunning()).isTrue();
            Files.writeString(temp.resolve("data/inbox/bookings/rows.csv"), ROWS);
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> Files.exists(temp.resolve("data/inbox/bookings/.done/rows.csv")));

            assertThat(execute("audit", "--json", "--deep")).isZero();
            JsonNode audit = json(screen);
            assertThat(audit.path("read").asLong()).isEqualTo(3);
            assertThat(audit.path("accepted").asLong()).isOne();
            assertThat(audit.path("dead").toString()).isEqualTo("{\"7308\":1,\"attribute-type\":1}");
            assertThat(audit.path("dead_open").asLong()).isEqualTo(2);
            assertThat(audit.path("balanced").asBoolean()).isTrue();

            assertThat(execute("audit", "--duplicates")).isZero();
            assertThat(screen.getOut()).endsWith("none to list." + System.lineSeparator());

            assertThat(execute("status", "--json")).isZero();
            JsonNode status = json(screen);
            assertThat(status.path("running").asBoolean()).isTrue();
            assertThat(status.path("totals").path("accepted").asLong()).isOne();
            assertThat(status.path("latest").path(0).path("file").asText()).isEqualTo("rows.csv");
            assertThat(execute("status")).isZero();
            assertThat(screen.getOut())
                    .contains(", running as process " + ProcessHandle.current().pid());

            assertThat(execute("run", "--until-idle", url("/x"))).isEqualTo(1);
            assertThat(screen.getErr())
                    .contains("The data folder " + temp.resolve("data") + " is in use by process "
                            + ProcessHandle.current().pid() + ", started ")
                    .contains(". Stop that one first, or start with --courier.data=<another folder>.");
        }
        anotherTargetNeedsAWord(screen);
    }

    private void anotherTargetNeedsAWord(CapturedOutput screen) {
        int before = requests.get();
        assertThat(execute("run", "--until-idle", url("/another"))).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("The URL of account main is not the one that this data folder was used with.")
                .doesNotContain("Exception");
        assertThat(screen.getOut()).doesNotContain("TomcatStarter", "memory leak");
        assertThat(execute("run", "--until-idle", url("/another"), "--courier.accounts.main.target-change=same-target"))
                .isZero();
        assertThat(execute("run", "--until-idle", url("/another"))).isZero();
        assertThat(execute("run", "--until-idle", url("/third"), "--courier.accounts.main.target-change=new-target"))
                .isZero();
        assertThat(requests).hasValue(before);
    }

    @Test
    void helpNamesEveryCommand(CapturedOutput screen) {
        assertThat(CourierCommand.execute("--help")).isZero();
        assertThat(screen.getOut()).contains("run ", "check ", "preview ", "status ", "audit ");
        assertThat(CourierCommand.execute("--version")).isZero();
        assertThat(screen.getOut()).contains("Event Courier ");
    }
}
