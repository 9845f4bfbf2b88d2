package com.eventcourier.webhook;

import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static com.eventcourier.webhook.RawServer.send;
import static com.eventcourier.webhook.TestAccounts.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Refusals that are true of the whole account make its events wait; those of one event alone do not. */
class GateTest {

    private static final String REFUSED = answer(401, "");
    private static final Duration LONG = Duration.ofSeconds(5);

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger gateLog = (Logger) LoggerFactory.getLogger(Gate.class);
    private volatile boolean credentialsAreGood;

    @BeforeEach
    void listen() {
        log.start();
        gateLog.addAppender(log);
    }

    @AfterEach
    void stop() {
        gateLog.detachAppender(log);
        workers.shutdownNow();
    }

    @Test
    void withOnePlaceNothingIsPostedBetweenTheRefusalAndThePause() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (RawServer server = new RawServer((request, socket) -> send(socket, REFUSED));
                    Accounts accounts = TestAccounts.main(server.url(), "in-flight", 1, "probe-first", "1m")) {
                Account account = accounts.get("main");
                List<Future<Verdict>> deliveries = deliver(account, 8, "e");
                await().atMost(LONG).until(() -> account.gate().status().waiting() == 8);
                assertThat(server.requests()).hasSize(1);
                account.gate().release();
                for (Future<Verdict> delivery : deliveries) {
                    assertThatThrownBy(delivery::get).hasCauseInstanceOf(StoppedWhileWaiting.class);
                }
            }
        }
    }

    @Test
    void sixteenRefusedAtOnceWaitAndAreAllAcceptedWhenThePasswordIsRight() throws Exception {
        CyclicBarrier all = new CyclicBarrier(16);
        try (RawServer server = new RawServer((request, socket) -> {
                    if (request.number() <= 16) {
                        all.await();
                    }
                    send(socket, credentialsAreGood ? answer(200, YES) : REFUSED);
                });
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "20ms", "probe-ceiling", "50ms")) {
            Account account = accounts.get("main");
            List<Future<Verdict>> deliveries = deliver(account, 16, "e");
            await().atMost(LONG)
                    .until(() -> account.gate().status().waiting() == 16
                            && server.requests().size() >= 20);
            assertThat(account.gate().status().state()).isEqualTo("paused");
            assertThat(account.gate().status().code()).isEqualTo("http-401");
            assertThat(account.inFlight()).isLessThanOrEqualTo(1);
            credentialsAreGood = true;
            for (Future<Verdict> delivery : deliveries) {
                assertThat(delivery.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            }
            assertThat(account.gate().isOpen()).isTrue();
            assertThat(log.list).hasSize(2);
            assertThat(log.list.get(0).getFormattedMessage())
                    .startsWith("Account main is paused since ")
                    .contains("HTTP 401: the credentials were refused; check the auth settings of the account");
            assertThat(log.list.get(1).getFormattedMessage()).startsWith("Account main delivers again");
        }
    }

    @Test
    void eachProbeIsAnotherEventInTurn() throws Exception {
        try (RawServer server = RawServer.saying(REFUSED);
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "10ms", "probe-ceiling", "10ms")) {
            deliver(accounts.get("main"), 3, "e");
            await().atMost(LONG).until(() -> server.requests().size() >= 9);
            List<String> probes = bodies(server).subList(3, 9);
            assertThat(probes.subList(0, 3)).doesNotHaveDuplicates();
            assertThat(probes.subList(3, 6)).isEqualTo(probes.subList(0, 3));
        }
    }

    @Test
    void oneEventThatIsAlwaysRefusedIsDeadAndTheOthersPass() throws Exception {
        try (RawServer server = badOneRefused();
                Accounts accounts = TestAccounts.main(server.url(), "in-flight", 4, "probe-first", "20ms")) {
            Account account = accounts.get("main");
            Future<Verdict> bad = deliver(account, 1, "bad").get(0);
            othersPassUntilDone(account, bad);
            Verdict dead = bad.get();
            assertThat(dead.outcome()).isEqualTo(Outcome.DEAD);
            assertThat(dead.code()).isEqualTo("refused-alone");
            assertThat(dead.attempts()).isGreaterThanOrEqualTo(5);
            assertThat(dead.reason())
                    .isEqualTo("HTTP 403: the credentials were refused; check the auth settings of the account."
                            + " Other events of the account pass, so it is this one");
            assertThat(account.deliver(patient("last")).outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(account.gate().isOpen()).isTrue();
        }
    }

    @Test
    void aYesThatWasUnderWayBringsTheFirstTryForward() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, socket) -> {
                    if (request.body().contains("bad")) {
                        send(socket, answer(403, ""));
                    } else {
                        refused.await();
                        send(socket, answer(200, YES));
                    }
                });
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "1h", "probe-ceiling", "1h")) {
            Account account = accounts.get("main");
            Future<Verdict> underWay = deliver(account, 1, "good").get(0);
            await().atMost(LONG).until(() -> server.requests().size() == 1);
            Future<Verdict> bad = deliver(account, 1, "bad").get(0);
            await().atMost(LONG).until(() -> account.gate().status().waiting() == 1);
            Future<Verdict> behind = deliver(account, 1, "good-too").get(0);
            await().atMost(LONG).until(() -> account.gate().status().waiting() == 2);
            refused.countDown();
            assertThat(underWay.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(behind.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(bad).isNotDone();
        }
    }

    @Test
    void theOnlyEventThatWaitsStepsAsideAndIsNotBurnt() throws Exception {
        try (RawServer server = badOneRefused();
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "10ms", "probe-ceiling", "20ms")) {
            Account account = accounts.get("main");
            for (int i = 0; i < 3; i++) {
                Verdict aside = account.deliver(patient("bad"));
                assertThat(aside.outcome()).isEqualTo(Outcome.LATER);
                assertThat(aside.code()).isEqualTo("http-403");
                assertThat(aside.attempts()).isBetween(2, 3);
            }
            assertThat(account.gate().isOpen()).isFalse();
            Future<Verdict> bad = deliver(account, 1, "bad").get(0);
            othersPassUntilDone(account, bad);
            assertThat(bad.get().code()).isEqualTo("refused-alone");
        }
    }

    @Test
    void asManyRefusedForThemselvesAsThereArePlacesLetOthersBeTried() throws Exception {
        try (RawServer server = badOneRefused();
                Accounts accounts = TestAccounts.main(
                        server.url(), "in-flight", 4, "probe-first", "10ms", "probe-ceiling", "10ms")) {
            assertThat(fourBadOnesAndAGoodOne(accounts.get("main"))).containsOnly(Outcome.LATER);
        }
    }

    @Test
    void asManyThatFailForThemselvesAsThereArePlacesLetOthersBeTried() throws Exception {
        try (RawServer server = refusing("bad", answer(503, ""));
                Accounts accounts = TestAccounts.main(
                        server.url(),
                        "in-flight",
                        4,
                        "quick-attempts",
                        1,
                        "breaker.least-calls",
                        5,
                        "probe-first",
                        "10ms",
                        "probe-ceiling",
                        "10ms")) {
            for (int i = 0; i < 5; i++) {
                TestAccounts.deliver(accounts, "bad-at-first-" + i);
            }
            assertThat(accounts.get("main").gate().status().state()).isEqualTo("tripped");
            assertThat(fourBadOnesAndAGoodOne(accounts.get("main")))
                    .contains(Outcome.LATER)
                    .doesNotContain(Outcome.DEAD, Outcome.ACCEPTED);
        }
    }

    /** A target that cannot be reached is no event's fault, so nothing is gained by others. */
    @Test
    void whereTheTargetCannotBeReachedNobodyStepsAside() throws Exception {
        Accounts accounts;
        try (RawServer server = RawServer.saying("")) {
            accounts = TestAccounts.main(
                    server.url(),
                    "quick-attempts",
                    1,
                    "breaker.least-calls",
                    5,
                    "probe-first",
                    "1ms",
                    "probe-ceiling",
                    "1ms");
        }
        try (accounts) {
            for (int i = 0; i < 5; i++) {
                TestAccounts.deliver(accounts, "e" + i);
            }
            Future<Verdict> waits = deliver(accounts.get("main"), 1, "waits").get(0);
            await().atMost(LONG).pollDelay(Duration.ofMillis(300)).until(() -> true);
            assertThat(waits).isNotDone();
            assertThat(accounts.get("main").gate().status().code()).isEqualTo("not-sent");
        }
    }

    /** What becomes of the bad ones, in four threads as a file of an account with four places has; the good one passes. */
    private static Set<Outcome> fourBadOnesAndAGoodOne(Account account) throws Exception {
        ExecutorService four = Executors.newFixedThreadPool(4);
        try {
            List<Future<Verdict>> bad = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Outgoing event = patient("bad-" + i);
                bad.add(four.submit(() -> account.deliver(event)));
            }
            Future<Verdict> good = four.submit(() -> account.deliver(patient("good")));
            assertThat(good.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.ACCEPTED);
            Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
            for (Future<Verdict> one : bad) {
                outcomes.add(one.get(10, TimeUnit.SECONDS).outcome());
            }
            return outcomes;
        } finally {
            four.shutdownNow();
        }
    }

    @Test
    void theWaitBetweenProbesGrowsToItsCeiling() throws Exception {
        List<Long> times = new CopyOnWriteArrayList<>();
        try (RawServer server = new RawServer((request, socket) -> {
                    times.add(System.nanoTime() / 1_000_000);
                    send(socket, REFUSED);
                });
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "50ms", "probe-ceiling", "200ms")) {
            deliver(accounts.get("main"), 1, "e");
            await().atMost(LONG).until(() -> times.size() == 5);
            assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(50);
            assertThat(times.get(2) - times.get(1)).isGreaterThanOrEqualTo(100);
            assertThat(times.get(3) - times.get(2)).isGreaterThanOrEqualTo(200);
            assertThat(times.get(4) - times.get(3)).isBetween(200L, 399L);
        }
    }

    @Test
    void aProbeThatMeetsTroubleOfAnotherKindDecidesNothing() throws Exception {
        try (RawServer server = new RawServer(
                        (request, socket) -> send(socket, request.number() == 1 ? REFUSED : answer(503, "")));
                Accounts accounts = TestAccounts.main(server.url(), "quick-attempts", 1, "probe-first", "10ms")) {
            Account account = accounts.get("main");
            Verdict verdict = deliver(account, 1, "e").get(0).get();
            assertThat(verdict.outcome()).isEqualTo(Outcome.RETRY);
            assertThat(verdict.attempts()).isEqualTo(2);
            assertThat(verdict.code()).isEqualTo("http-503");
            assertThat(verdict.tried()).extracting(Tried::code).containsExactly("http-401");
            assertThat(account.gate().isOpen()).isFalse();
        }
    }

    @Test
    void whatIsToldOfOneThatIsRefusedForDaysIsBounded() throws Exception {
        try (RawServer server = new RawServer(
                        (request, socket) -> send(socket, request.number() <= 60 ? REFUSED : answer(200, YES)));
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "10ms", "probe-ceiling", "10ms")) {
            Verdict verdict = deliver(accounts.get("main"), 1, "e").get(0).get();
            assertThat(verdict.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(verdict.attempts()).isEqualTo(61);
            assertThat(verdict.tried()).hasSize(50).allMatch(one -> one.http() == 401);
            assertThat(verdict.tried().subList(0, 49)).allMatch(one -> one.posts() == 1);
            assertThat(verdict.tried().get(49).posts()).isEqualTo(11);
            assertThat(verdict.tried()).extracting(Tried::at).isSorted();
        }
    }

    @Test
    void whoIsLetGoOnTheStopSaysWhatItWasToldBefore() throws Exception {
        try (RawServer server = new RawServer(
                        (request, socket) -> send(socket, request.number() == 1 ? answer(503, "") : REFUSED));
                Accounts accounts = TestAccounts.main(server.url(), "quick-attempts", 2, "probe-first", "1m")) {
            Account account = accounts.get("main");
            Future<Verdict> waiting = deliver(account, 1, "e").get(0);
            await().atMost(LONG).until(() -> account.gate().status().waiting() == 1);
            account.gate().release();
            assertThatThrownBy(waiting::get).cause().isInstanceOfSatisfying(StoppedWhileWaiting.class, stop -> {
                assertThat(stop.verdict().attempts()).isEqualTo(2);
                assertThat(stop.verdict().tried()).extracting(Tried::code).containsExactly("http-503", "http-401");
            });
        }
    }

    @Test
    void anImpatientCallerComesBackAtOnceAndMayBeTheProbe() throws Exception {
        try (RawServer server = new RawServer(
                        (request, socket) -> send(socket, credentialsAreGood ? answer(200, YES) : REFUSED));
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "200ms")) {
            Verdict first = TestAccounts.deliver(accounts, "e");
            assertThat(first.outcome()).isEqualTo(Outcome.LATER);
            assertThat(first.code()).isEqualTo("http-401");
            assertThat(first.attempts()).isOne();
            Verdict second = TestAccounts.deliver(accounts, "f");
            assertThat(second.outcome()).isEqualTo(Outcome.LATER);
            assertThat(second.attempts()).isZero();
            assertThat(second.reason())
                    .isEqualTo("Account main is paused: HTTP 401: the credentials were refused;"
                            + " check the auth settings of the account");
            credentialsAreGood = true;
            await().atMost(LONG).until(() -> TestAccounts.deliver(accounts, "f").outcome() == Outcome.ACCEPTED);
            assertThat(accounts.get("main").gate().isOpen()).isTrue();
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void anImpatientEventIsKnownAgainByItsIdentity() throws Exception {
        try (RawServer server = badOneRefused();
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "10ms")) {
            for (int i = 0; i < 4; i++) {
                assertThat(TestAccounts.deliver(accounts, "bad").outcome()).isEqualTo(Outcome.LATER);
                await().atMost(LONG)
                        .until(() -> TestAccounts.deliver(accounts, "good").outcome() == Outcome.ACCEPTED);
            }
            Verdict again = TestAccounts.deliver(accounts, "bad");
            assertThat(again.outcome()).isEqualTo(Outcome.DEAD);
            assertThat(again.code()).isEqualTo("refused-alone");
        }
    }

    @Test
    void twoThatAreRefusedTogetherAfterAYesAreNotAlone() throws Exception {
        try (RawServer server = new RawServer((request, socket) ->
                        send(socket, request.body().contains("good") ? answer(200, YES) : REFUSED));
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "10ms", "probe-ceiling", "10ms")) {
            assertThat(TestAccounts.deliver(accounts, "one").outcome()).isEqualTo(Outcome.LATER);
            await().atMost(LONG)
                    .until(() -> TestAccounts.deliver(accounts, "two").attempts() == 1);
            await().atMost(LONG)
                    .until(() -> TestAccounts.deliver(accounts, "good").outcome() == Outcome.ACCEPTED);
            assertThat(TestAccounts.deliver(accounts, "three").outcome()).isEqualTo(Outcome.LATER);
            await().atMost(LONG)
                    .until(() -> TestAccounts.deliver(accounts, "one").attempts() == 1);
            assertThat(TestAccounts.deliver(accounts, "one").outcome()).isEqualTo(Outcome.LATER);
            assertThat(accounts.get("main").gate().isOpen()).isFalse();
        }
    }

    @Test
    void aPasswordThatIsRefusedAtRandomIsNotSoonOneEventsFault() throws Exception {
        try (RawServer server = refusing("unlucky", REFUSED);
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "10ms", "probe-ceiling", "10ms")) {
            for (int i = 1; i < 20; i++) {
                assertThat(TestAccounts.deliver(accounts, "unlucky").outcome()).isEqualTo(Outcome.LATER);
                letAnotherPass(accounts);
            }
        }
    }

    @Test
    void anEventThatIsRedirectedTwentyTimesWhileOthersPassIsAtFaultItself() throws Exception {
        String away = answer(302, "", "Location: http://127.0.0.1/blocked");
        try (RawServer server = refusing("bad", away);
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "10ms", "probe-ceiling", "10ms")) {
            for (int i = 1; i < 20; i++) {
                assertThat(TestAccounts.deliver(accounts, "bad").outcome()).isEqualTo(Outcome.LATER);
                letAnotherPass(accounts);
            }
            Verdict dead = TestAccounts.deliver(accounts, "bad");
            assertThat(dead.outcome()).isEqualTo(Outcome.DEAD);
            assertThat(dead.code()).isEqualTo("refused-alone");
            assertThat(dead.reason())
                    .isEqualTo("HTTP 302: a redirect is never followed, the credentials would travel; check the url of"
                            + " the account. Other events of the account pass, so it is this one");
            assertThat(accounts.get("main").gate().isOpen()).isTrue();
        }
    }

    /** It would keep its file from going on. */
    @Test
    void aPatientEventThatIsRedirectedWhileOthersPassStepsAside() throws Exception {
        try (RawServer server = refusing("bad", answer(302, ""));
                Accounts accounts = TestAccounts.main(server.url(), "in-flight", 4, "probe-first", "20ms")) {
            Account account = accounts.get("main");
            Future<Verdict> bad = deliver(account, 1, "bad").get(0);
            othersPassUntilDone(account, bad);
            assertThat(bad.get().outcome()).isEqualTo(Outcome.LATER);
            assertThat(bad.get().attempts()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aRedirectOfAllIsNobodysFaultHoweverOften() throws Exception {
        try (RawServer server = RawServer.saying(answer(302, ""));
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "1ms", "probe-ceiling", "1ms")) {
            List<Future<Verdict>> deliveries = deliver(accounts.get("main"), 2, "e");
            await().atMost(LONG).until(() -> server.requests().size() >= 60);
            assertThat(deliveries).noneMatch(Future::isDone);
        }
    }

    private static RawServer refusing(String one, String answer) {
        return new RawServer(
                (request, socket) -> send(socket, request.body().contains(one) ? answer : answer(200, YES)));
    }

    private static void letAnotherPass(Accounts accounts) {
        await().atMost(LONG).until(() -> TestAccounts.deliver(accounts, "good").outcome() == Outcome.ACCEPTED);
    }

    @Test
    void aProbeThatIsOutOverAStopAndAResumeIsNotWaitedForEver() throws Exception {
        CountDownLatch probeComesBack = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, socket) -> {
                    if (request.number() == 2) {
                        probeComesBack.await();
                    }
                    send(socket, credentialsAreGood || request.number() == 2 ? answer(200, YES) : REFUSED);
                });
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "10ms", "probe-ceiling", "10ms")) {
            Account account = accounts.get("main");
            Future<Verdict> probe = deliver(account, 1, "probe").get(0);
            await().atMost(LONG).until(() -> server.requests().size() == 2);
            account.gate().stop("for a look");
            account.resume();
            assertThat(account.gate().isOpen()).isTrue();
            probeComesBack.countDown();
            assertThat(probe.get().outcome()).isEqualTo(Outcome.ACCEPTED);

            Future<Verdict> next = deliver(account, 1, "next").get(0);
            await().atMost(LONG).until(() -> server.requests().size() >= 5);
            credentialsAreGood = true;
            assertThat(next.get().outcome()).isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void aProbeOfAnEarlierPauseDoesNotEndThatOfALaterOne() {
        Probes probes = new Probes(1, 1);
        probes.begin(0);
        Turn old = probes.start(true);
        probes.begin(0);
        assertThat(probes.areUnderWay()).isFalse();
        Turn young = probes.start(true);
        assertThat(probes.end(old)).isFalse();
        assertThat(probes.areUnderWay()).isTrue();
        assertThat(probes.end(young)).isTrue();
        assertThat(probes.areUnderWay()).isFalse();
    }

    @Test
    void withTooManyRetriesARetryTriesAShutGateThoughNewEventsWait() throws Exception {
        try (RawServer server = RawServer.saying(answer(200, YES));
                Accounts accounts = TestAccounts.main(server.url(), "retry-open-max", 100)) {
            Account account = accounts.get("main");
            account.restore("tripped", "http-503", "it was down", Instant.now(), null);
            account.retriesWait(100);
            Future<Verdict> fresh = deliver(account, 1, "new").get(0);
            await().atMost(LONG).until(() -> account.gate().status().waiting() == 1);
            assertThat(TestAccounts.deliver(accounts, "retried").outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(account.gate().isOpen()).isTrue();
            account.retriesWait(0);
            assertThat(fresh.get().outcome()).isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void withTooManyRetriesThatFailEverySecondTryOfAShutGateIsANewEvents() throws Exception {
        try (RawServer server = refusing("retried", answer(503, ""));
                Accounts accounts = TestAccounts.main(
                        server.url(), "quick-attempts", 1, "retry-open-max", 100, "probe-first", "20ms")) {
            Account account = accounts.get("main");
            account.restore("tripped", "http-503", "it was down", Instant.now(), null);
            account.retriesWait(100);
            Future<Verdict> fresh = deliver(account, 1, "new").get(0);
            await().atMost(LONG).until(() -> account.gate().status().waiting() == 1);
            assertThat(TestAccounts.deliver(accounts, "retried").outcome()).isEqualTo(Outcome.LATER);
            assertThat(fresh.get(5, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(bodies(server)).hasSize(2);
            assertThat(account.gate().isOpen()).isTrue();
        }
    }

    /** Else nothing would show that the retries fail each for itself. */
    @Test
    void withTooManyRetriesOneNewEventGoesThroughNowAndThen() throws Exception {
        try (RawServer server = refusing("retried", answer(503, ""));
                Accounts accounts = TestAccounts.main(server.url(), "quick-attempts", 1, "retry-open-max", 100)) {
            Account account = accounts.get("main");
            account.retriesWait(100);
            List<Future<Verdict>> fresh = deliver(account, 2, "new");
            await().atMost(Duration.ofSeconds(30)).until(() -> fresh.stream().anyMatch(Future::isDone));
            assertThat(server.requests()).hasSize(1);
            assertThat(TestAccounts.deliver(accounts, "retried").outcome()).isEqualTo(Outcome.RETRY);
            assertThat(account.failsAlone(null)).isTrue();
            assertThat(fresh.stream().filter(Future::isDone)).hasSize(1);
            account.retriesWait(99);
            for (Future<Verdict> one : fresh) {
                assertThat(one.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            }
        }
    }

    @Test
    void aGateThatNobodyTriesSaysSoAfterAWhile() throws Exception {
        try (RawServer server = RawServer.saying(answer(200, YES));
                Accounts accounts = TestAccounts.main(server.url())) {
            Account account = accounts.get("main");
            account.restore("paused", "http-401", "refused", Instant.now(), null);
            assertThat(account.lacksProbe()).isFalse();
            await().atMost(LONG.multipliedBy(2)).until(account::lacksProbe);
            assertThat(TestAccounts.deliver(accounts, "e").outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(account.lacksProbe()).isFalse();
        }
    }

    @Test
    void thePauseSaysHowManyEventsWaitInTheLedger() throws Exception {
        try (RawServer server = RawServer.saying(REFUSED);
                Accounts accounts = TestAccounts.main(server.url())) {
            accounts.get("main").retriesWait(17);
            TestAccounts.deliver(accounts, "e");
            assertThat(log.list.get(0).getFormattedMessage())
                    .contains("Its events wait, 17 of them in the ledger so far, none is lost");
        }
    }

    @Test
    void aStopLetsAllGoWhoWait() throws Exception {
        try (RawServer server = RawServer.saying(REFUSED);
                Accounts accounts = TestAccounts.main(server.url(), "probe-first", "1h", "probe-ceiling", "1h")) {
            Account account = accounts.get("main");
            List<Future<Verdict>> deliveries = deliver(account, 5, "e");
            await().atMost(LONG).until(() -> account.gate().status().waiting() == 5);
            accounts.release();
            for (Future<Verdict> delivery : deliveries) {
                assertThatThrownBy(delivery::get)
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOf(StoppedWhileWaiting.class)
                        .hasMessage("The courier is stopping: an event that waited for account main was not sent;"
                                + " it is sent after the next start");
            }
            assertThatThrownBy(() -> account.deliver(patient("late"))).isInstanceOf(StoppedWhileWaiting.class);
        }
    }

    @Test
    void aStopLetsThoseGoWhoWaitForAPermitAndNotThoseUnderWay() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, socket) -> {
                    goOn.await();
                    send(socket, answer(200, YES));
                });
                Accounts accounts = TestAccounts.main(server.url(), "in-flight", 1)) {
            Account account = accounts.get("main");
            Future<Verdict> underWay = deliver(account, 1, "first").get(0);
            await().atMost(LONG).until(() -> server.requests().size() == 1);
            assertThat(account.inFlight()).isOne();
            Future<Verdict> waits = deliver(account, 1, "second").get(0);
            accounts.release();
            assertThatThrownBy(waits::get).cause().isInstanceOf(StoppedWhileWaiting.class);
            goOn.countDown();
            assertThat(underWay.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static void othersPassUntilDone(Account account, Future<Verdict> bad) throws InterruptedException {
        for (int i = 0; !bad.isDone(); i++) {
            assertThat(account.deliver(patient("good-" + i)).outcome()).isEqualTo(Outcome.ACCEPTED);
        }
    }

    private static RawServer badOneRefused() {
        return new RawServer(
                (request, socket) -> send(socket, request.body().contains("bad") ? answer(403, "") : answer(200, YES)));
    }

    private static List<String> bodies(RawServer server) {
        return server.requests().stream().map(RawServer.Request::body).toList();
    }

    private List<Future<Verdict>> deliver(Account account, int count, String id) {
        List<Future<Verdict>> deliveries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Outgoing event = patient(id + "-" + i);
            deliveries.add(workers.submit(() -> account.deliver(event)));
        }
        return deliveries;
    }
}
