package com.eventcourier.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One event that a record became: its payload, and what is wrong with it. Not thread-safe: it belongs to the thread
 * that carries its record.
 */
public final class Event {
    private static final ObjectWriter JSON = JsonMapper.builder().build().writer();

    private final String name;
    private ObjectNode payload;
    private final boolean mapped;
    private EventDefinition definition;
    private List<Fault> faults;

    Event(String name, ObjectNode payload, boolean mapped, List<Fault> faults) {
        this.name = name;
        this.payload = payload;
        this.mapped = mapped;
        this.faults = faults;
    }

    static Event of(ObjectNode payload, boolean mapped) {
        JsonNode name = payload.get(Standard.EVENT_NAME);
        return new Event(name != null && name.isTextual() ? name.textValue() : null, payload, mapped, List.of());
    }

    static Event failed(String name, Fault fault) {
        return new Event(name, null, true, List.of(fault));
    }

    /** The event's name, or null when nothing says which event it is. */
    public String name() {
        return name;
    }

    /** The flat object to send; null when the mapping failed. */
    public ObjectNode payload() {
        return payload;
    }

    /** All faults, the deciding one first; known after {@link FeedMapping#validate}. */
    public List<Fault> faults() {
        return faults;
    }

    /** The event's definition, known after {@link FeedMapping#validate}; null when there is none. */
    public EventDefinition definition() {
        return definition;
    }

    /** Whether {@link FeedMapping#validate} found nothing wrong. */
    public boolean valid() {
        return faults.isEmpty();
    }

    /** The payload as it is posted, in the order of the mapping; null when the mapping failed. */
    public byte[] json() {
        try {
            return payload == null ? null : JSON.writeValueAsBytes(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A payload could not be written as JSON", e);
        }
    }

    boolean mapped() {
        return mapped;
    }

    /** It can be neither sent nor kept as it is: the payload goes, the fault stays. */
    Event refuse(Fault fault) {
        payload = null;
        faults = List.of(fault);
        return this;
    }

    void judge(EventDefinition foundDefinition, List<Fault> found) {
        this.definition = foundDefinition;
        this.faults = found;
    }
}
