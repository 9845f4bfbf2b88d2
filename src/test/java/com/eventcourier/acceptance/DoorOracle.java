package com.eventcourier.acceptance;

import com.eventcourier.acceptance.OracleProcess.Sighting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what the target saw of events that came as requests or messages against the ledger, event by event. */
final class DoorOracle {

    private final CourierFolder folder;
    private final Map<String, List<Sighting>> seen = new HashMap<>();
    private final List<String> order = new ArrayList<>();

    DoorOracle(CourierFolder folder, List<Sighting> sightings) {
        this.folder = folder;
        for (Sighting one : sightings) {
            seen.computeIfAbsent(one.key(), any -> new ArrayList<>()).add(one);
            if (ProofScript.isTaken(one.answer())) {
                order.add(one.key());
            }
        }
    }

    int sightings() {
        return seen.values().stream().mapToInt(List::size).sum();
    }

    /** Those to which the target never said yes. */
    List<String> lost(Collection<String> keys) {
        return keys.stream()
                .filter(key ->
                        seen.getOrDefault(key, List.of()).stream().noneMatch(one -> ProofScript.isTaken(one.answer())))
                .toList();
    }

    /** What the target saw though nobody sent it. */
    List<String> strangers(Collection<String> keys) {
        return seen.keySet().stream().filter(key -> !keys.contains(key)).toList();
    }

    /** The events that the target took, in the order in which it took each for the first time. */
    List<String> taken() {
        return order.stream().distinct().toList();
    }

    /**
     * After the target took an event, or may have, another sighting of it is a possible duplicate that must be listed.
     *
     * @param ids of the events' records by key: the arrival's number, a hyphen, the position
     * @return those that are not
     */
    List<String> unexplained(Map<String, String> ids) throws SQLException {
        List<String> unexplained = new ArrayList<>();
        try (Connection ledger =
                DriverManager.getConnection("jdbc:sqlite:" + folder.data().resolve("ledger.db"))) {
            for (Map.Entry<String, List<Sighting>> one : seen.entrySet()) {
                if (isRepeated(one.getValue()) && listed(ledger, ids.get(one.getKey())) == 0) {
                    unexplained.add(one.getKey() + " " + one.getValue());
                }
            }
        }
        return unexplained;
    }

    private static boolean isRepeated(List<Sighting> sightings) {
        return sightings.subList(0, sightings.size() - 1).stream()
                .anyMatch(before -> ProofScript.isTaken(before.answer()) || ProofScript.isUnanswered(before.answer()));
    }

    /** An event that came in twice is in the ledger twice, with one delivery key; the one that was sent is listed. */
    private static long listed(Connection ledger, String id) throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(
                "select count(*) from record mine join record r on r.delivery_key = mine.delivery_key"
                        + " join possible_duplicate d on d.arrival = r.arrival and d.position = r.position and d.sub = r.sub"
                        + " where mine.arrival = ? and mine.position = ?")) {
            String[] parts = id.split("-");
            select.setLong(1, Long.parseLong(parts[0]));
            select.setLong(2, Long.parseLong(parts[1]));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
