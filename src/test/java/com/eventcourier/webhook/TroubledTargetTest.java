package com.eventcourier.webhook;

import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static com.eventcourier.webhook.RawServer.send;
import static com.eventcourier.webhook.TestAccounts.impatient;
import static com.eventcourier.webhook.TestAccounts.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A target that is down, asks for time, or must not be asked too often. */
class TroubledTargetTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private volatile boolean well;

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @Test
    void aPageInTheWebhooksPlaceDoesNotBurnTheEventThatTriesAShutGate() throws Exception {
        Iterator<String> answers = List.of(answer(401, ""), answer(200, "<html>Be back soon</html>"), answer(200, YES))
                .iterator();
        try (RawServer server = new RawServer((request, socket) -> send(socket, answers.next()));
                Accounts accounts = TestAccounts.main(
                        server.url(), "quick-attempts", 1, "probe-first", "20ms", "probe-ceiling", "40ms")) {
            assertThat(accounts.get("main").deliver(patient("one")).outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void manyFailuresTripTheAccountAndItGoesOnByItself() throws Exception {
        try (RawServer server =
                        new RawServer((request, socket) -> send(socket, well ? answer(200, YES) : answer(503, "")));
                Accounts accounts = TestAccounts.main(
                        server.url(), "quick-attempts", 1, "probe-first", "20ms", "probe-ceiling", "40ms")) {
            Account account = accounts.get("main");
            for (int i = 0; i < 20; i++) {
                assertThat(account.deliver(patient("first" + i)).outcome()).isEqualTo(Outcome.RETRY);
            }
            assertThat(account.gate().status().state()).isEqualTo("tripped");
            assertThat(account.gate().status().code()).isEqualTo("http-503");

            List<Future<Verdict>> waiting = deliver(account, 30);
            await().atMost(LONG)
                    .until(() -> server.requests().size() >= 26
                            && account.gate().status().waiting() >= 29);
            assertThat(waiting).noneMatch(Future::isDone);
            assertThat(account.inFlight()).isLessThanOrEqualTo(1);
            well = true;

            for (Future<Verdict> one : waiting) {
                assertThat(one.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            }
            assertThat(account.gate().isOpen()).isTrue();
        }
    }

    @Test
    void aThirdOfAllFailingTripsNothing() throws Exception {
        try (RawServer server = new RawServer((request, socket) ->
                        send(socket, request.number() % 3 == 0 ? answer(500, "") : answer(200, YES)));
                Accounts accounts = TestAccounts.main(server.url(), "quick-attempts", 1)) {
            for (int i = 1; i <= 150; i++) {
                assertThat(accounts.get("main").deliver(patient("e" + i)).outcome())
                        .isEqualTo(i % 3 == 0 ? Outcome.RETRY : Outcome.ACCEPTED);
            }
            assertThat(accounts.get("main").gate().isOpen()).isTrue();
        }
    }

    @Test
    void slowAnswersTripTheAccountToo() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> {
                    TimeUnit.MILLISECONDS.sleep(5);
                    send(socket, answer(200, YES));
                });
                Accounts accounts = TestAccounts.main(
                        server.url(),
                        "breaker.slow-call",
                        "1ms",
                        "breaker.least-calls",
                        5,
                        "probe-first",
                        "1h",
                        "probe-ceiling",
                        "1h")) {
            for (int i = 0; i < 5; i++) {
                accounts.get("main").deliver(patient("e" + i));
            }
            Gate.Status status = accounts.get("main").gate().status();
            assertThat(status.state()).isEqualTo("tripped");
            assertThat(status.code()).isEqualTo("slow");
            assertThat(status.reason()).isEqualTo("100 % of the last 5 POSTs took longer than 0.001 s");
        }
    }

    /** The fifth POST trips the account, as five are the least that prove anything; it is not one of those that failed. */
    @Test
    void anAccountThatFailuresTripSaysWhatTheLastOfThemWasThoughAnEventWasTakenAfterIt() throws Exception {
        try (RawServer server = new RawServer(
                        (request, socket) -> send(socket, request.number() < 5 ? answer(503, "") : answer(200, YES)));
                Accounts accounts = tripping(server, "1h")) {
            for (int i = 0; i < 5; i++) {
                TestAccounts.deliver(accounts, "e" + i);
            }
            Gate.Status status = accounts.get("main").gate().status();
            assertThat(status.state()).isEqualTo("tripped");
            assertThat(status.code()).isEqualTo("http-503");
            assertThat(status.reason()).startsWith("HTTP 503: ");
        }
    }

    @Test
    void aRetryAfterKeepsTheWholeAccountWaitingAndNotLonger() throws Exception {
        List<Long> times = new CopyOnWriteArrayList<>();
        try (RawServer server = new RawServer((request, socket) -> {
                    times.add(System.nanoTime());
                    send(socket, request.number() == 1 ? answer(429, "", "Retry-After: 1") : answer(200, YES));
                });
                Accounts accounts = TestAccounts.main(server.url())) {
            Account account = accounts.get("main");
            Verdict first = account.deliver(patient("first"));
            assertThat(first.outcome()).isEqualTo(Outcome.RETRY);
            assertThat(first.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            assertThat(account.gate().status().state()).isEqualTo("throttled");
            assertThat(TestAccounts.deliver(accounts, "impatient").outcome()).isEqualTo(Outcome.LATER);
            assertThat(account.mostRetriesTaken()).isZero();

            for (Future<Verdict> one : deliver(account, 5)) {
                assertThat(one.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            }
            assertThat(times.get(1) - times.get(0)).isBetween(1_000_000_000L, 2_500_000_000L);
            assertThat(account.gate().isOpen()).isTrue();
        }
    }

    @Test
    void anAbsurdRetryAfterIsCapped() throws Exception {
        try (RawServer server = RawServer.saying(answer(503, "", "Retry-After: 99999999"));
                Accounts accounts = TestAccounts.main(server.url(), "retry-after-cap", "7s")) {
            assertThat(accounts.get("main").deliver(patient("e")).retryAfter()).isEqualTo(Duration.ofSeconds(7));
            assertThat(accounts.get("main").gate().shutFor()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
        }
    }

    @Test
    void theTargetIsNotAskedMoreOftenThanTheRateAllows() throws Exception {
        List<Long> times = new CopyOnWriteArrayList<>();
        try (RawServer server = new RawServer((request, socket) -> {
                    times.add(System.nanoTime() / 1_000_000);
                    send(socket, answer(200, YES));
                });
                Accounts accounts = TestAccounts.main(server.url(), "rate-per-second", 20)) {
            accounts.get("main").deliver(patient("the first POST of a process is slow"));
            times.clear();
            for (Future<Verdict> one : deliver(accounts.get("main"), 31)) {
                assertThat(one.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            }
            assertThat(times.get(30) - times.get(0)).isBetween(1400L, 3000L);
            for (int i = 21; i < times.size(); i++) {
                assertThat(times.get(i) - times.get(i - 21)).as("POST %s", i).isGreaterThan(950);
            }
        }
    }

    /** Two more were under way when it tripped: the answer of one asks for time, that of the other is a yes and comes later. */
    @Test
    void aYesThatWasUnderWayDoesNotEndARetryAfter() throws Exception {
        CountDownLatch askForTime = new CountDownLatch(1);
        CountDownLatch sayYes = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, socket) -> {
                    if (request.body().contains("asks")) {
                        askForTime.await();
                        send(socket, answer(503, "", "Retry-After: 40"));
                    } else if (request.body().contains("yes")) {
                        sayYes.await();
                        send(socket, answer(200, YES));
                    } else {
                        send(socket, answer(503, ""));
                    }
                });
                Accounts accounts = tripping(server, "1h")) {
            Account account = accounts.get("main");
            Future<Verdict> asks = workers.submit(() -> account.deliver(impatient("asks")));
            Future<Verdict> yes = workers.submit(() -> account.deliver(impatient("yes")));
            await().atMost(LONG).until(() -> server.requests().size() == 2);
            trip(accounts);
            askForTime.countDown();
            asks.get();
            sayYes.countDown();
            assertThat(yes.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(account.gate().status().state()).isEqualTo("tripped");
            assertThat(account.gate().shutFor()).isGreaterThan(Duration.ofSeconds(30));
        }
    }

    /** The probe had begun before the target asked, so its yes says nothing of that. */
    @Test
    void aProbeThatIsTakenOpensNothingBeforeTheTimeThatWasAskedForMeanwhile() throws Exception {
        CountDownLatch askForTime = new CountDownLatch(1);
        CountDownLatch sayYes = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, socket) -> {
                    if (request.body().contains("asks")) {
                        askForTime.await();
                        send(socket, answer(503, "", "Retry-After: 40"));
                    } else if (request.body().contains("probe")) {
                        sayYes.await();
                        send(socket, answer(200, YES));
                    } else {
                        send(socket, answer(503, ""));
                    }
                });
                Accounts accounts = tripping(server, "10ms")) {
            Account account = accounts.get("main");
            Future<Verdict> asks = workers.submit(() -> account.deliver(impatient("asks")));
            await().atMost(LONG).until(() -> server.requests().size() == 1);
            trip(accounts);
            Future<Verdict> probe = workers.submit(() -> account.deliver(patient("probe")));
            await().atMost(LONG).until(() -> server.requests().size() == 7);
            askForTime.countDown();
            asks.get();
            sayYes.countDown();
            assertThat(probe.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(account.gate().status().state()).isEqualTo("throttled");
            assertThat(account.gate().status().code()).isEqualTo("http-503");
            assertThat(account.gate().shutFor()).isGreaterThan(Duration.ofSeconds(30));
        }
    }

    private static Accounts tripping(RawServer server, String probeFirst) {
        return TestAccounts.main(
                server.url(),
                "quick-attempts",
                1,
                "breaker.least-calls",
                5,
                "probe-first",
                probeFirst,
                "probe-ceiling",
                "1h");
    }

    private static void trip(Accounts accounts) throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            assertThat(TestAccounts.deliver(accounts, "down" + i).outcome()).isEqualTo(Outcome.RETRY);
        }
        assertThat(accounts.get("main").gate().status().state()).isEqualTo("tripped");
    }

    @Test
    void aRetryAfterHoldsOverAStopAndAResume() throws Exception {
        try (RawServer server = RawServer.saying(answer(429, "", "Retry-After: 60"));
                Accounts accounts = TestAccounts.main(server.url())) {
            Account account = accounts.get("main");
            account.deliver(patient("e"));
            account.gate().stop("for a look");
            account.resume();
            assertThat(account.gate().status().state()).isEqualTo("throttled");
            assertThat(account.gate().shutFor()).isGreaterThan(Duration.ofSeconds(40));
        }
    }

    /** Both POSTs were under way together; one server of the target asks for less than another. */
    @Test
    void ofTwoRetryAftersTheOneThatEndsLaterHoldsOverAStopAndAResume() throws Exception {
        CountDownLatch sayShort = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, socket) -> {
                    boolean isShort = request.body().contains("short");
                    if (isShort) {
                        sayShort.await();
                    }
                    send(socket, answer(429, "", "Retry-After: " + (isShort ? 1 : 60)));
                });
                Accounts accounts = TestAccounts.main(server.url())) {
            Account account = accounts.get("main");
            Future<Verdict> shorter = workers.submit(() -> account.deliver(impatient("short")));
            await().atMost(LONG).until(() -> server.requests().size() == 1);
            account.deliver(impatient("long"));
            sayShort.countDown();
            shorter.get();
            account.gate().stop("for a look");
            account.resume();
            assertThat(account.gate().status().state()).isEqualTo("throttled");
            assertThat(account.gate().shutFor()).isGreaterThan(Duration.ofSeconds(40));
        }
    }

    /** A target that is down and asks for time in its answers: the restart does not forget that it asked. */
    @Test
    void whatTrippedAnAccountMayHaveAskedForTimeAndARestartKeepsThat() throws Exception {
        try (RawServer server = RawServer.saying(answer(200, YES));
                Accounts accounts = TestAccounts.main(server.url())) {
            Account account = accounts.get("main");
            account.restore(
                    "tripped",
                    "http-503",
                    "it was down",
                    Instant.now(),
                    Instant.now().plusSeconds(40));
            assertThat(account.gate().shutFor()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
            assertThat(account.gate().status().until())
                    .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(40));
        }
    }

    /** A person, or a new password, has it tried before; that it was in vain does not make it impatient. */
    @Test
    void afterATryInVainBeforeItsTimeARetryAfterHoldsAsBefore() throws Exception {
        try (RawServer server = RawServer.saying(answer(503, ""));
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "10ms")) {
            Account account = accounts.get("main");
            account.restore(
                    "tripped",
                    "http-503",
                    "it was down",
                    Instant.now(),
                    Instant.now().plusSeconds(40));
            account.gate().hurry();
            assertThat(account.deliver(impatient("e")).attempts()).isOne();
            assertThat(server.requests()).hasSize(1);
            assertThat(account.gate().shutFor()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
        }
    }

    @Test
    void aRetryAfterHoldsOverAStopARestartAndAResume() throws Exception {
        try (RawServer server = RawServer.saying(answer(429, "", "Retry-After: 60"));
                Accounts accounts = TestAccounts.main(server.url());
                Accounts restarted = TestAccounts.main(server.url())) {
            accounts.get("main").deliver(patient("e"));
            accounts.get("main").gate().stop("for a look");
            Gate.Status noted = accounts.get("main").gate().status();
            assertThat(noted.state()).isEqualTo("stopped");
            assertThat(noted.until()).isAfter(Instant.now().plusSeconds(40));

            Account account = restarted.get("main");
            account.restore(noted.state(), noted.code(), noted.reason(), noted.since(), noted.until());
            assertThat(account.gate().status().until())
                    .isBetween(noted.until().minusSeconds(5), noted.until().plusSeconds(1));
            account.resume();
            assertThat(account.gate().status().state()).isEqualTo("throttled");
            assertThat(account.gate().status().reason())
                    .isEqualTo("the target asked for time (Retry-After) before a person stopped the account");
            assertThat(account.gate().shutFor()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aStoppedAccountHasNoEndWhereTheTargetAskedForNothing() throws Exception {
        try (RawServer server = RawServer.saying(answer(200, YES));
                Accounts accounts = TestAccounts.main(server.url())) {
            accounts.get("main").gate().stop("for a look");
            assertThat(accounts.get("main").gate().status().until()).isNull();
        }
    }

    @Test
    void whatTrippedAnAccountIsTriedAtOnceAfterARestartWhenTheTimeItAskedForIsOver() throws Exception {
        try (RawServer server = RawServer.saying(answer(200, YES));
                Accounts accounts = TestAccounts.main(server.url())) {
            Account account = accounts.get("main");
            Instant past = Instant.now().minusSeconds(5);
            account.restore("tripped", "http-503", "it was down", past.minusSeconds(60), past);
            assertThat(account.gate().status().state()).isEqualTo("tripped");
            assertThat(account.gate().status().until()).isNull();
            assertThat(account.deliver(patient("one")).outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(account.gate().isOpen()).isTrue();
        }
    }

    /** The clock was a day ahead when the throttle was noted. */
    @Test
    void aThrottleFromBeforeARestartHoldsNoLongerThanAnyMay() throws Exception {
        try (RawServer server = RawServer.saying(answer(200, YES));
                Accounts accounts = TestAccounts.main(server.url(), "retry-after-cap", "1s")) {
            Account account = accounts.get("main");
            Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
            account.restore("throttled", "http-429", "the target asks to go slower", tomorrow, tomorrow);
            assertThat(account.gate().shutFor()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
            assertThat(account.deliver(patient("one")).outcome()).isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void theTimeOfAPauseIsNoTimeInWhichEventsWentThrough() throws Exception {
        try (RawServer server = RawServer.saying(answer(200, YES));
                Accounts accounts = TestAccounts.main(server.url())) {
            Account account = accounts.get("main");
            long before = System.currentTimeMillis() - 60_000;
            assertThat(account.openFor(before)).isLessThan(Duration.ofSeconds(30));
            account.gate().stop("for a look");
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            account.resume();
            assertThat(account.openFor(before)).isLessThan(Duration.ofMillis(250));
        }
    }

    @Test
    void afterAStallTheRateIsNotMadeUpFor() throws Exception {
        List<Long> times = new CopyOnWriteArrayList<>();
        try (RawServer server = new RawServer((request, socket) -> {
                    times.add(System.nanoTime() / 1_000_000);
                    if (request.number() <= 8) {
                        TimeUnit.MILLISECONDS.sleep(1500);
                    }
                    send(socket, answer(200, YES));
                });
                Accounts accounts = TestAccounts.main(server.url(), "rate-per-second", 20, "in-flight", 8)) {
            for (Future<Verdict> one : deliver(accounts.get("main"), 40)) {
                assertThat(one.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            }
            for (int i = 10; i < times.size(); i++) {
                assertThat(times.get(i) - times.get(i - 10)).as("POST %s", i).isGreaterThan(300);
            }
        }
    }

    @Test
    void aStopEndsTheWaitForTheRate() throws Exception {
        try (RawServer server = RawServer.saying(answer(200, YES));
                Accounts accounts = TestAccounts.main(server.url(), "rate-per-minute", 1)) {
            Account account = accounts.get("main");
            account.deliver(patient("first"));
            List<Future<Verdict>> waiting = deliver(account, 5);
            await().pollDelay(Duration.ofMillis(100)).until(() -> account.inFlight() == 0);
            long start = System.nanoTime();
            accounts.release();
            for (Future<Verdict> one : waiting) {
                assertThatThrownBy(one::get).cause().isInstanceOf(StoppedWhileWaiting.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void whileTooManyRetriesWaitOnlyRetriesGoThrough() throws Exception {
        try (RawServer server = RawServer.saying(answer(200, YES));
                Accounts accounts = TestAccounts.main(server.url(), "retry-open-max", 100)) {
            Account account = accounts.get("main");
            account.retriesWait(100);
            Future<Verdict> fresh = deliver(account, 1).get(0);
            await().atMost(LONG).until(() -> account.gate().status().waiting() == 1);
            assertThat(account.gate().status().state()).isEqualTo("throttled");
            assertThat(account.gate().status().since())
                    .isBetween(Instant.now().minusSeconds(10), Instant.now().plusSeconds(1));
            assertThat(TestAccounts.deliver(accounts, "retried").outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(fresh).isNotDone();
            account.retriesWait(99);
            assertThat(fresh.get().outcome()).isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void threePagesInARowAreNoVerdictOnAnyOfTheirEvents() throws Exception {
        try (RawServer server = new RawServer(
                        (request, socket) -> send(socket, answer(200, well ? YES : "<html>maintenance</html>")));
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "1h", "probe-ceiling", "1h")) {
            Account account = accounts.get("main");
            List<Future<Verdict>> deliveries = deliver(account, 6);
            await().atMost(LONG).until(() -> account.gate().status().waiting() == 6);
            assertThat(account.gate().status().state()).isEqualTo("paused");
            well = true;
            account.gate().hurry();
            for (Future<Verdict> one : deliveries) {
                assertThat(one.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            }
        }
    }

    @Test
    void oneFailureCountsOnlyWhileTheTargetTakesOthers() throws Exception {
        try (RawServer server = new RawServer((request, socket) ->
                        send(socket, request.body().contains("bad") ? answer(500, "") : answer(200, YES)));
                Accounts accounts = TestAccounts.main(server.url(), "quick-attempts", 1)) {
            Account account = accounts.get("main");
            account.deliver(patient("bad"));
            assertThat(account.failsAlone(null)).isFalse();
            long before = System.currentTimeMillis() - 1;
            account.deliver(patient("good"));
            assertThat(account.failsAlone(null)).isTrue();
            assertThat(account.failsAlone(before)).isTrue();
        }
    }

    private List<Future<Verdict>> deliver(Account account, int events) {
        List<Future<Verdict>> deliveries = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            String id = "e" + i;
            deliveries.add(workers.submit(() -> account.deliver(patient(id))));
        }
        return deliveries;
    }
}
