package com.eventcourier.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a fault script, a JSON list of rules, and finds all that is wrong with it at once. */
class FaultScriptReader {

    private static final long LONGEST_DELAY_MILLIS = 600_000;

    private final List<String> problems = new ArrayList<>();

    List<String> problems() {
        return problems;
    }

    List<FaultRule> read(byte[] script) {
        JsonNode list = parse(script);
        if (list == null) {
            return List.of();
        }
        List<FaultRule> rules = new ArrayList<>();
        for (JsonNode rule : list) {
            rules.add(ruleIn(rule, "rule " + (rules.size() + 1)));
        }
        return rules;
    }

    private JsonNode parse(byte[] script) {
        if (script == null || script.length == 0) {
            problems.add("the body is empty; send a JSON list of rules with Content-Type: application/json");
            return null;
        }
        try {
            JsonNode list = SandboxJson.read(script);
            if (list.isArray()) {
                return list;
            }
            problems.add("the script must be a JSON list of rules: [{\"status\": 503, \"times\": 3}]");
        } catch (JsonProcessingException e) {
            problems.add("the script is not JSON: line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        } catch (IOException e) {
            problems.add("the script is not JSON");
        }
        return null;
    }

    private FaultRule ruleIn(JsonNode script, String where) {
        int problemsBefore = problems.size();
        FaultFields rule = new FaultFields(script, where, problems);
        FaultMatch match = matchIn(rule.object("match"), where + ", match");
        FaultEffect effect = effectIn(rule);
        FaultRule read = new FaultRule(
                match,
                effect,
                rule.share("share"),
                rule.wholeNumber("times", 1, Long.MAX_VALUE),
                rule.duration("duration"),
                script);
        rule.nothingElse();
        if (problems.size() == problemsBefore) {
            checkTogether(effect, where);
        }
        return read;
    }

    private FaultMatch matchIn(JsonNode script, String where) {
        if (script == null) {
            return new FaultMatch(null, Map.of());
        }
        FaultFields match = new FaultFields(script, where, problems);
        Map<String, String> attributes = new LinkedHashMap<>();
        JsonNode wanted = match.object("attributes");
        if (wanted != null) {
            wanted.properties().forEach(attribute -> {
                if (!attribute.getValue().isValueNode()) {
                    problems.add(where + ": the value of attribute " + attribute.getKey() + " must be a plain value");
                }
                attributes.put(attribute.getKey(), attribute.getValue().asText());
            });
        }
        FaultMatch read = new FaultMatch(match.text("event"), attributes);
        match.nothingElse();
        return read;
    }

    private static FaultEffect effectIn(FaultFields rule) {
        Long status = rule.wholeNumber("status", 200, 599);
        return new FaultEffect(
                status == null ? null : status.intValue(),
                rule.code("code"),
                rule.text("message"),
                rule.body("body"),
                rule.headerValue("contentType"),
                rule.headerValue("retryAfter"),
                rule.millis("delay", LONGEST_DELAY_MILLIS),
                rule.flag("reset"));
    }

    private void checkTogether(FaultEffect effect, String where) {
        boolean answers = effect.status() != null
                || effect.code() != null
                || effect.body() != null
                || effect.retryAfter() != null;
        if (effect.reset() && answers) {
            problems.add(where + ": reset sends no answer, so it goes with none of status, code, body, retryAfter");
        }
        if (effect.code() != null && effect.body() != null) {
            problems.add(where + ": code and body exclude each other, a raw body is sent as it is");
        }
        if (effect.message() != null && effect.code() == null) {
            problems.add(where + ": message needs a code");
        }
        if (effect.contentType() != null && effect.body() == null) {
            problems.add(where + ": contentType needs a body");
        }
        if (!answers && !effect.reset() && effect.delayMillis() == 0) {
            problems.add(where + ": does nothing; it needs one of status, code, body, retryAfter, delay, reset");
        }
    }
}
