package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What makes two events the same for the target: account, event name, customer and every unique attribute ("Setup and
 * test behavioral events", uniqueness). Values are taken as they are to be sent, so an event is validated first.
 */
public final class DeliveryKey {
    private static final int BYTES = 16;

    private DeliveryKey() {}

    /**
     * The key by the definition.
     *
     * @param accountEpoch the account and its epoch, which a new target starts afresh
     * @return 16 bytes, or null when the definition marks no attribute unique, or the event lacks one of the key's
     *     values or a definition
     */
    public static byte[] of(String accountEpoch, Event event) {
        EventDefinition definition = event.definition();
        if (definition == null
                || event.payload() == null
                || definition.uniqueAttributes().isEmpty()) {
            return null;
        }
        ObjectNode payload = event.payload();
        JsonNode customer = payload.get(definition.customer().name());
        if (customer == null) {
            return null;
        }
        HashInput input = HashInput.start()
                .text("key")
                .text(accountEpoch)
                .text(definition.event())
                .node(customer);
        for (String name : definition.uniqueAttributes()) {
            JsonNode value = payload.get(name);
            if (value == null) {
                return null;
            }
            input.text(name).node(value);
        }
        return input.sha256(BYTES);
    }

    /** The key of an event whose definition marks nothing unique: 16 bytes of where it stood. */
    public static byte[] ofPosition(String accountEpoch, String feed, byte[] contentHash, long position, int sub) {
        return HashInput.start()
                .text("position")
                .text(accountEpoch)
                .text(feed)
                .bytes(contentHash)
                .number(position)
                .number(sub)
                .sha256(BYTES);
    }

    /** 16 bytes that are the same for payloads of the same keys and values, in any order of keys. */
    public static byte[] payloadHash(ObjectNode payload) {
        return HashInput.start().node(payload).sha256(BYTES);
    }
}
