package com.eventcourier.operate;

import com.eventcourier.event.Addresses;
import com.eventcourier.ledger.Ledger;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for trouble and hands each change of it to the route {@code alert}: once when it begins, once when it is over. What
 * was told is in the ledger, so that a new start does not tell it again.
 */
public final class AlertWatch {

    static final String BEGUN = "begun";
    static final String OVER = "over";

    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
    private static final int MOST_TRIES = 5;
    private static final long FIRST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Alert> told = new LinkedHashMap<>();
    private final Map<String, Refusal> refusals = new HashMap<>();
    private final List<Watched> watched;
    private final Ledger ledger;
    private boolean noted = true;

    /** What the route is to tell: an alert, and whether it has begun or is over. */
    public record Notice(Alert alert, String state) {

        private String key() {
            return state + " " + alert.key();
        }
    }

    /** How often the route did not take a notice, and when it gets it again. */
    private record Refusal(int tries, long notBefore) {}

    AlertWatch(List<Watched> watched, Ledger ledger) {
        this.watched = watched;
        this.ledger = ledger;
        var before = ledger.queries().notes().get("alerts");
        if (before != null) {
            try {
                for (Alert alert : json.readValue(before.value(), new TypeReference<List<Alert>>() {})) {
                    told.put(alert.key(), alert);
                }
            } catch (JsonProcessingException e) {
                LOG.debug("The alerts of an earlier version cannot be read", e);
            }
        }
    }

    /** What changed since the last look. */
    public List<Notice> changes() {
        Map<String, Alert> now = new LinkedHashMap<>();
        Set<String> unknown = new HashSet<>();
        for (Watched one : watched) {
            try {
                one.look().call().forEach(alert -> now.put(alert.key(), alert));
            } catch (Exception e) {
                unknown.add(one.code());
                LOG.debug("It is not known whether there is {}", one.code(), e);
            }
        }
        List<Notice> changes = new ArrayList<>();
        now.values().stream()
                .filter(alert -> !told.containsKey(alert.key()))
                .forEach(alert -> changes.add(new Notice(alert, BEGUN)));
        told.values().stream()
                .filter(alert -> !now.containsKey(alert.key()) && !unknown.contains(alert.code()))
                .filter(alert -> watched.stream().noneMatch(one -> one.isUnsureOf(alert)))
                .forEach(alert -> changes.add(new Notice(alert, OVER)));
        refusals.keySet().removeIf(key -> changes.stream()
                .noneMatch(notice -> notice.key().equals(key)));
        changes.removeIf(this::isPutOff);
        return changes;
    }

    private boolean isPutOff(Notice notice) {
        Refusal last = refusals.get(notice.key());
        return last != null && System.nanoTime() - last.notBefore() < 0;
    }

    /** Makes one notice the message: JSON as the body, the same as variables. */
    public void present(Notice notice, Exchange exchange) throws JsonProcessingException {
        Alert alert = notice.alert();
        boolean over = notice.state().equals(OVER);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("code", alert.code());
        facts.put("state", notice.state());
        facts.put("subject", alert.subject());
        facts.put("sentence", over ? "It is over. It was: " + alert.sentence() : alert.sentence());
        facts.put("advice", over ? "Nothing is to be done." : alert.advice());
        facts.put("since", alert.since());
        facts.forEach(exchange::setVariable);
        exchange.setVariable("notice", notice);
        exchange.getMessage().setBody(json.writeValueAsString(facts));
    }

    /** The route took it. */
    public void took(Exchange exchange) {
        end(exchange.getVariable("notice", Notice.class));
    }

    private void end(Notice notice) {
        refusals.remove(notice.key());
        if (notice.state().equals(OVER)) {
            told.remove(notice.alert().key());
        } else {
            told.put(notice.alert().key(), notice.alert());
        }
        noted = false;
    }

    /** The route did not take it: it gets it again a few times. */
    public void refused(Exchange exchange) {
        Notice notice = exchange.getVariable("notice", Notice.class);
        Exception fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Refusal before = refusals.getOrDefault(notice.key(), new Refusal(0, 0));
        int tries = before.tries() + 1;
        refusals.put(notice.key(), new Refusal(tries, System.nanoTime() + (FIRST_WAIT_NANOS << (tries - 1))));
        if (tries == 1 || tries == MOST_TRIES) {
            LOG.error(
                    "Route alert did not take alert {} ({}) of {}: {} {}",
                    notice.alert().code(),
                    notice.state(),
                    notice.alert().subject(),
                    Addresses.without(fault),
                    tries == 1
                            ? "It gets it again a few times."
                            : "It was not told: " + notice.alert().sentence());
        }
        if (tries == MOST_TRIES) {
            end(notice);
        }
    }

    /** Leaves the alerts where the status command and the next start read them. A ledger at fault gets them later. */
    public void note() throws JsonProcessingException {
        if (!noted && ledger.fault() == null) {
            ledger.keep("alerts", json.writeValueAsString(told.values()));
            noted = true;
        }
    }
}
