package com.eventcourier.acceptance;

import com.eventcourier.acceptance.RecordingTarget.Post;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;

/** Counts how often each row of a {@link BookingsFile} reached the target, in little memory. */
final class Bookings implements Consumer<Post> {

    private static final String BEFORE = "\"external_event_id\":\"BK-";
    private static final int DIGITS = 9;

    private final AtomicIntegerArray times;
    private final AtomicInteger came = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();

    Bookings(int rows) {
        times = new AtomicIntegerArray(rows);
    }

    @Override
    public void accept(Post post) {
        int at = post.body().indexOf(BEFORE);
        int number = at < 0 ? -1 : number(post.body(), at + BEFORE.length());
        if (number < 0 || number >= times.length()) {
            strangers.incrementAndGet();
        } else {
            if (times.getAndIncrement(number) == 0) {
                came.incrementAndGet();
            }
        }
    }

    private static int number(String body, int from) {
        int number = 0;
        for (int i = from; i < from + DIGITS; i++) {
            number = number * 10 + body.charAt(i) - '0';
        }
        return number;
    }

    /** Posts that belong to no row of the file. */
    int strangers() {
        return strangers.get();
    }

    /** How many rows came, each counted once. */
    int came() {
        return came.get();
    }

    /** The lines of the rows that came at least so often. */
    TreeSet<Long> linesThatCame(int atLeast) {
        TreeSet<Long> lines = new TreeSet<>();
        for (int number = 0; number < times.length(); number++) {
            if (times.get(number) >= atLeast) {
                lines.add(BookingsFile.line(number));
            }
        }
        return lines;
    }

    /** The lines of the good rows that never came. */
    TreeSet<Long> goodLinesThatNeverCame() {
        TreeSet<Long> lines = new TreeSet<>();
        for (int number = 0; number < times.length(); number++) {
            if (times.get(number) == 0 && BookingsFile.flaw(number) == null) {
                lines.add(BookingsFile.line(number));
            }
        }
        return lines;
    }

    /** The lines of the bad rows that came all the same. */
    TreeSet<Long> badLinesThatCame() {
        TreeSet<Long> lines = linesThatCame(1);
        lines.removeIf(line -> BookingsFile.flaw(BookingsFile.number(line)) == null);
        return lines;
    }
}
