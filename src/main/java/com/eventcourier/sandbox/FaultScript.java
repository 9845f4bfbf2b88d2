package com.eventcourier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.camel.Body;

/** The faults that are to happen now. The first rule of the script that strikes decides the answer. */
class FaultScript {

    private volatile List<LiveFault> faults = List.of();

    Answer answerTo(JsonNode payload, Answer acknowledged) {
        for (LiveFault fault : faults) {
            if (fault.strikes(payload)) {
                return fault.effect().applyTo(acknowledged);
            }
        }
        return acknowledged;
    }

    /** Puts a new script in the place of the old one, as a whole or not at all. */
    public Answer replace(@Body byte[] script) {
        FaultScriptReader reader = new FaultScriptReader();
        List<FaultRule> rules = reader.read(script);
        if (!reader.problems().isEmpty()) {
            return Answer.problem("The fault script was refused, the one before stays.", reader.problems());
        }
        faults = rules.stream().map(LiveFault::new).toList();
        return list();
    }

    public Answer list() {
        ObjectNode json = SandboxJson.object();
        ArrayNode list = json.putArray("faults");
        faults.forEach(fault -> list.add(fault.toJson()));
        return Answer.json(json);
    }

    public Answer clear() {
        faults = List.of();
        return Answer.plain(204, null, null);
    }
}
