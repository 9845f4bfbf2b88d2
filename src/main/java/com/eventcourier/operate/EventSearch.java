package com.eventcourier.operate;

import com.eventcourier.event.DeliveryKey;
import com.eventcourier.event.Event;
import com.eventcourier.event.EventDefinition;
import com.eventcourier.event.FeedMapping;
import com.eventcourier.feed.FileSearch;
import com.eventcourier.feed.http.EventId;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.LetterId;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.TraceQueries;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds events by what people know of them: the name of a letter, the place of a record, the id that the HTTP door gave
 * it, the target's requestId, or the value of a unique attribute. Of an event that was accepted the ledger keeps no value but a hash of its delivery key, so
 * that the value alone finds it only in a file that is still there; with its customer it is found by the key.
 */
final class EventSearch {

    private static final Pattern PLACE = Pattern.compile("(\\d{1,18}):(\\d{1,18})");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a value that many events have; a unique one has few. */
    private static final int MOST = 200;

    private final LedgerQueries ledger;
    private final TraceQueries trace;
    private final DataFolder data;
    private final Supplier<Plan> plan;

    /** @param plan is asked only where event types or files are needed */
    EventSearch(LedgerQueries ledger, DataFolder data, Supplier<Plan> plan) {
        this.ledger = ledger;
        this.trace = new TraceQueries(ledger);
        this.data = data;
        this.plan = plan;
    }

    /**
     * @param customer whose event it is; null where that is not known
     * @param until a time of {@link System#nanoTime} at which a search through files ends; null: no files are looked at
     */
    List<RecordId> find(String what, String customer, Long until) throws IOException {
        List<RecordId> named = byName(what);
        if (!named.isEmpty()) {
            return named;
        }
        Set<RecordId> found = new LinkedHashSet<>(trace.ofReceipt(what));
        Set<String> written = written(what);
        trace.eachWithText(written, letter -> {
            if (found.size() < MOST && isIn(letter, what, written)) {
                found.add(letter.id());
            }
        });
        if (customer != null) {
            found.addAll(byKey(what, customer));
        }
        if (until != null) {
            found.addAll(inFiles(what, until));
        }
        return List.copyOf(found);
    }

    private List<RecordId> byName(String what) {
        Matcher place = PLACE.matcher(what);
        if (place.matches()) {
            return trace.ofRecord(Long.parseLong(place.group(1)), Long.parseLong(place.group(2)));
        }
        return LetterId.parse(what)
                .map(trace::ofLetter)
                .or(() -> EventId.parse(what).map(this::posted))
                .orElse(List.of());
    }

    private List<RecordId> posted(EventId id) {
        boolean known = ledger.arrival(id.arrival()).filter(id::isOf).isPresent();
        return known ? trace.ofRecord(id.arrival(), id.position()) : List.of();
    }

    /** The text as it is, and as it may stand in JSON: what must be escaped there is, and more of it may be. */
    private static Set<String> written(String what) throws IOException {
        Set<String> written = new LinkedHashSet<>(List.of(what));
        for (String json : List.of(
                JSON.writeValueAsString(what),
                new String(JSON.writeValueAsBytes(what), StandardCharsets.UTF_8),
                JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(what))) {
            written.add(json.substring(1, json.length() - 1));
        }
        return written;
    }

    /** Whether a value of the payload is this very text; where there is no payload, whether the record has it as a word. */
    private static boolean isIn(KeptRow letter, String what, Set<String> written) {
        try {
            if (letter.payload() == null) {
                String any = written.stream().map(Pattern::quote).collect(Collectors.joining("|"));
                String word = "(?<![\\w-])(?:" + any + ")(?![\\w-])";
                return Pattern.compile(word).matcher(letter.record()).find();
            }
            for (JsonNode value : JSON.readTree(letter.payload())) {
                if (value.asText().equals(what)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private List<RecordId> byKey(String unique, String customer) {
        List<RecordId> found = new ArrayList<>();
        for (EventDefinition type : plan.get().definitions().all()) {
            ObjectNode payload = payload(type, unique, customer);
            if (payload != null) {
                FeedMapping any =
                        plan.get().mappings().values().iterator().next().text();
                Event event = any.event(payload);
                any.validate(event);
                for (String account : trace.accountEpochs()) {
                    byte[] key = DeliveryKey.of(account, event);
                    found.addAll(key == null ? List.of() : trace.ofKey(key));
                }
            }
        }
        return found;
    }

    /** What is in the key of an event of this type; null where the values do not fit its unique attributes. */
    private static ObjectNode payload(EventDefinition type, String unique, String customer) {
        List<String> names = type.uniqueAttributes();
        // of one attribute a comma is part of its value
        String[] values = names.size() == 1 ? new String[] {unique} : unique.split(",");
        if (names.size() != values.length || type.customer() == null) {
            return null;
        }
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("event_name", type.event()).put(type.customer().name(), customer);
        for (int i = 0; i < values.length; i++) {
            payload.put(names.get(i), values[i].strip());
        }
        return payload;
    }

    private List<RecordId> inFiles(String what, long until) throws IOException {
        List<RecordId> found = new ArrayList<>();
        Plan now = plan.get();
        for (String feed : now.feeds().keySet()) {
            for (FileSearch.Hit hit : FileSearch.of(
                    what, data, now.feeds().get(feed), now.mappings().get(feed), until)) {
                for (long arrival : trace.arrivals(feed, hit.hash())) {
                    found.add(new RecordId(arrival, hit.position(), hit.sub()));
                }
            }
        }
        return found;
    }
}
