package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import com.eventcourier.ledger.DataFolder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Asks the courier that runs on a data folder to change something; who can read the folder's token may. */
final class DeskClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private DeskClient() {}

    /** @throws ConfigFault with a sentence when no courier runs there, or when it refuses */
    static JsonNode call(DataFolder data, String desk, String operation, ObjectNode arguments) {
        if (!DataLock.isHeld(data)) {
            throw new ConfigFault(
                    "No courier runs on the data folder " + data.root() + ", so there is nobody to do this."
                            + " Start it, or name another folder with --courier.data=<folder>. Nothing was changed.");
        }
        URI address = ManagementAddress.of(data);
        Path token = DeskToken.fileOf(data);
        if (address == null || !Files.exists(token)) {
            throw new ConfigFault("The courier that runs on the data folder " + data.root() + " has no management port"
                    + " (courier.management.enabled), or is about to start. Nothing was changed.");
        }
        try {
            return answer(HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(address.resolve("/desk/" + desk + "/" + operation))
                                    .header(
                                            "Authorization",
                                            "Bearer " + Files.readString(token).strip())
                                    .header("Content-Type", "application/json")
                                    .header(Caller.USER, System.getProperty("user.name", ""))
                                    .timeout(PATIENCE)
                                    .POST(HttpRequest.BodyPublishers.ofString(arguments.toString()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new ConfigFault("The courier at " + address + " did not answer (" + e.getMessage()
                    + "). Whether it did this, audit-trail tells.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigFault("Interrupted. Whether the courier did this, audit-trail tells.");
        }
    }

    private static JsonNode answer(HttpResponse<String> response) throws JsonProcessingException {
        if (response.statusCode() == 401) {
            throw new ConfigFault(
                    "The courier did not take the token of its data folder. Was it started again just now?"
                            + " Nothing was changed.");
        }
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
            throw new ConfigFault(answer.path("detail").asText("The courier answered HTTP " + response.statusCode()));
        }
        return answer;
    }
}
