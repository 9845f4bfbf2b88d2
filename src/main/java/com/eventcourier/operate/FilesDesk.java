package com.eventcourier.operate;

import com.eventcourier.feed.FileProgress;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.Ledger;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import javax.management.openmbean.CompositeData;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Tells how far files are and what came of them. */
@ManagedResource(objectName = "com.eventcourier:type=Files", description = "Files: how far they are, and their reports")
public class FilesDesk {

    private final Ledger ledger;
    private final DataFolder data;
    private final FileProgress progress;

    FilesDesk(Ledger ledger, DataFolder data, FileProgress progress) {
        this.ledger = ledger;
        this.data = data;
        this.progress = progress;
    }

    @Reads
    @ManagedOperation(description = "The newest files: how far each is, how long it takes still, what came of it")
    @ManagedOperationParameter(name = "feed", description = "Name of the feed; empty means any")
    @ManagedOperationParameter(name = "most", description = "So many at most; 0 means 20")
    public CompositeData[] list(String feed, int most) throws JsonProcessingException {
        note();
        return FileTables.list(ledger.queries(), feed, most);
    }

    @Reads
    @ManagedOperation(description = "One file with its report")
    @ManagedOperationParameter(name = "arrival", description = "Its number, as list shows it")
    public CompositeData show(long arrival) throws IOException {
        note();
        return FileTables.show(ledger.queries(), data, arrival);
    }

    private void note() throws JsonProcessingException {
        progress.note();
        ledger.flush();
    }
}
