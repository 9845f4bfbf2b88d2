package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.eventcourier.acceptance.RecordingTarget.Script;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long outage in the middle of a file: it costs time and nothing else, and only the account that has it. */
class OutageTest {

    private static final int IN_FLIGHT = 16;
    private static final int RATE = 2000;
    private static final String STOCK_MAPPING = "config/feeds/bookings/be_reserved.jslt";

    @TempDir
    Path root;

    @Test
    void aRefusedPasswordInTheMiddleOfALargeFileBurnsNothing() throws Exception {
        BookingsFile file = new BookingsFile(Sizes.ROWS);
        CourierFolder folder = CourierFolder.in(root);
        file.write(root.resolve("large.csv"));
        folder.drop("bookings", "large.csv", root.resolve("large.csv"));
        AtomicLong refused = new AtomicLong();
        try (RecordingTarget target = new RecordingTarget(post -> {})) {
            target.answer(failing(Sizes.ROWS / 2, Sizes.OUTAGE, 401, refused));
            try (CourierProcess courier = CourierProcess.run(folder, target)) {
                courier.awaitOutput("Account main is paused");
                courier.awaitOutput("Account main delivers again");
                JsonNode report = folder.awaitFinalReport("bookings", "large.csv");

                assertThat(report.path("accepted").asLong()).isEqualTo(Sizes.ROWS - file.badCount());
                assertThat(courier.stop()).isZero();
            }
        }
        long mostProbes = 10 + Sizes.OUTAGE.toSeconds() / 30;
        assertThat(refused.get()).as("POSTs that were refused").isBetween(1L, IN_FLIGHT + mostProbes);
        JsonNode audit = balanced(CourierProcess.audit(folder, "--deep"));
        Map<String, Long> dead = CourierFolder.JSON.convertValue(audit.path("dead"), new TypeReference<>() {});
        assertThat(dead).isEqualTo(file.deadByCode());
        assertThat(audit.path("possible_duplicates").asInt()).isZero();
    }

    @Test
    void aTargetThatIsDownDelaysNobodyElseAndCatchesUpWithinItsRate() throws Exception {
        BookingsFile large = new BookingsFile(Sizes.ROWS);
        BookingsFile small = new BookingsFile(Sizes.ROWS / 10);
        CourierFolder folder = withSecondFeed();
        Map<Long, LongAdder> perSecond = new ConcurrentHashMap<>();
        try (RecordingTarget down = new RecordingTarget(post -> perSecond
                        .computeIfAbsent(System.nanoTime() / 1_000_000_000, second -> new LongAdder())
                        .increment());
                RecordingTarget well = new RecordingTarget(post -> {})) {
            down.answer(failing(Sizes.ROWS / 20, Sizes.OUTAGE.multipliedBy(3).dividedBy(2), 500, new AtomicLong()));
            small.write(root.resolve("small.csv"));
            large.write(root.resolve("large.csv"));
            folder.drop("bookings", "small.csv", root.resolve("small.csv"));
            try (CourierProcess courier = CourierProcess.run(
                    folder,
                    down,
                    "--courier.accounts.main.rate-per-second=" + RATE,
                    "--courier.accounts.other.url=" + well.url())) {
                courier.awaitOutput("Account main is tripped");
                folder.drop("hotel", "large.csv", root.resolve("large.csv"));

                JsonNode healthy = folder.awaitFinalReport("hotel", "large.csv");
                courier.awaitOutput("Account main delivers again");
                JsonNode late = folder.awaitFinalReport("bookings", "small.csv");

                assertThat(healthy.path("accepted").asLong()).isEqualTo(Sizes.ROWS - large.badCount());
                assertThat(late.path("accepted").asLong()).isEqualTo(Sizes.ROWS / 10 - small.badCount());
                assertThat(courier.stop()).isZero();
            }
        }
        // what was under way at a second's end is seen in the next one
        assertThat(perSecond.values()).allMatch(posts -> posts.sum() <= RATE + RATE / 10 + IN_FLIGHT);
        JsonNode audit = balanced(CourierProcess.audit(folder, "--deep"));
        assertThat(audit.path("retry").asInt()).isZero();
        assertThat(audit.path("dead").has("retry-exhausted")).isFalse();
    }

    /** Takes so many POSTs, then fails for the time of the outage, then takes all. */
    private static Script failing(long after, Duration time, int status, AtomicLong failed) {
        AtomicLong since = new AtomicLong();
        return (post, number) -> {
            if (number > after) {
                since.compareAndSet(0, System.nanoTime());
                if (System.nanoTime() - since.get() < time.toNanos()) {
                    failed.incrementAndGet();
                    return Answer.status(status);
                }
            }
            return Answer.yes();
        };
    }

    /** The bookings once more, as feed "hotel" of account "other". */
    private CourierFolder withSecondFeed() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        String facts = Files.readString(root.resolve("config/feeds/bookings/feed.yaml"));
        folder.write(
                "config/feeds/hotel/feed.yaml",
                facts.replace("feed: bookings", "feed: hotel").replace("account: main", "account: other"));
        folder.write("config/feeds/hotel/be_reserved.jslt", Files.readString(root.resolve(STOCK_MAPPING)));
        String route = Files.readString(root.resolve("routes/feeds/bookings.camel.yaml"));
        folder.write("routes/feeds/hotel.camel.yaml", route.replace("bookings", "hotel"));
        return folder;
    }

    private static JsonNode balanced(JsonNode audit) {
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        return audit;
    }
}
