package com.eventcourier.feed;

import com.eventcourier.ledger.Ledger;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The places outside of this machine that feeds read from; a feed that has none is not here. */
public final class Sources {

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final List<SourceState> states = new CopyOnWriteArrayList<>();
    private final Ledger ledger;

    Sources(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * A place that a feed is going to read from; whoever reads says whether it could be reached.
     *
     * @param place what is read, for an operator, such as {@code queue orders}; holds no secret
     */
    SourceState add(String feed, String place) {
        SourceState state = new SourceState(feed, place);
        states.add(state);
        return state;
    }

    /** All of them at this moment. */
    public List<SourceState.Status> all() {
        return states.stream().map(SourceState::status).toList();
    }

    /** Those that cannot be reached at this moment. */
    public List<SourceState.Status> down() {
        return all().stream().filter(SourceState.Status::isDown).toList();
    }

    /** What this feed reads from may be asked at once, also in the pause between two tries. */
    public void hurry(String feed) {
        states.stream().filter(state -> state.status().feed().equals(feed)).forEach(SourceState::hurry);
    }

    /** Leaves them where the status command reads them; a route calls it. */
    public void note() throws JsonProcessingException {
        ledger.note("sources", json.writeValueAsString(all()));
    }
}
