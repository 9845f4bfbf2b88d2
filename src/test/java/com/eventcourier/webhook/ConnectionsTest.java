package com.eventcourier.webhook;

import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static com.eventcourier.webhook.RawServer.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Connections are kept, and a kept connection that the target closed is not taken for an unanswered POST. */
class ConnectionsTest {

    @Test
    void twoHundredPostsUseNoMoreConnectionsThanMayBeInFlight() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try (RawServer server = RawServer.saying(answer(200, YES));
                Accounts accounts = TestAccounts.main(server.url(), "in-flight", 4)) {
            List<Future<Verdict>> deliveries = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String id = "e" + i;
                deliveries.add(workers.submit(() -> TestAccounts.deliver(accounts, id)));
            }
            for (Future<Verdict> delivery : deliveries) {
                assertThat(delivery.get().outcome()).isEqualTo(Outcome.ACCEPTED);
            }
            assertThat(server.requests()).hasSize(200);
            assertThat(server.connections()).isLessThanOrEqualTo(4);
            assertThat(accounts.get("main").inFlight()).isZero();
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void connectionsThatAreClosedAtRandomWhileTheyLieStillCostNothing() throws Exception {
        Random random = new Random(7);
        try (RawServer server = new RawServer((request, socket) -> {
                    send(socket, answer(200, YES));
                    if (random.nextInt(3) == 0) {
                        socket.close();
                    }
                });
                Accounts accounts = TestAccounts.main(server.url())) {
            for (int i = 0; i < 60; i++) {
                assertThat(TestAccounts.deliver(accounts, "e" + i).outcome()).isEqualTo(Outcome.ACCEPTED);
                LockSupport.parkNanos(15_000_000);
            }
            assertThat(server.requests()).hasSize(60);
            assertThat(server.connections()).isGreaterThan(5).isLessThan(40);
        }
    }

    @Test
    void aFarewellOnAConnectionThatLiesStillCostsNothing() throws Exception {
        assertSpoiltWhileItLiesStill(
                "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", true);
    }

    @Test
    void aStrayYesOnAConnectionThatLiesStillIsNoAnswerAndCostsNothing() throws Exception {
        assertSpoiltWhileItLiesStill(answer(200, YES), false);
    }

    @Test
    void anAnswerThatCameWithMoreThanItselfEndsItsConnectionEvenUnderLoad() throws Exception {
        try (RawServer server = RawServer.saying(answer(200, YES) + answer(200, YES));
                Accounts accounts = TestAccounts.main(server.url(), "quick-attempts", 1)) {
            for (int i = 0; i < 20; i++) {
                Verdict verdict = TestAccounts.deliver(accounts, "e" + i);
                assertThat(verdict.outcome()).isEqualTo(Outcome.ACCEPTED);
            }
            assertThat(server.requests()).hasSize(20);
            assertThat(server.connections()).isEqualTo(20);
        }
    }

    private static void assertSpoiltWhileItLiesStill(String bytes, boolean closed) throws Exception {
        List<Socket> sockets = new CopyOnWriteArrayList<>();
        try (RawServer server = new RawServer((request, socket) -> {
                    sockets.add(socket);
                    send(socket, answer(200, YES));
                });
                Accounts accounts = TestAccounts.main(server.url(), "quick-attempts", 1)) {
            assertThat(TestAccounts.deliver(accounts, "e1").outcome()).isEqualTo(Outcome.ACCEPTED);
            send(sockets.get(0), bytes);
            if (closed) {
                sockets.get(0).shutdownOutput();
            }
            LockSupport.parkNanos(50_000_000);
            Verdict verdict = TestAccounts.deliver(accounts, "e2");
            assertThat(verdict.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(verdict.possibleDuplicate()).isFalse();
            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aCloseThatIsAnnouncedCostsNothingEvenUnderLoad() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> {
                    boolean last = request.number() % 3 == 0;
                    send(socket, last ? answer(200, YES, "Connection: close") : answer(200, YES));
                    if (last) {
                        socket.close();
                    }
                });
                Accounts accounts = TestAccounts.main(server.url())) {
            for (int i = 0; i < 100; i++) {
                assertThat(TestAccounts.deliver(accounts, "e" + i).outcome()).isEqualTo(Outcome.ACCEPTED);
            }
            assertThat(server.connections()).isEqualTo(34);
        }
    }

    @Test
    void anUnannouncedCloseUnderLoadIsNeverTakenForAYesOrSentTwice() throws Exception {
        var accepted = ConcurrentHashMap.<String>newKeySet();
        try (RawServer server = new RawServer((request, socket) -> {
                    accepted.add(request.body());
                    send(socket, answer(200, YES));
                    if (request.number() % 5 == 0) {
                        socket.close();
                    }
                });
                Accounts accounts = TestAccounts.main(server.url())) {
            int yes = 0;
            for (int i = 0; i < 300; i++) {
                Verdict verdict = TestAccounts.deliver(accounts, "e" + i);
                assertThat(verdict.outcome()).isIn(Outcome.ACCEPTED, Outcome.AMBIGUOUS, Outcome.RETRY);
                yes += verdict.outcome() == Outcome.ACCEPTED ? 1 : 0;
            }
            assertThat(server.requests()).hasSize(yes);
            assertThat(accepted).hasSize(yes);
        }
    }
}
