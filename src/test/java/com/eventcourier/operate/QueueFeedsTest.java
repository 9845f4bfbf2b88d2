package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A mistake in the options of a queue is named with its key, before anything is opened. */
@ExtendWith(OutputCaptureExtension.class)
class QueueFeedsTest {

    private static final String ELSEWHERE = "https://sqs.eu-central-1.amazonaws.com/123456789012/reservations";

    @TempDir
    Path temp;

    private WorkingFolder folder;

    @BeforeEach
    void prepare() throws IOException {
        folder = new WorkingFolder(temp);
    }

    private int check(String... settings) {
        List<String> command = new ArrayList<>(List.of("check"));
        command.addAll(folder.settings());
        command.addAll(List.of(settings));
        return CourierCommand.execute(command.toArray(String[]::new));
    }

    @Test
    void aUrlThatIsNoneIsNamedWithItsKey(CapturedOutput screen) {
        assertThat(check("--courier.queues.reservations.url=reservations")).isOne();
        assertThat(screen.getErr())
                .contains("courier.queues.reservations.url must be the URL of a queue, such as https://sqs.");
    }

    @Test
    void timesOutsideOfTheirBoundsAreNamedWithTheirKey(CapturedOutput screen) {
        assertThat(check(
                        "--courier.queues.reservations.url=http://127.0.0.1:1/q",
                        "--courier.queues.reservations.hold=12h"))
                .isOne();
        assertThat(screen.getErr())
                .contains("The setting courier.queues.reservations.hold must be shorter than or equal to 11 hours.");
    }

    @Test
    void theQueueOfNoFeedIsAFault(CapturedOutput screen) {
        assertThat(check("--courier.queues.bookings.url=http://127.0.0.1:1/q")).isOne();
        assertThat(screen.getErr()).contains("courier.queues.bookings is the queue of no feed: no route is made for");
    }

    @Test
    void aFeedThatIsOnNeedsAQueue(CapturedOutput screen) throws IOException {
        Path feed = temp.resolve("config/feeds/reservations/feed.yaml");
        Files.writeString(feed, Files.readString(feed).replaceAll("only-with: .*", ""));

        assertThat(check()).isOne();
        assertThat(screen.getErr())
                .contains("Feed reservations reads a queue, and courier.queues.reservations.url is not set.");
    }

    @Test
    void theSandboxTakesNoMessagesFromElsewhere(CapturedOutput screen) {
        assertThat(check("--courier.queues.reservations.url=" + ELSEWHERE)).isOne();
        assertThat(screen.getErr())
                .contains(
                        "courier.queues.reservations.url is a queue that is not on this machine, and no account has a URL");
    }

    @Test
    void withoutItsUrlTheShippedFeedIsOff(CapturedOutput screen) {
        assertThat(check()).isZero();
        assertThat(screen.getOut())
                .contains("Note: feed reservations is off: courier.queues.reservations.url is not set.");
    }
}
