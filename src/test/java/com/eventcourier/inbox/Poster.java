package com.eventcourier.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An application that posts events. Every answer that it gets is held against the OpenAPI document, and so is every
 * request that was taken.
 */
final class Poster {

    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";

    private static final OpenApiInteractionValidator CONTRACT =
            OpenApiInteractionValidator.createForInlineApiSpecification(
                            CourierFolder.read(Path.of("src/main/resources/openapi/feeds.json")))
                    .build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final String authorization;

    /** @param authorization the header; null for none */
    Poster(int port, String authorization) {
        this.port = port;
        this.authorization = authorization;
    }

    record Answer(int status, JsonNode body, HttpResponse<String> response) {

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        /** The id of the only record. */
        String id() {
            assertThat(status).as("%s", body).isEqualTo(202);
            assertThat(body.path("records")).hasSize(1);
            return body.at("/records/0/id").asText();
        }
    }

    Answer post(String feed, String body) {
        return post(feed, JSON, body);
    }

    Answer post(String feed, String type, String body, String... headers) {
        return send("POST", "/feeds/" + feed + "/events", type, body, headers);
    }

    Answer get(String path) {
        return send("GET", path, null, null);
    }

    Answer fate(String feed, String id) {
        return get("/feeds/" + feed + "/events/" + id);
    }

    /** The fate of a record as soon as its only event is in this state. */
    JsonNode awaitFate(String feed, String id, String state) {
        await(id + " " + state)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        fate(feed, id).body().at("/events/0/state").asText().equals(state));
        return fate(feed, id).body();
    }

    Answer send(String method, String path, String type, String body, String... headers) {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        return send(method, path, type, BodyPublishers.ofByteArray(bytes), body, headers);
    }

    Answer send(
            String method, String path, String type, HttpRequest.BodyPublisher body, String text, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            holdAgainstContract(method, path, type, text, response);
            return new Answer(response.statusCode(), CourierFolder.JSON.readTree(response.body()), response);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void holdAgainstContract(
            String method, String path, String type, String text, HttpResponse<String> response) {
        String described = path.replaceFirst("\\?.*", "");
        boolean openapi = described.equals("/feeds/openapi.json");
        if (!openapi && !described.matches("/feeds/[^/]+/events(/[^/]+)?")) {
            return;
        }
        SimpleResponse.Builder answer =
                SimpleResponse.Builder.status(response.statusCode()).withBody(response.body());
        response.headers().map().forEach((name, values) -> answer.withHeader(name, values));
        ValidationReport report;
        if (response.statusCode() < 300) {
            SimpleRequest.Builder request = new SimpleRequest.Builder(method, described);
            if (authorization != null) {
                request.withHeader("Authorization", authorization);
            }
            if (type != null) {
                request.withContentType(type).withBody(text);
            }
            report = CONTRACT.validate(request.build(), answer.build());
        } else {
            // the document does not describe the other methods, so what refuses them is held against the one it does
            Request.Method other = described.endsWith("/events") ? Request.Method.POST : Request.Method.GET;
            report = CONTRACT.validateResponse(described, other, answer.build());
        }
        assertThat(report.getMessages())
                .as("%s %s: %s", method, path, response.body())
                .isEmpty();
    }
}
