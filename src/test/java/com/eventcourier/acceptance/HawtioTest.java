package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator at work in a real browser: the routes and what went through them, dead letters, and their replay. */
class HawtioTest {

    /** The samples that are posted. */
    private static final int EVENTS = 55;

    private static final String REFUSED_FIVE_TIMES = """
            [{"code": 7308, "message": "Invalid customer", "times": 5}]
            """;
    private static final Map<String, String> THESE = Map.of("code", "7308", "file", "again.csv");

    @TempDir
    Path root;

    @Test
    void anOperatorSeesTheRoutesFindsTheDeadLettersOfACodeAndReplaysThem() throws Exception {
        CourierFolder folder = CourierFolder.in(root).withSamples();
        int port = CourierFolder.freePort();
        try (CourierProcess courier = CourierProcess.start(folder, Map.of(), "run", "--courier.sandbox.port=" + port);
                Browser browser = new Browser()) {
            courier.awaitOutput("bookings-2026-11.csv of feed bookings: 40 read");
            HawtioPages hawtio = new HawtioPages(browser, found(courier, "are at (http://[^ ]+) for those"));

            hawtio.logIn("operator", found(courier, "log in as operator with the password (\\S+)"));
            hawtio.openRoute("post-sandbox", "claim-key-sandbox");
            hawtio.awaitCounted("claim-key-sandbox", EVENTS);
            hawtio.awaitCounted("webhook-sandbox", EVENTS);
            hawtio.awaitCounted("sandbox-accepted", EVENTS);
            browser.screenshot("route-diagram");

            fiveAreRefused(folder, courier, port);
            hawtio.openDesk("DeadLetters");
            assertThat(hawtio.execute("summary", Map.of())).contains("\"7308\"");
            assertThat(hawtio.execute("list", THESE).split("\"id\"")).hasSize(5 + 1);
            browser.screenshot("dead-letters");
            hawtio.openDesk("Replay");
            assertThat(hawtio.execute("plan", THESE)).contains("\"letters\": 5", "\"left\": 0");
            browser.screenshot("replay-plan");
            Map<String, String> sayingWhy = new HashMap<>(THESE);
            sayingWhy.put("why", "the target knows them now");
            assertThat(hawtio.execute("run", sayingWhy)).contains("Replay 1 sends 5 dead letters.");
            browser.screenshot("replay-run");
            await("all accepted").atMost(Sizes.PATIENCE).until(() -> hawtio.execute("list", Map.of("most", "1"))
                    .contains("\"accepted\": 5"));
            browser.screenshot("replay-accepted");
            hawtio.openDesk("DeadLetters");
            assertThat(hawtio.execute("list", THESE)).doesNotContain("again.csv");
        }
    }

    /** As customers that the target does not know yet. */
    private static void fiveAreRefused(CourierFolder folder, CourierProcess courier, int port) throws Exception {
        HttpRequest script = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sandbox/faults"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(REFUSED_FIVE_TIMES))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(script, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        Path inbox = folder.data().resolve("sandbox/inbox/bookings");
        new BookingsFile(5).write(inbox.resolve("again.csv.tmp"));
        Files.move(inbox.resolve("again.csv.tmp"), inbox.resolve("again.csv"));
        courier.awaitOutput("again.csv of feed bookings: 5 read, 0 accepted, 5 refused 7308");
    }

    private static String found(CourierProcess courier, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(courier.output());
        assertThat(found.find()).as(courier.output()).isTrue();
        return found.group(1);
    }
}
