package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps a file, or a step of the upkeep, from coming to its end: a full disk, a medium that cannot be read. Each is
 * said once and not again until it changes, and the file waits a while before it is tried again.
 */
public final class FileFaults {

    private static final Logger LOG = LoggerFactory.getLogger(FileFaults.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Map<Object, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(String fault, long nanos) {}

    /** What is done with an arrival. */
    interface Step {
        void take(ArrivalRow row) throws IOException;
    }

    /** Takes arrivals one by one: what keeps one of them from its end keeps none of the others. */
    void each(List<ArrivalRow> rows, Step step) {
        for (ArrivalRow row : rows) {
            try {
                step.take(row);
                seen.remove(row.id());
            } catch (IOException | RuntimeException e) {
                LOG.debug("Fault with arrival {}", row.id(), e);
                of(row, sentence(e));
            }
        }
    }

    private void of(ArrivalRow row, String fault) {
        if (isNew(row.id(), fault)) {
            LOG.error(
                    "{} of feed {} could not be reported and is tried again; other files go on. {}",
                    row.name(),
                    row.feed(),
                    fault);
        }
    }

    /** A route asks what to do with a fault for which nobody else has an answer. */
    public void tell(Exchange exchange, Exception fault) {
        LOG.debug("Fault in route {}", exchange.getFromRouteId(), fault);
        Object body = exchange.getMessage().getBody();
        if (body instanceof OpenArrival arrival) {
            of(arrival.file(), sentence(fault));
        } else if (body instanceof GenericFile<?> file && file.getFile() instanceof File source) {
            of(source.toPath(), sentence(fault));
        } else if (isNew(String.valueOf(exchange.getFromRouteId()), sentence(fault))) {
            LOG.error("Route {} could not do its work: {} It tries again.", exchange.getFromRouteId(), sentence(fault));
        }
    }

    /** The file could not be read or finished now; it stays in the inbox. */
    void of(Path file, String fault) {
        if (isNew(file, fault)) {
            LOG.error("{} stays in the inbox and is tried again. {}", file, fault);
        }
    }

    /** The file came to its end after all. */
    void none(Path file) {
        seen.remove(file);
    }

    /** Whether a file had a fault just now, so that it is too early to try again. */
    boolean putsOff(Path file) {
        Seen last = seen.get(file);
        return last != null && System.nanoTime() - last.nanos() < PAUSE.toNanos();
    }

    private boolean isNew(Object subject, String fault) {
        Seen before = seen.put(subject, new Seen(fault, System.nanoTime()));
        return before == null || !before.fault().equals(fault);
    }

    private static String sentence(Exception fault) {
        String said = fault.getMessage() == null ? fault.toString() : fault.getMessage();
        if (fault instanceof NoSuchFileException gone) {
            said = gone.getFile() + " is not there";
        } else if (fault instanceof AccessDeniedException denied) {
            said = "The courier's user has no right to " + denied.getFile() + " or its folder";
        } else if (fault instanceof FileSystemException file && file.getReason() == null) {
            said = fault.toString();
        }
        return said.endsWith(".") ? said : said + ".";
    }
}
