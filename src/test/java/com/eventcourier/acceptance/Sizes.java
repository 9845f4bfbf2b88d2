package com.eventcourier.acceptance;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How large the acceptance tests are: short in {@code verify}, as the promise has it in {@code -Pacceptance}. */
final class Sizes {

    /** Data rows of the bookings file. */
    static final int ROWS = Integer.getInteger("acceptance.rows", 20_000);

    /** How often the courier is killed while it reads that file. */
    static final int KILLS = Integer.getInteger("acceptance.kills", 3);

    /** How long a target refuses the password; it is down half as long again. */
    static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("acceptance.outage", 5));

    /** How long a test waits for what must happen; on a busy machine it takes longer, and is no less right. */
    static final Duration PATIENCE = Duration.ofSeconds(90 + ROWS / 1000).plus(OUTAGE.multipliedBy(2));

    /** How couriers are started beside a user's way: in half the time in {@code verify}, as a user does in the long forms. */
    static final List<String> JVM = Arrays.stream(
                    System.getProperty("acceptance.jvm", "").split(" "))
            .filter(flag -> !flag.isEmpty())
            .toList();

    private Sizes() {}
}
