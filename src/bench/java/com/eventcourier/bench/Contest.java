package com.eventcourier.bench;

import com.eventcourier.bench.Bookings.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Running processes that are measured in turns, so that what else the machine does falls on all of them alike. */
final class Contest {

    private static final long WARM_UP = 400_000;

    private final Place place;
    private final Webhook webhook;
    private final Map<Entry, List<Rate>> entries = new LinkedHashMap<>();

    /** One that takes part, and how many events it gets in each round. */
    record Entry(String name, Subject subject, Format format, long events) {}

    Contest(Place place, Webhook webhook) {
        this.place = place;
        this.webhook = webhook;
    }

    Contest enter(String name, Subject subject, Format format, long events) {
        entries.put(new Entry(name, subject, format, events), new ArrayList<>());
        return this;
    }

    /** Warms all up, then lets each run once in every round; returns the medians by name. */
    Map<String, Rate> run() throws IOException, InterruptedException {
        for (Entry entry : entries.keySet()) {
            once(entry, "warm-up", WARM_UP);
        }
        int rounds = Integer.getInteger("bench.rounds");
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<Entry, List<Rate>> entry : entries.entrySet()) {
                entry.getValue().add(once(entry.getKey(), "round " + round, entry.getKey().events()));
            }
        }
        Map<String, Rate> medians = new LinkedHashMap<>();
        entries.forEach((entry, rates) -> medians.put(entry.name(), Rate.median(rates)));
        return medians;
    }

    private Rate once(Entry entry, String when, long events) throws IOException, InterruptedException {
        String name = "bookings-" + System.nanoTime() + "." + entry.format().name().toLowerCase(Locale.ROOT);
        Rate rate = Rate.of(
                entry.subject(), webhook, Bookings.write(place.file(name), entry.format(), events), events);
        System.out.println(Table.text(
                "  %-40s %-8s %,8.0f events/s %6.1f us of processor",
                entry.name(), when, rate.perSecond(), rate.cpuMicros()));
        return rate;
    }
}
