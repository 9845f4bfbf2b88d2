package com.eventcourier.feed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventcourier.feed.http.Room.Stay;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests that are large together wait for each other; one alone always comes in. */
class RoomTest {

    private static final int MEGABYTE = 1024 * 1024;

    @Test
    void whoFindsNoRoomWaitsForWhoIsThere() throws Exception {
        Room room = new Room(64 * MEGABYTE, 60_000);
        Stay first = room.stay();
        first.works(MEGABYTE);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
            try (Stay stay = room.stay()) {
                stay.works(MEGABYTE);
            }
        });
        assertThat(second).isNotDone();

        first.close();

        second.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whoWaitsTooLongIsSentAwayAndHoldsNothing() {
        Room room = new Room(64 * MEGABYTE, 50);
        try (Stay first = room.stay()) {
            first.reads(4 * MEGABYTE);
            first.works(MEGABYTE);
            assertThatThrownBy(() -> {
                        try (Stay second = room.stay()) {
                            second.reads(MEGABYTE);
                        }
                    })
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("Nothing was stored");
        }
        try (Stay third = room.stay()) {
            third.reads(4 * MEGABYTE);
            third.works(MEGABYTE);
        }
    }

    @Test
    void whatIsLargerThanAllTheRoomComesInAlone() {
        Room room = new Room(MEGABYTE, 50);
        for (int i = 0; i < 2; i++) {
            try (Stay stay = room.stay()) {
                stay.reads(64L * MEGABYTE);
                stay.works(64L * MEGABYTE);
            }
        }
    }
}
