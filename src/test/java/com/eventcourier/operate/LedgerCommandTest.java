package com.eventcourier.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The ledger is verified, backed up, exported and compacted, beside a running courier where that may be. */
@ExtendWith(OutputCaptureExtension.class)
class LedgerCommandTest {

    private static final String ROWS = "booking_ref,mobile,age,hotel,nights,booked_at\n"
            + "b-1,919812345678,30,Sea View,2,01/11/2026 10:00:00\n"
            + "b-2,919812345678,old,Sea View,2,01/11/2026 10:00:00\n"
            + "b-3,12,30,Sea View,2,01/11/2026 10:00:00\n";

    @TempDir
    Path temp;

    private HttpServer target;
    private WorkingFolder folder;

    @BeforeEach
    void prepare() throws IOException {
        folder = new WorkingFolder(temp);
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> {
            byte[] answer = "{\"status\":{\"code\":1100}}".getBytes(UTF_8);
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

    private ConfigurableApplicationContext courierWithOutcomes() throws IOException {
        List<String> settings = new ArrayList<>(folder.settings());
        settings.add("--courier.accounts.main.url=http://127.0.0.1:"
                + target.getAddress().getPort() + "/x");
        ConfigurableApplicationContext running = CourierStart.start(settings.toArray(String[]::new));
        Files.writeString(temp.resolve("data/inbox/bookings/rows.csv"), ROWS);
        await().atMost(Duration.ofSeconds(40))
                .until(() -> Files.exists(temp.resolve("data/inbox/bookings/.done/rows.csv")));
        return running;
    }

    private int ledger(String... words) {
        List<String> arguments = new ArrayList<>(List.of("ledger"));
        arguments.addAll(List.of(words));
        arguments.add("--courier.data=" + temp.resolve("data"));
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

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    @Test
    void allButCompactingIsDoneBesideARunningCourier(CapturedOutput screen) throws IOException {
        try (ConfigurableApplicationContext running = courierWithOutcomes()) {
            assertThat(running.isRunning()).isTrue();
            isVerified(screen);
            isBackedUp(screen);
            isExported(screen);
            isNotCompacted(screen);
        }
        isCompacted(screen);
        damageIsFound(screen);
    }

    private void isVerified(CapturedOutput screen) throws IOException {
        assertThat(ledger("verify", "--json")).isZero();
        assertThat(json(screen).path("sound").asBoolean()).isTrue();
        assertThat(json(screen).path("events").asLong()).isEqualTo(3);
        assertThat(ledger("verify")).isZero();
        assertThat(screen.getOut()).contains(" bytes, 1 arrivals, 3 events: in order.");
    }

    private void isBackedUp(CapturedOutput screen) throws IOException {
        Path restored = Files.createDirectory(temp.resolve("restored"));
        Path backup = restored.resolve("ledger.db");
        assertThat(ledger("backup", backup.toString(), "--json")).isZero();
        assertThat(json(screen).path("bytes").asLong()).isEqualTo(Files.size(backup));
        assertThat(json(screen).path("arrivals").asLong()).isOne();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        assertThat(restored.toFile().list()).containsExactly("ledger.db");

        byte[] before = Files.readAllBytes(backup);
        assertThat(ledger("backup", backup.toString())).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("There is a file " + backup + " already. It was left as it is; name another one.");
        assertThat(Files.readAllBytes(backup)).isEqualTo(before);

        assertThat(CourierCommand.execute("audit", "--deep", "--json", "--courier.data=" + restored))
                .isZero();
        assertThat(json(screen).path("balanced").asBoolean()).isTrue();
        assertThat(json(screen).path("read").asLong()).isEqualTo(3);
    }

    private void isExported(CapturedOutput screen) throws IOException {
        Path plain = temp.resolve("plain");
        assertThat(ledger("export", plain.toString(), "--json")).isZero();
        assertThat(json(screen).path("outcomes").asLong()).isEqualTo(3);
        JsonNode arrival = lines(plain.resolve("arrivals.ndjson")).get(0);
        assertThat(arrival.path("file").asText()).isEqualTo("rows.csv");
        assertThat(arrival.path("accepted").asLong()).isOne();
        assertThat(arrival.path("dead").asLong()).isEqualTo(2);
        assertThat(lines(plain.resolve("outcomes.ndjson")))
                .extracting(line ->
                        line.path("position").asInt() + line.path("state").asText())
                .containsExactly("2accepted", "3dead", "4dead");
        assertThat(lines(plain.resolve("dead-letters.ndjson")))
                .extracting(line -> line.path("code").asText())
                .containsExactlyInAnyOrder("attribute-type", "7308");
        assertThat(Files.readString(plain.resolve("dead-letters.ndjson")))
                .doesNotContain("919812345678")
                .doesNotContain("\"raw\"");

        Path full = temp.resolve("full");
        assertThat(ledger("export", full.toString(), "--payloads")).isZero();
        assertThat(lines(full.resolve("dead-letters.ndjson")))
                .extracting(line -> line.path("raw").asText())
                .anyMatch(raw -> raw.startsWith("b-2,919812345678,old"));

        assertThat(ledger("export", plain.toString())).isEqualTo(1);
        assertThat(screen.getErr()).contains("There is a file " + plain.resolve("arrivals.ndjson") + " already.");
    }

    private void isNotCompacted(CapturedOutput screen) {
        assertThat(ledger("compact")).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("The data folder " + temp.resolve("data") + " is in use by process "
                        + ProcessHandle.current().pid() + ", started ")
                .contains(". Stop that one first: nobody may write while the ledger is compacted.");
    }

    private void isCompacted(CapturedOutput screen) throws IOException {
        assertThat(ledger("compact", "--json")).isZero();
        assertThat(json(screen).path("bytes_before").asLong()).isPositive();
        assertThat(json(screen).path("bytes_after").asLong()).isEqualTo(Files.size(temp.resolve("data/ledger.db")));
        assertThat(ledger("compact")).isZero();
        assertThat(screen.getOut()).containsPattern("bytes before, [\\d,]+ bytes now, in ");
        assertThat(ledger("verify")).isZero();
    }

    private void damageIsFound(CapturedOutput screen) throws IOException {
        Path file = temp.resolve("data/ledger.db");
        byte[] bytes = Files.readAllBytes(file);
        byte[] damaged = bytes.clone();
        Arrays.fill(damaged, bytes.length / 2 / 4096 * 4096, bytes.length, (byte) 0x5A);
        Files.write(file, damaged);
        assertThat(ledger("verify")).isEqualTo(1);
        assertThat(screen.getOut()).contains("NOT IN ORDER.").contains("The file is damaged: ");
        assertThat(ledger("backup", temp.resolve("of-damaged.db").toString())).isEqualTo(1);
        assertThat(temp.resolve("of-damaged.db")).doesNotExist();
        assertThat(screen.getErr()).doesNotContain("no sentence");
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);

        damaged = bytes.clone();
        Arrays.fill(damaged, 0, 100, (byte) 0x5A);
        Files.write(file, damaged);
        assertThat(ledger("verify", "--json")).isEqualTo(1);
        assertThat(json(screen).path("faults").size()).isPositive();
    }

    @Test
    void aWordThatIsNoLedgerCommandIsRefused(CapturedOutput screen) {
        assertThat(CourierCommand.execute("ledger")).isEqualTo(1);
        assertThat(CourierCommand.execute("ledger", "shrink")).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("The ledger command is one of verify, backup, export and compact, not shrink;");
        assertThat(ledger("compact")).isEqualTo(1);
        assertThat(screen.getErr()).contains("nothing has run on this data folder yet.");
        assertThat(temp.resolve("data")).doesNotExist();
    }
}
