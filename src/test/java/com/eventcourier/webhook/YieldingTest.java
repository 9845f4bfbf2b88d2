package com.eventcourier.webhook;

import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static com.eventcourier.webhook.RawServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replayed events leave the places of an account to new ones, and take them where nobody else wants them. */
class YieldingTest {

    private static final int PLACES = 8;
    private static final int ENOUGH = 400;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger fresh = new AtomicInteger();
    private final AtomicInteger replayed = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile boolean freshCome = true;
    private volatile boolean replayedCome = true;

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @Test
    void replayedEventsHaveFewPlacesBesideNewOnesAndAllWithoutThem() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> {
                    boolean old = request.body().contains("old");
                    (old ? replayed : fresh).incrementAndGet();
                    int now = old ? underWay.incrementAndGet() : 0;
                    mostUnderWay.accumulateAndGet(now, Math::max);
                    TimeUnit.MILLISECONDS.sleep(10);
                    underWay.addAndGet(old ? -1 : 0);
                    send(socket, answer(200, YES));
                });
                Accounts accounts = TestAccounts.main(server.url(), "in-flight", PLACES)) {
            Account account = accounts.get("main");
            for (int i = 0; i < 2 * PLACES; i++) {
                workers.execute(() -> deliver(account, TestAccounts::patient, "new"));
            }
            await().until(() -> fresh.get() > 2 * PLACES);
            int before = fresh.get();
            for (int i = 0; i < PLACES; i++) {
                workers.execute(() -> deliver(account, TestAccounts::yielding, "old"));
            }
            await().until(() -> fresh.get() >= before + ENOUGH);
            assertThat(replayed.get()).as("of %s new ones", ENOUGH).isPositive().isLessThan(ENOUGH / 4);

            freshCome = false;
            await().until(() -> mostUnderWay.get() > PLACES / 2);
            replayedCome = false;
            await().until(() -> account.inFlight() == 0);
        }
    }

    private void deliver(Account account, Function<String, Outgoing> event, String kind) {
        try {
            while (kind.equals("new") ? freshCome : replayedCome) {
                account.deliver(event.apply(kind + numbers.incrementAndGet()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
