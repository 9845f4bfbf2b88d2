package com.eventcourier.webhook;

import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static com.eventcourier.webhook.RawServer.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
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
