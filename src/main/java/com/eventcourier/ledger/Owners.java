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
    private final List<Owner> gone = new ArrayList<>();
    private KeyRuns.Run folded;

    Owners(Book book, KeyRuns runs) throws SQLException {
        this.book = book;
        this.runs = runs;
        batch = new Batch(
                book.statement("insert into new_key_owner (key, arrival, position, sub) values (?, ?, ?, ?)"));
    }

    void begin() {
        added.clear();
        gone.clear();
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

    /** The event with this key is removed: nobody is to look for it any more. */
    void disown(byte[] key, RecordId id) throws SQLException {
        Owner owner = new Owner(KeyHash.of(key), id);
        if (id.equals(runs.newest(owner.key()))) {
            gone.add(owner);
        }
        for (long run : runs.mayHave(owner.key())) {
            int found = book.update(
                    "delete from key_owner where run = ? and key = ? and arrival = ? and position = ? and sub = ?",
                    run,
                    key,
                    id.arrival(),
                    id.position(),
                    id.sub());
            if (found > 0) {
                book.update(
                        "delete from key_run where run = ? and not exists (select 1 from key_owner where run = ?)",
                        run,
                        run);
            }
        }
    }

    /** All events of an arrival that were disowned, in this transaction, are within these positions. */
    void disowned(long arrival, long after, long upTo) throws SQLException {
        if (!gone.isEmpty()) {
            book.update(
                    "delete from new_key_owner where arrival = ? and position > ? and position <= ? and not exists"
                            + " (select 1 from record r where r.arrival = new_key_owner.arrival"
                            + " and r.position = new_key_owner.position and r.sub = new_key_owner.sub)",
                    arrival,
                    after,
                    upTo);
        }
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
        gone.forEach(owner -> runs.remove(owner.key(), owner.id()));
        added.forEach(owner -> runs.add(owner.key(), owner.id()));
        if (folded != null) {
            runs.fold(folded);
        }
    }
}
