package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The way from a record to payloads: filter, event type, mapping. */
final class RecordMapper {
    private final MappingFacts facts;
    private final Jslt eventFrom;
    private final Jslt filter;
    private final Map<String, Jslt> mappings;

    RecordMapper(MappingFacts facts, Jslt eventFrom, Jslt filter, Map<String, Jslt> mappings) {
        this.facts = facts;
        this.eventFrom = eventFrom;
        this.filter = filter;
        this.mappings = mappings;
    }

    MappedRecord map(ObjectNode record) {
        Attempt attempt = new Attempt();
        try {
            return map(attempt, record);
        } catch (StackOverflowError e) {
            return attempt.failed(Codes.POISON, attempt.sentence("exhausts the stack on this record"));
        } catch (OutOfMemoryError e) {
            return SecondTry.alone(
                    () -> map(attempt, record),
                    () -> attempt.failed(Codes.POISON, attempt.sentence("exhausts the memory on this record")));
        }
    }

    private MappedRecord map(Attempt attempt, ObjectNode record) {
        try {
            return attempt.map(facts.text() ? PayloadCopy.withoutEmptyCells(record) : record);
        } catch (JsltException e) {
            return attempt.failed(Codes.MAPPING_FAILED, attempt.running.failure(e, record));
        } catch (RuntimeException e) {
            String what = "fails (" + e.getClass().getSimpleName() + ")";
            return attempt.failed(Codes.MAPPING_FAILED, attempt.sentence(what));
        }
    }

    /** Whether records of this event go through a mapping. */
    boolean maps(String event) {
        return event != null && mappings.containsKey(event);
    }

    /** One record on its way; it remembers what is running, for the sentence if that fails. */
    private final class Attempt {
        private Jslt running;
        private String event;

        MappedRecord map(ObjectNode record) {
            if (filter != null && !isTrue(run(filter, record))) {
                return MappedRecord.FILTERED;
            }
            JsonNode name = eventName(record);
            if (name != null && !name.isTextual() && eventFrom != null) {
                String what = "the event rule gives " + kind(name) + ", not the name of an event";
                return failed(Codes.MAPPING_FAILED, eventFrom.failure(what));
            }
            event = name != null && name.isTextual() ? name.textValue() : null;
            Jslt mapping = event == null ? null : mappings.get(event);
            return mapping == null ? asItIs(record) : events(mapping, run(mapping, record));
        }

        String sentence(String what) {
            return running == null ? "The feed's mapping " + what : running.failure(what);
        }

        MappedRecord failed(String code, String message) {
            return MappedRecord.of(Event.failed(event, Fault.of(code, message)));
        }

        private JsonNode eventName(ObjectNode record) {
            if (facts.event() != null) {
                return TextNode.valueOf(facts.event());
            }
            JsonNode name = eventFrom == null ? record.get(Standard.EVENT_NAME) : run(eventFrom, record);
            return PayloadCopy.isAbsent(name, true) ? null : name;
        }

        private MappedRecord asItIs(ObjectNode record) {
            ObjectNode payload = PayloadCopy.of(record, event, facts.text());
            if (eventFrom != null && event != null) {
                payload.put(Standard.EVENT_NAME, event);
            }
            return MappedRecord.of(Event.of(payload, false));
        }

        private MappedRecord events(Jslt mapping, JsonNode output) {
            if (output.isObject()) {
                return MappedRecord.of(event(output));
            }
            if (!output.isArray()) {
                return failed(Codes.MAPPING_FAILED, mapping.failure("gives " + kind(output) + ", not an object"));
            }
            if (output.size() > PayloadBounds.MOST_EVENTS) {
                String what = "gives " + output.size() + " events; one record may become " + PayloadBounds.MOST_EVENTS;
                return failed(Codes.TOO_LARGE, mapping.failure(what));
            }
            List<Event> events = new ArrayList<>(output.size());
            for (JsonNode one : output) {
                if (one.isObject()) {
                    events.add(event(one));
                } else {
                    String what = "gives a list with " + kind(one) + " in it, not of objects only";
                    events.add(Event.failed(event, Fault.of(Codes.MAPPING_FAILED, mapping.failure(what))));
                }
            }
            return events.isEmpty() ? MappedRecord.FILTERED : new MappedRecord(false, events);
        }

        private Event event(JsonNode output) {
            return Event.of(PayloadCopy.of(output, event, facts.text()), true);
        }

        private JsonNode run(Jslt expression, ObjectNode record) {
            running = expression;
            return expression.apply(record);
        }
    }

    /** What JSLT itself takes for true: all but false, null and what is empty. */
    private static boolean isTrue(JsonNode value) {
        return !value.isNull()
                && !(value.isBoolean() && !value.booleanValue())
                && !(value.isContainerNode() && value.isEmpty());
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> "nothing";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list";
            default -> "an object";
        };
    }
}
