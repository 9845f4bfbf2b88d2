package com.eventcourier.ledger;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who owns a delivery key. An event claims its key before it is sent and gives it back when its outcome is on disk; in
 * between no other event with this key is sent.
 */
public final class Keys {

    /** What a claim is told. */
    public enum Claim {
        /** The key is the claimant's: send. */
        FREE,
        /** Another event has it and is not settled. */
        BUSY,
        /** Accepted before, with the same payload. */
        DUPLICATE,
        /** Accepted before, with another payload. */
        CONFLICT
    }

    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);
    private static final String OWNER =
            "select d.arrival, d.position, d.sub, r.state, r.payload_hash from delivery_key d"
                    + " left join record r on r.arrival = d.arrival and r.position = d.position and r.sub = d.sub"
                    + " where d.key = ?";

    private final ConcurrentHashMap<ByteBuffer, RecordId> inFlight = new ConcurrentHashMap<>();
    private final DataSource readers;
    private final KeyFilter known;

    Keys(DataSource readers, KeyFilter known) {
        this.readers = readers;
        this.known = known;
    }

    /** Claims the key; on any answer but FREE the claimant does not hold it. */
    public Claim claim(byte[] key, byte[] payloadHash, RecordId claimant) {
        ByteBuffer wrapped = ByteBuffer.wrap(key);
        RecordId holder = inFlight.putIfAbsent(wrapped, claimant);
        if (holder != null) {
            return Claim.BUSY;
        }
        if (!known.mayContain(key)) {
            return Claim.FREE;
        }
        Claim claim = Claim.BUSY;
        try {
            claim = ownerSays(key, payloadHash, claimant);
        } finally {
            if (claim != Claim.FREE) {
                inFlight.remove(wrapped);
            }
        }
        return claim;
    }

    /** Gives a claimed key back: its outcome is on disk, or the event was not sent after all. */
    public void release(byte[] key, RecordId claimant) {
        if (key != null) {
            inFlight.remove(ByteBuffer.wrap(key), claimant);
        }
    }

    /** The event's key is about to be in the ledger. */
    void remember(byte[] key) {
        known.add(key);
    }

    private Claim ownerSays(byte[] key, byte[] payloadHash, RecordId claimant) {
        try (Connection connection = readers.getConnection();
                PreparedStatement select = connection.prepareStatement(OWNER)) {
            select.setBytes(1, key);
            try (ResultSet owner = select.executeQuery()) {
                if (!owner.next()) {
                    return Claim.FREE;
                }
                RecordId id = new RecordId(owner.getLong(1), owner.getLong(2), owner.getInt(3));
                if (id.equals(claimant)) {
                    return Claim.FREE;
                }
                String state = owner.getString(4);
                if (state != null && State.of(state) != State.ACCEPTED) {
                    return Claim.BUSY;
                }
                byte[] accepted = owner.getBytes(5);
                return accepted == null || Arrays.equals(accepted, payloadHash) ? Claim.DUPLICATE : Claim.CONFLICT;
            }
        } catch (SQLException e) {
            throw new LedgerFault("The ledger could not be asked for a delivery key: " + e.getMessage(), e);
        }
    }

    /** Reads all keys once; runs beside the first deliveries, which ask the ledger meanwhile. */
    void fill() {
        fill("select key from delivery_key", known);
    }

    void fill(String sql, KeyFilter filter) {
        long started = System.nanoTime();
        long count = 0;
        try (Connection connection = readers.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet keys = select.executeQuery()) {
            while (keys.next() && !Thread.currentThread().isInterrupted()) {
                filter.add(keys.getBytes(1));
                count++;
            }
            if (!Thread.currentThread().isInterrupted()) {
                filter.complete();
            }
        } catch (SQLException e) {
            LOG.warn(
                    "The delivery keys could not be read ahead ({}); each event asks the ledger instead.",
                    e.getMessage());
        }
        LOG.debug("Read {} keys in {} ms", count, (System.nanoTime() - started) / 1_000_000);
    }
}
