package com.eventcourier.feed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that could not be dealt with: each waits a little before it is tried again, and is told of once. */
final class Postponed {

    private static final Logger LOG = LoggerFactory.getLogger(Postponed.class);
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final Map<Path, Long> until = new ConcurrentHashMap<>();
    private final Map<Path, String> told = new ConcurrentHashMap<>();

    void put(Path file) {
        if (until.size() > MOST) {
            until.clear();
        }
        until.put(file, System.nanoTime() + WAIT.toNanos());
    }

    /** @param sentence what is wrong; logged when it is new */
    void put(Path file, String sentence) {
        put(file);
        if (told.size() > MOST) {
            told.clear();
        }
        if (!sentence.equals(told.put(file, sentence))) {
            LOG.error("{}. The file stays in the inbox and is tried again; nothing is lost.", sentence);
        }
    }

    boolean isTooEarly(Path file) {
        Long time = until.get(file);
        if (time == null) {
            return false;
        }
        if (System.nanoTime() - time < 0) {
            return true;
        }
        until.remove(file);
        return false;
    }
}
