package com.eventcourier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Header;

/** What the stand-in received: all of it counted, the newest remembered, in bounded memory. */
class ReceivedEvents {

    private static final String NO_NAME = "(no event_name)";
    private static final String OTHER_NAMES = "(other)";
    private static final int MOST_NAMES = 1_000;
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final int keep;
    private final ArrayDeque<ReceivedEvent> newestFirst = new ArrayDeque<>();
    private final Map<String, Long> byEvent = new TreeMap<>();
    private long keptBytes;
    private long count;
    private long accepted;
    private long unauthorized;
    private long malformed;

    ReceivedEvents(int keep) {
        this.keep = keep;
    }

    synchronized void add(String webhook, JsonNode payload, byte[] body, Answer answer) {
        count++;
        if (answer.saysYes()) {
            accepted++;
        }
        byEvent.merge(countedName(payload), 1L, Long::sum);
        newestFirst.addFirst(new ReceivedEvent(count, Instant.now(), webhook, body, answer));
        keptBytes += body.length;
        while (newestFirst.size() > keep || (keptBytes > MOST_BYTES && newestFirst.size() > 1)) {
            keptBytes -= newestFirst.removeLast().body().length;
        }
    }

    synchronized void countUnauthorized() {
        unauthorized++;
    }

    synchronized void countMalformed() {
        malformed++;
    }

    public synchronized Answer forget() {
        newestFirst.clear();
        byEvent.clear();
        keptBytes = count = accepted = unauthorized = malformed = 0;
        return Answer.plain(204, null, null);
    }

    /** Lists what is remembered, newest first; the query holds {@code limit} and attributes with wanted values. */
    public Answer list(@Header("CamelHttpQuery") String query) {
        ListQuery wanted = ListQuery.read(query);
        if (wanted.problem() != null) {
            return Answer.problem("The list was not made.", List.of(wanted.problem()));
        }
        ObjectNode answer;
        List<ReceivedEvent> remembered;
        synchronized (this) {
            answer = counters();
            remembered = new ArrayList<>(newestFirst);
        }
        long matching = 0;
        ArrayNode events = answer.arrayNode();
        for (ReceivedEvent event : remembered) {
            if (wanted.takesAll() && events.size() == wanted.limit()) {
                matching = remembered.size();
                break;
            }
            JsonNode payload = SandboxJson.readAgain(event.body());
            if (ReceivedEvent.has(payload, wanted.attributes())) {
                matching++;
                if (events.size() < wanted.limit()) {
                    events.add(event.toJson(payload));
                }
            }
        }
        answer.put("matching", matching);
        answer.set("events", events);
        return Answer.json(answer);
    }

    private ObjectNode counters() {
        ObjectNode json = SandboxJson.object()
                .put("received", count)
                .put("accepted", accepted)
                .put("unauthorized", unauthorized)
                .put("malformed", malformed)
                .put("remembered", newestFirst.size());
        ObjectNode names = json.putObject("byEvent");
        byEvent.forEach(names::put);
        return json;
    }

    private String countedName(JsonNode payload) {
        String name = payload.path("event_name").asText("");
        if (name.isEmpty()) {
            return NO_NAME;
        }
        return byEvent.size() < MOST_NAMES || byEvent.containsKey(name) ? name : OTHER_NAMES;
    }
}
