package com.eventcourier.feed;

import com.eventcourier.ledger.Settlement;
import com.eventcourier.webhook.Verdict;

/** Learns of every outcome of an event as soon as it is on disk; called by the one thread that writes, so it is quick. */
public interface OutcomeWatch {

    /**
     * An event has come to something.
     *
     * @param event its event type as the record names it, which need not be a defined one; null where it has none
     * @param outcome the state's word, such as {@code accepted}
     * @param code of the dead letter or of the target's answer; empty or null without one
     */
    void settled(String feed, String event, String outcome, String code);

    /** The same, from what the pipeline has at hand; {@code verdict} is null where nobody was asked. */
    default void settled(Delivery delivery, Settlement settlement, Verdict verdict) {
        String code = settlement.code();
        boolean asked = (code == null || code.isEmpty()) && verdict != null;
        settled(
                delivery.feed().name(),
                delivery.eventName(),
                settlement.state().column(),
                asked ? verdict.code() : code);
    }
}
