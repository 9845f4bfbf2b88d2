package com.eventcourier.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that are taken from the ledger together: no more than are in memory at once without harm, and at least one. The
 * next look finds the others.
 */
public final class Handful {

    /** Of records in hand: in memory each is several times its size. */
    public static final long MOST_BYTES = Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 64);

    private final List<KeptRow> rows = new ArrayList<>();
    private final int most;
    private long bytes;

    Handful(int most) {
        this.most = most;
    }

    /** Takes what there is room for, of rows that {@link KeptRow#SELECT} found. */
    void read(ResultSet found) throws SQLException {
        while (room() > 0 && found.next()) {
            KeptRow row = KeptRow.read(found);
            rows.add(row);
            bytes += row.bytes();
        }
    }

    /** How many more there may be. */
    int room() {
        return bytes < MOST_BYTES ? most - rows.size() : 0;
    }

    List<KeptRow> rows() {
        return rows;
    }
}
