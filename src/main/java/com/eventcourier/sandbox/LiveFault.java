package com.eventcourier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A rule since it was set: how often it matched, how often it struck, and whether it is over. */
class LiveFault {

    /** Above the rounding error of share times requests, far below one request. */
    private static final double ROUNDING = 1e-6;

    private final FaultRule rule;
    private final long setAt = System.nanoTime();
    private long matched;
    private long struck;

    LiveFault(FaultRule rule) {
        this.rule = rule;
    }

    FaultEffect effect() {
        return rule.effect();
    }

    synchronized boolean strikes(JsonNode payload) {
        if (isOver() || !rule.match().accepts(payload)) {
            return false;
        }
        long before = dueAfter(matched);
        matched++;
        if (dueAfter(matched) == before) {
            return false;
        }
        struck++;
        return true;
    }

    synchronized ObjectNode toJson() {
        ObjectNode json = SandboxJson.object();
        json.set("rule", rule.script());
        return json.put("matched", matched).put("struck", struck).put("over", isOver());
    }

    private long dueAfter(long requests) {
        return (long) (requests * rule.share() + ROUNDING);
    }

    private boolean isOver() {
        return (rule.times() != null && struck >= rule.times())
                || (rule.duration() != null
                        && System.nanoTime() - setAt >= rule.duration().toNanos());
    }
}
