package com.eventcourier.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of an accepted event the ledger keeps no value: not in a row, and not in what a row leaves behind in the file either. */
class WipedValuesTest {

    private static final Pattern VALUES = Pattern.compile("wiped-\\d+|9199\\d{8}");
    private static final int EVENTS = 400;

    @TempDir
    Path temp;

    private static String event(int i) {
        return "{\"event_name\":\"be_reserved\",\"customer_id\":\"9199" + (10_000_000 + i)
                + "\",\"external_event_id\":\"wiped-" + i
                + "\",\"age\":30,\"room_nights\":\"2\",\"hotel_name\":\"Sea View\"}";
    }

    @Test
    void nothingOfPostedEventsThatWereAcceptedIsLeftInTheFiles() throws IOException {
        CourierFolder folder = new CourierFolder(temp);
        String token = "a-token-of-thirty-two-characters";
        try (Target target = new Target()) {
            try (RunningCourier courier = new RunningCourier(
                    folder, target, "--courier.http.port=0", "--courier.http.feeds.app.token=" + token)) {
                Poster app = new Poster(courier.port(), "Bearer " + token);
                for (int i = 0; i < EVENTS; i += 20) {
                    List<String> some = Stream.iterate(i, one -> one + 1)
                            .limit(20)
                            .map(WipedValuesTest::event)
                            .toList();
                    app.post("app", "[" + String.join(",", some) + "]");
                }
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> courier.audit(false).accepted() == EVENTS);
                courier.balanced();
            }
        }
        try (Stream<Path> files = Files.walk(folder.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(VALUES.matcher(content).results().count())
                        .as(file.toString())
                        .isZero();
            }
        }
    }
}
