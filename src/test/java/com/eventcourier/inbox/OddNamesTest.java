package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A file is read whatever its sender calls it, and its name is a name on the screen, not a line or a colour. */
@ExtendWith(OutputCaptureExtension.class)
class OddNamesTest {

    private static final String FORGED = "2026-01-01 00:00:00.000 ERROR Ledger the ledger is damaged";

    @TempDir
    private Path temp;

    @Test
    void aNameForgesNoLineOfTheLog(CapturedOutput screen) {
        CourierFolder folder = new CourierFolder(temp);
        String name = "la\n" + FORGED + "\u001b[31m.csv";
        try (Target target = new Target();
                RunningCourier courier = new RunningCourier(folder, target)) {
            folder.drop("bookings", name, BOOKINGS + row("odd-1"));

            assertThat(folder.finished("bookings", name).path("accepted").asInt())
                    .isOne();
            courier.balanced();
        }
        assertThat(screen.getOut())
                .contains("la?" + FORGED + "?[31m.csv of feed bookings: 1 read, 1 accepted")
                .doesNotContain("\n" + FORGED, "\u001b");
    }
}
