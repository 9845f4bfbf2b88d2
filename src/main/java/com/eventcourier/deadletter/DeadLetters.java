package com.eventcourier.deadletter;

import com.eventcourier.event.Addresses;
import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LetterId;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands dead letters on to the route of their code. They are in the ledger first; one that could not be handed on stays
 * due and is tried again, and until then those of other codes go on.
 */
public final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int BATCH = 500;
    private static final Duration AFTER_FAULT = Duration.ofSeconds(10);
    private static final String DEFAULT = "dead-letter-default";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<LetterId> handed = new ArrayList<>();
    private final Ledger ledger;
    private final DeadLetterFiles files;
    private final Map<String, Long> notBefore = new HashMap<>();
    private final Map<String, String> told = new HashMap<>();

    DeadLetters(Ledger ledger, DeadLetterFiles files) {
        this.ledger = ledger;
        this.files = files;
    }

    /**
     * The next dead letters that were not handed on yet, seen one by one: a code that fails among them is left at once. The
     * clock is told whether there were any.
     */
    public Iterator<KeptRow> waiting(Exchange clock) {
        notBefore.values().removeIf(time -> System.nanoTime() - time >= 0);
        List<KeptRow> letters = ledger.queries().toHandOn(BATCH, notBefore.keySet());
        clock.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, !letters.isEmpty());
        return letters.stream()
                .filter(row -> !notBefore.containsKey(row.code()))
                .iterator();
    }

    /** Makes one dead letter the message: its JSON as the body; code, reason, feed and route as variables. */
    public void present(KeptRow row, Exchange exchange) {
        exchange.setVariable("letter", row.letter());
        exchange.setVariable("code", row.code());
        exchange.setVariable("feed", row.feed());
        exchange.setVariable("event", row.event());
        exchange.setVariable("reason", reason(row.faults()));
        exchange.setVariable("route", route(row.code(), exchange.getContext()));
        exchange.getMessage().setBody(DeadLetter.of(row).json());
    }

    /** What its first fault says, which decided its code. */
    private static String reason(String faults) {
        try {
            return faults == null
                    ? ""
                    : JSON.readTree(faults).path(0).path("message").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static String route(String code, CamelContext context) {
        String own = "dead-letter-" + code;
        return context.getRoute(own) == null ? DEFAULT : own;
    }

    /** The route of the code took it. */
    public void took(Exchange exchange) {
        handed.add(exchange.getVariable("letter", LetterId.class));
        told.remove(exchange.getVariable("route", String.class));
    }

    /** The route of the code did not take it: it stays due. */
    public void refused(Exchange exchange) {
        Exception fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        notBefore.put(exchange.getVariable("code", String.class), System.nanoTime() + AFTER_FAULT.toNanos());
        String route = exchange.getVariable("route", String.class);
        String why = Addresses.without(fault);
        if (!why.equals(told.put(route, why))) {
            LOG.error(
                    "Route {} did not take dead letter {}: {} It is kept in the ledger and handed on again every {} s.",
                    route,
                    exchange.getVariable("letter"),
                    why,
                    AFTER_FAULT.toSeconds());
        }
    }

    /** Everything that was handed on is on disk: the ledger may forget that it is due. */
    public void confirm() throws IOException {
        files.sync();
        if (!handed.isEmpty()) {
            ledger.handedOn(handed);
            handed.clear();
        }
    }

    /** Whether every dead letter was handed on. */
    public boolean isIdle() {
        return ledger.queries().toHandOn(1, List.of()).isEmpty();
    }
}
