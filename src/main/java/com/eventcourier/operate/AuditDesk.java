package com.eventcourier.operate;

import com.eventcourier.ledger.DeskAction;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LedgerQueries;
import javax.management.openmbean.CompositeData;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Tells who changed what and why. */
@ManagedResource(objectName = "com.eventcourier:type=Audit", description = "Who changed what by hand, when and why")
public class AuditDesk {

    private final Ledger ledger;

    AuditDesk(Ledger ledger) {
        this.ledger = ledger;
    }

    @Reads
    @ManagedOperation(description = "The newest changes that were made by hand")
    @ManagedOperationParameter(name = "most", description = "So many at most; 0 means 50")
    public CompositeData[] list(int most) {
        return table(ledger.queries(), most);
    }

    static CompositeData[] table(LedgerQueries ledger, int most) {
        int size = most <= 0 ? 50 : Math.min(most, LetterTables.MOST);
        return OpenRecords.table(DeskAction.Done.newest(ledger, size));
    }
}
