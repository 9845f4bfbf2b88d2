package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A shut gate is found open again by a new file, and a dead-letter route that fails stands in nobody else's way. */
@ExtendWith(OutputCaptureExtension.class)
class ShutDoorsTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private final Target target = new Target();
    private final Target elsewhere = new Target();
    private CourierFolder folder;
    private RunningCourier courier;

    @BeforeEach
    void start() {
        folder = new CourierFolder(temp);
        elsewhere.status(500);
        CourierFolder.write(temp.resolve("routes/outcomes/dead-letter-malformed-record.camel.yaml"), """
                - route:
                    id: dead-letter-malformed-record
                    group: dead-letters
                    description: Posts each dead letter of this code
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      id: dead-letter-malformed-record-in
                      uri: direct
                      parameters:
                        name: dead-letter-malformed-record
                      steps:
                        - to:
                            id: post-malformed
                            uri: http
                            parameters:
                              httpUri: "%s"
                              httpMethod: POST
                """.formatted(
                        elsewhere.url().replace("http://", "")));
        courier = new RunningCourier(folder, target);
    }

    @AfterEach
    void stop() {
        courier.close();
        target.close();
        elsewhere.close();
    }

    @Test
    void aNewFileTriesATrippedAccountThatNoEventWaitsFor() {
        Account account = courier.bean(Accounts.class).get("main");
        account.restore("tripped", "http-503", "it was down", Instant.now(), null);
        folder.drop("bookings", "probe.csv", BOOKINGS + row("probe-1"));

        assertThat(folder.finished("bookings", "probe.csv").path("accepted").asLong())
                .isOne();
        assertThat(account.gate().isOpen()).isTrue();
    }

    @Test
    void aDeadLetterRouteThatFailsKeepsNoOtherCodeWaitingAndItsAddressIsNotLogged(CapturedOutput screen) {
        String late = "b-1,,30,Sea View,2,01/11/2026 10:00:00\n";
        folder.drop("bookings", "dead.csv", BOOKINGS + row("good-1") + "bad\n".repeat(600) + late);

        Path others = folder.data().resolve("dead-letters/7307");
        await("the other code was handed on").atMost(SOON).until(() -> lines(others) == 1);
        await().atMost(SOON).until(() -> screen.getAll().contains("did not take dead letter"));
        assertThat(elsewhere.received().size()).isLessThan(20);
        assertThat(screen.getAll()).containsOnlyOnce("did not take dead letter").doesNotContain("eucrm/webhooks");
        elsewhere.status(200);
        await("all were handed on").atMost(SOON).until(() -> elsewhere.answered() >= 600);
    }

    private static long lines(Path letters) throws IOException {
        if (!Files.isDirectory(letters)) {
            return 0;
        }
        long lines = 0;
        try (Stream<Path> files = Files.list(letters)) {
            for (Path file : files.toList()) {
                lines += Files.readAllLines(file).size();
            }
        }
        return lines;
    }
}
