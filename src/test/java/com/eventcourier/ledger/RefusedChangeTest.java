package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change that is wrong in itself is refused alone; what is written with it in one commit is on disk all the same. */
class RefusedChangeTest {

    @TempDir
    private Path folder;

    private TestLedger test;
    private long arrival;

    @BeforeEach
    void open() {
        test = new TestLedger(folder.resolve("ledger.db"));
        arrival = test.arrival("file.csv");
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void refused(Ledger.Work<?> work) {
        test.settle(new RecordId(arrival, 1, 0), State.ACCEPTED);
        assertThatThrownBy(() -> test.ledger().now(work)).isInstanceOf(LedgerFault.class);
        test.settle(new RecordId(arrival, 2, 0), State.DEAD);
        test.end(arrival, 2);

        assertThat(test.ledger().fault()).isNull();
        assertThat(test.settled()).isEqualTo(2);
        Audit audit = test.deepAudit();
        assertThat(audit.faults()).isEmpty();
        assertThat(audit.accepted()).isOne();
        assertThat(audit.deadOpen()).isOne();
    }

    @Test
    void aStatementThatBreaksARule() {
        refused(open -> {
            open.tallies().count(arrival, State.ACCEPTED.column(), "", 7);
            return open.update("insert into tally (arrival, state, code, n) values (1, null, '', 1)");
        });
    }

    @Test
    void aStatementThatIsNone() {
        refused(open -> open.update("no such words"));
    }

    /** Outcomes are gathered and written together: which of them is wrong shows only then. */
    @Test
    void anOutcomeThatIsThereAlready() {
        test.settle(new RecordId(arrival, 1, 0), State.ACCEPTED);
        test.ledger().flush();
        test.settle(new RecordId(arrival, 2, 0), State.ACCEPTED);
        test.settle(new RecordId(arrival, 1, 0), State.ACCEPTED);
        test.settle(new RecordId(arrival, 3, 0), 1, State.RETRY, State.ACCEPTED);
        test.settle(new RecordId(arrival, 4, 0), State.DEAD);
        test.end(arrival, 3);

        assertThat(test.ledger().fault()).isNull();
        assertThat(test.settled()).isEqualTo(3);
        assertThat(test.deepAudit().faults()).isEmpty();
    }

    @Test
    void workThatThrows() {
        refused(open -> List.of(open.update("delete from heartbeat")).get(1));
    }
}
