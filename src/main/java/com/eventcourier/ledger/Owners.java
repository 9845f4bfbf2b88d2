package com.eventcourier.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes who owns which delivery key; belongs to the writer's thread. */
final class Owners {

    private record Owner(KeyHash key, RecordId id) {}

    private final Book book;
    private final KeyRuns runs;
    private final Batch batch;
    private final List<Owner> added = new ArrayList<>();
    private KeyRuns.Run folded;

    Owners(Book book, KeyRuns runs) throws SQLException {
        this.book = book;
        this.runs = runs;
        batch = new Batch(
                book.statement("insert into new_key_owner (key, arrival, position, sub) values (?, ?, ?, ?)"));
    }

    void begin() {
        added.clear();
        folded = null;
    }

    void own(byte[] key, RecordId id) throws SQLException {
        PreparedStatement row = batch.row();
        row.setBytes(1, key);
        row.setLong(2, id.arrival());
        row.setLong(3, id.position());
        row.setInt(4, id.sub());
        batch.add();
        added.add(new Owner(KeyHash.of(key), id));
    }

    void write() throws SQLException {
        batch.write();
    }

    /** Makes a run of the new owners when there are enough; part of the transaction that added the last of them. */
    void end() throws SQLException {
        if (runs.newestKeys().size() + added.size() < KeyRuns.RUN) {
            return;
        }
        KeyFilter filter = new KeyFilter(KeyRuns.RUN);
        runs.newestKeys().forEach(filter::add);
        added.forEach(owner -> filter.add(owner.key()));
        long number = runs.nextNumber();
        book.update("insert into key_run (run, filter) values (?, ?)", number, filter.bytes());
        book.update(
                "insert into key_owner (run, key, arrival, position, sub)"
                        + " select ?, key, arrival, position, sub from new_key_owner where true order by key, id"
                        + " on conflict (run, key) do update set arrival = excluded.arrival,"
                        + " position = excluded.position, sub = excluded.sub",
                number);
        book.update("delete from new_key_owner");
        folded = new KeyRuns.Run(number, filter);
    }

    /** The transaction is on disk; from now on the owners are found. */
    void committed() {
        added.forEach(owner -> runs.add(owner.key(), owner.id()));
        if (folded != null) {
            runs.fold(folded);
        }
    }
}
