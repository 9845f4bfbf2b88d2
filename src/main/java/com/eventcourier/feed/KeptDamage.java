package com.eventcourier.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row that could not be read, as the ledger kept it: cut with the delimiter that it came with, whatever its rejected
 * file was saved with since.
 */
final class KeptDamage {

    private static final int ASCII = 128;

    private final Map<String, String> columns = new HashMap<>();
    private final List<String> damaged = new ArrayList<>();

    KeptDamage(byte[] raw, Shape shape) {
        String text = new String(raw, shape.format().recordCharset());
        CsvFields csv = new CsvFields(shape.format().delimiter());
        String[] values = new String[shape.header().size()];
        csv.cutAnyhow(text, values);
        for (int i = 0; i < values.length; i++) {
            String column = shape.header().get(i);
            if (values[i] != null && !column.startsWith(Courier.PREFIX)) {
                columns.put(column, values[i]);
            }
        }
        boolean broken = csv.cut(text, CsvFields.COUNT_ONLY) == CsvFields.BROKEN;
        Arrays.stream(csv.values(text))
                .filter(value -> DamagedRow.hasReplaced(value) || broken && value != null && value.indexOf('"') >= 0)
                .forEach(damaged::add);
    }

    /** Whether the row is still as it was cut, or a value of it still a damaged one. */
    boolean isStillIn(ObjectNode row) {
        if (isAsCut(row)) {
            return true;
        }
        for (JsonNode value : row) {
            if (!damaged.isEmpty() && DamagedRow.hasReplaced(value.textValue())
                    || damaged.stream().anyMatch(cell -> isSame(cell, value.textValue()))) {
                return true;
            }
        }
        return false;
    }

    private boolean isAsCut(ObjectNode row) {
        return row.size() == columns.size()
                && columns.entrySet().stream()
                        .allMatch(cell ->
                                isSame(cell.getValue(), row.path(cell.getKey()).textValue()));
    }

    /** A file has a question mark for each character that its charset lacks, and so for what stands for a damaged one. */
    private static boolean isSame(String kept, String own) {
        if (own == null || own.length() != kept.length()) {
            return false;
        }
        for (int i = 0; i < kept.length(); i++) {
            if (own.charAt(i) != kept.charAt(i) && (own.charAt(i) != '?' || kept.charAt(i) < ASCII)) {
                return false;
            }
        }
        return true;
    }
}
