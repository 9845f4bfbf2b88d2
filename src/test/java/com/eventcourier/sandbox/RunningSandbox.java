package com.eventcourier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The shipped sandbox routes behind a real port, and a client for them. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = RunningSandbox.OnlyTheSandbox.class,
        properties = {
            "courier.sandbox.enabled=true",
            "courier.sandbox.token=dGVzdA==",
            "courier.sandbox.keep=50",
            "camel.main.jmx-enabled=false",
            "management.endpoint.health.validate-group-membership=false",
            "camel.main.routes-include-pattern=file:routes/sandbox/*.camel.yaml"
        })
abstract class RunningSandbox {

    static final String EVENT = """
            {"event_name":"be_reserved","customer_id":"9990000001","external_event_id":"A1","age":20.50}""";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    int port;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                DataSourceAutoConfiguration.class,
                SecurityAutoConfiguration.class,
                UserDetailsServiceAutoConfiguration.class,
                ManagementWebSecurityAutoConfiguration.class
            })
    @Import(SandboxConfiguration.class)
    static class OnlyTheSandbox {}

    @BeforeEach
    void startAfresh() throws Exception {
        send("DELETE", "/sandbox/faults", "");
        send("DELETE", "/sandbox/events", "");
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send("POST", "/eucrm/webhooks/w1", body);
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, body, "Basic dGVzdA==");
    }

    HttpResponse<String> send(String method, String path, String body, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    JsonNode listed(String query) throws IOException, InterruptedException {
        return json(send("GET", "/sandbox/events" + query, ""));
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return SandboxJson.read(response.body().getBytes(StandardCharsets.UTF_8));
    }
}
