package com.eventcourier.operate;

import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.RecordId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.management.openmbean.CompositeData;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Tells what became of an event. */
@ManagedResource(
        objectName = "com.eventcourier:type=Events",
        description = "What became of an event: where it came from, each attempt, its outcome")
public class EventsDesk {

    private static final Duration LOOK = Duration.ofSeconds(20);

    private final Ledger ledger;
    private final Plan plan;

    EventsDesk(Plan plan, Ledger ledger) {
        this.plan = plan;
        this.ledger = ledger;
    }

    @Reads
    @ManagedOperation(description = "Where an event came from, every attempt and its answer, the outcome, the replays")
    @ManagedOperationParameter(
            name = "what",
            description =
                    "A courier_id, arrival:row, the id that the HTTP door gave, the target's requestId, or the value of"
                            + " the unique attribute")
    @ManagedOperationParameter(
            name = "customer",
            description =
                    "Whose event it is: with it an accepted event is found by its unique attribute; empty if not known")
    @ManagedOperationParameter(
            name = "files",
            description = "true: looks for the value in the files that are still there, too, for 20 seconds at most")
    public CompositeData[] trace(String what, String customer, boolean files) throws IOException {
        String wanted = LetterArguments.word(what);
        if (wanted == null) {
            throw new DeskRefusal(
                    "Say which event: by its courier_id, arrival:row, id of the HTTP door, requestId, or unique attribute.");
        }
        Long until = files ? System.nanoTime() + LOOK.toNanos() : null;
        List<RecordId> found = new EventSearch(ledger.queries(), plan.data(), () -> plan)
                .find(wanted, LetterArguments.word(customer), until);
        return EventTables.of(ledger.queries(), found, Mask.of(Caller.now(), plan.definitions()));
    }
}
