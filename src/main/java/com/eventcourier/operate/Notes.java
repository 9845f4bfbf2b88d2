package com.eventcourier.operate;

import com.eventcourier.ledger.LedgerFault;
import com.eventcourier.ledger.LedgerQueries;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Reads the lists that the running courier leaves in the ledger. */
final class Notes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Notes() {}

    /** An empty list where there is no such note. */
    static JsonNode of(LedgerQueries ledger, String name) {
        LedgerQueries.Note note = ledger.notes().get(name);
        try {
            return note == null ? JSON.createArrayNode() : JSON.readTree(note.value());
        } catch (JsonProcessingException e) {
            throw new LedgerFault("The note " + name + " in the ledger cannot be read.", e);
        }
    }

    /** The item whose field has this value; a missing node where there is none. */
    static JsonNode named(JsonNode list, String field, String value) {
        for (JsonNode item : list) {
            if (item.path(field).asText().equals(value)) {
                return item;
            }
        }
        return MissingNode.getInstance();
    }
}
