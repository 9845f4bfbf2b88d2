package com.eventcourier.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Who owns a delivery key. An event claims its key before it is sent and gives it back when its outcome is on disk; in
 * between no other event with this key is sent.
 */
public final class Keys {

    /** What a claim is told. */
    public enum Claim {
        /** The key is the claimant's from now on: send. */
        FREE,
        /** The key is the claimant's, and the ledger says so already: send. */
        OWNED,
        /** Another event has it and is not settled. */
        BUSY,
        /** Accepted before, with the same payload. */
        DUPLICATE,
        /** Accepted before, with another payload. */
        CONFLICT
    }

    private static final String NEWEST = "select o.arrival, o.position, o.sub, r.state, r.payload_hash"
            + " from (select ? arrival, ? position, ? sub) o left join record r"
            + " on r.arrival = o.arrival and r.position = o.position and r.sub = o.sub and r.delivery_key = ?";
    private static final String IN_RUN = "select o.arrival, o.position, o.sub, r.state, r.payload_hash from key_owner o"
            + " left join record r on r.arrival = o.arrival and r.position = o.position and r.sub = o.sub"
            + " and r.delivery_key = o.key where o.run = ? and o.key = ?";

    private final ConcurrentHashMap<KeyHash, RecordId> inFlight = new ConcurrentHashMap<>();
    private final DataSource readers;
    private final KeyRuns runs;

    Keys(DataSource readers, KeyRuns runs) {
        this.readers = readers;
        this.runs = runs;
    }

    /** Claims the key; on any answer but FREE and OWNED the claimant does not hold it. */
    public Claim claim(byte[] key, byte[] payloadHash, RecordId claimant) {
        KeyHash hash = KeyHash.of(key);
        if (inFlight.putIfAbsent(hash, claimant) != null) {
            return Claim.BUSY;
        }
        Claim claim = Claim.BUSY;
        try {
            claim = ownerSays(key, hash, new Claimant(claimant, payloadHash));
        } catch (SQLException e) {
            throw new LedgerFault("The ledger could not be asked for a delivery key: " + e.getMessage(), e);
        } finally {
            if (claim != Claim.FREE && claim != Claim.OWNED) {
                inFlight.remove(hash);
            }
        }
        return claim;
    }

    /** Gives a claimed key back: its outcome is on disk, or the event was not sent after all. */
    public void release(byte[] key, RecordId claimant) {
        if (key != null) {
            inFlight.remove(KeyHash.of(key), claimant);
        }
    }

    /**
     * The newest event that had the key owns it, unless its state says that it does not any more. An owner and its state
     * are written in one commit: one without a state was removed since, or has another key since it was replayed through
     * another mapping, and the key is free.
     */
    private Claim ownerSays(byte[] key, KeyHash hash, Claimant claimant) throws SQLException {
        RecordId newest = runs.newest(hash);
        Claim claim = Claim.FREE;
        if (newest != null) {
            claim = ask(NEWEST, claimant, newest.arrival(), newest.position(), newest.sub(), key);
        }
        if (claim != Claim.FREE) {
            return claim;
        }
        for (long run : runs.mayHave(hash)) {
            claim = ask(IN_RUN, claimant, run, key);
            if (claim != Claim.FREE) {
                return claim;
            }
        }
        return Claim.FREE;
    }

    private Claim ask(String sql, Claimant claimant, Object... which) throws SQLException {
        try (Connection connection = readers.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < which.length; i++) {
                select.setObject(i + 1, which[i]);
            }
            try (ResultSet owner = select.executeQuery()) {
                return owner.next() ? claimant.against(owner) : Claim.FREE;
            }
        }
    }

    /** Who claims, and with which payload. */
    private record Claimant(RecordId id, byte[] payloadHash) {

        Claim against(ResultSet owner) throws SQLException {
            String state = owner.getString(4);
            if (state == null || !State.of(state).ownsKey()) {
                return Claim.FREE;
            }
            if (id.equals(new RecordId(owner.getLong(1), owner.getLong(2), owner.getInt(3)))) {
                return Claim.OWNED;
            }
            if (State.of(state) != State.ACCEPTED) {
                return Claim.BUSY;
            }
            byte[] accepted = owner.getBytes(5);
            return accepted == null || Arrays.equals(accepted, payloadHash) ? Claim.DUPLICATE : Claim.CONFLICT;
        }
    }
}
