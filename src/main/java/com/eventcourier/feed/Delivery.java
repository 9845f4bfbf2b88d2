package com.eventcourier.feed;

import com.eventcourier.event.Event;
import com.eventcourier.event.Fault;
import com.eventcourier.ledger.LetterId;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.State;
import com.eventcourier.webhook.Outcome;
import com.eventcourier.webhook.Outgoing;
import com.eventcourier.webhook.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * One event on its way through the pipeline. A record becomes one delivery, or several where its mapping makes several
 * events; {@link #all()} of the first one are all of them.
 */
public final class Delivery implements Outgoing {

    private final OpenFeed feed;
    private final RecordId id;
    private final byte[] raw;
    private final Origin origin;
    private State from;
    private Event event;
    private List<Delivery> all = List.of(this);
    private LetterId corrects;
    private byte[] placeKey;
    private byte[] key;
    private boolean holdsKey;
    private byte[] payloadHash;
    private byte[] json;
    private String eventName;
    private String history = "";
    private Failing failing = Failing.NEVER;
    private int attempts;
    private int subs = 1;
    private Local local;
    private volatile boolean begun;
    private boolean settled;

    /** What the courier itself decided without asking the target. */
    record Local(State state, String code, String cause, List<Fault> faults) {}

    Delivery(OpenFeed feed, RecordId id, byte[] raw, Origin origin) {
        this.feed = feed;
        this.id = id;
        this.raw = raw;
        this.origin = origin;
    }

    OpenFeed feed() {
        return feed;
    }

    public RecordId id() {
        return id;
    }

    byte[] raw() {
        return raw;
    }

    Origin origin() {
        return origin;
    }

    /** Its events are deliveries of their own: more than one, or what is left of them after a stop. */
    boolean isSeveral() {
        return all.size() != 1 || all.get(0) != this;
    }

    /** All events of this record; a route splits them. */
    public List<Delivery> all() {
        return all;
    }

    void became(List<Delivery> deliveries) {
        all = deliveries;
    }

    Event event() {
        return event;
    }

    void carry(Event mapped, int of) {
        event = mapped;
        eventName = mapped.name();
        subs = of;
    }

    /** What a retry carries: the payload as it was stored. */
    void carry(String name, byte[] payload, int of) {
        eventName = name;
        json = payload;
        subs = of;
    }

    String eventName() {
        return eventName;
    }

    /** How many events its record became, whatever is decided of this one. */
    void oneOf(int events) {
        subs = events;
    }

    int subs() {
        return subs;
    }

    State from() {
        return from;
    }

    void from(State ledgerState) {
        from = ledgerState;
    }

    LetterId corrects() {
        return corrects;
    }

    void corrects(LetterId letter) {
        corrects = letter;
    }

    /** Its key by place, where that is not its own place; null otherwise. */
    byte[] placeKey() {
        return placeKey;
    }

    /** It stands for an event with this key by place, which it is known by where its type marks nothing unique. */
    void standsFor(byte[] keyByPlace) {
        placeKey = keyByPlace;
    }

    byte[] key() {
        return key;
    }

    byte[] payloadHash() {
        return payloadHash;
    }

    void identify(byte[] deliveryKey, byte[] hash) {
        key = deliveryKey;
        payloadHash = hash;
    }

    boolean holdsKey() {
        return holdsKey;
    }

    /** The delivery key is this event's: no other with the same key is sent meanwhile. */
    void holdKey() {
        holdsKey = true;
    }

    int attempts() {
        return attempts;
    }

    String history() {
        return history;
    }

    /** How often it was posted, with its quick attempts, and came back to wait. */
    int returns() {
        return (int) history.lines().count();
    }

    /** What it has failed alone. */
    Failing failing() {
        return failing;
    }

    void failed(Failing failingNow) {
        failing = failingNow;
    }

    void happened(int attemptsSoFar, String historySoFar, Failing failingSoFar) {
        attempts = attemptsSoFar;
        history = historySoFar == null ? "" : historySoFar;
        failing = failingSoFar;
    }

    Local local() {
        return local;
    }

    /** It is not held back any more: from here on it may be posted. */
    void begin() {
        begun = true;
    }

    boolean isBegun() {
        return begun;
    }

    /** True once: an event has one outcome, whatever fails in a route after it. */
    boolean settle() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    boolean isSettled() {
        return settled;
    }

    void decide(State state, String code, String cause, List<Fault> faults) {
        local = new Local(state, code, cause, faults);
    }

    /** Whether the target must be asked: nothing was decided here. */
    boolean isSendable() {
        return local == null;
    }

    @Override
    public byte[] json() {
        if (json == null && event != null && event.payload() != null) {
            json = event.json();
        }
        return json;
    }

    @Override
    public boolean yields() {
        return from == State.REPLAYING;
    }

    @Override
    public boolean patient() {
        return origin.patient();
    }

    @Override
    public long patienceNanos() {
        return origin.patienceNanos();
    }

    @Override
    public Verdict hindrance() {
        Instant now = Instant.now();
        if (!feed.feed().deliverBetween().isOpen(now)) {
            String reason =
                    "Feed " + feed.name() + " delivers between " + feed.feed().deliverBetween();
            return Verdict.unsent(Outcome.LATER, "deliver-between", reason);
        }
        Fault stale = event == null
                ? feed.mappings().json().stale(eventName, json, now)
                : feed.mappings().json().stale(event, now);
        return stale == null ? null : Verdict.unsent(Outcome.DEAD, stale.code(), stale.message());
    }

    @Override
    public Object identity() {
        return id;
    }

    /** Names the record, never its content. */
    @Override
    public String toString() {
        return "row " + id.position() + " of arrival " + id.arrival() + " of feed " + feed.name();
    }
}
