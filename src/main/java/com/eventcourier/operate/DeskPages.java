package com.eventcourier.operate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The desk over HTTP, on the management port: {@code POST /desk/<what>/<operation>} with the arguments as a JSON object, or
 * {@code GET} with parameters for what changes nothing. Errors are problem documents (RFC 9457). Named in the file
 * {@code ManagementContextConfiguration.imports} and not marked as a configuration: else the other server would answer it
 * too.
 */
class DeskPages {

    private static final Logger LOG = LoggerFactory.getLogger(DeskPages.class);
    /** Of a name that is there twice, or of what follows the arguments, nobody knows what was meant. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int MOST_BODY = 1024 * 1024;
    private static final String ROOT = "/desk";
    private static final String PLACE = "/desk/{desk}/{operation}";

    @Bean
    RouterFunction<ServerResponse> desk(DeskCalls calls) {
        return RouterFunctions.route()
                .GET(ROOT, request -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(calls.list().toString()))
                .GET(PLACE, request -> answered(calls, request))
                .POST(PLACE, request -> answered(calls, request))
                .route(
                        RequestPredicates.path(ROOT + "/**"),
                        request -> problem(
                                HttpStatus.NOT_FOUND,
                                "The desk is called as /desk/<what>/<operation>, by GET or POST; GET /desk lists the"
                                        + " operations."))
                .build();
    }

    private static ServerResponse answered(DeskCalls calls, ServerRequest request) {
        try {
            return ServerResponse.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(answer(calls, request).toString());
        } catch (DeskRefusal e) {
            return problem(e.isUnknown() ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST, e.getMessage());
        } catch (AccessDeniedException e) {
            return problem(HttpStatus.FORBIDDEN, "This needs the role operator.");
        } catch (Exception e) {
            LOG.error("The desk could not do {}: {}", request.path(), e.toString(), e);
            return problem(HttpStatus.INTERNAL_SERVER_ERROR, "This could not be done: " + e.getMessage());
        }
    }

    private static JsonNode answer(DeskCalls calls, ServerRequest request) throws Exception {
        DeskCalls.Call call = calls.find(request.pathVariable("desk"), request.pathVariable("operation"));
        boolean get = request.method().equals(HttpMethod.GET);
        if (get && call.changes()) {
            throw new DeskRefusal("This changes something: use POST.");
        }
        return calls.call(call, get ? parameters(request) : body(request));
    }

    private static Map<String, JsonNode> parameters(ServerRequest request) {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        request.params().forEach((name, values) -> {
            if (values.size() > 1) {
                throw new DeskRefusal("The argument " + name + " is there " + values.size() + " times.");
            }
            arguments.put(name, TextNode.valueOf(values.get(0)));
        });
        if (arguments.containsKey("customer")) {
            throw new DeskRefusal(
                    "A customer does not belong into an address, which is kept in many places: use POST.");
        }
        return arguments;
    }

    private static Map<String, JsonNode> body(ServerRequest request) throws Exception {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        String query = request.servletRequest().getQueryString();
        if (query != null && !query.isEmpty()) {
            throw new DeskRefusal("The arguments of a POST are in its body, none in its address.");
        }
        try {
            byte[] bytes = request.servletRequest().getInputStream().readNBytes(MOST_BODY + 1);
            if (bytes.length > MOST_BODY) {
                throw new DeskRefusal("The arguments are longer than " + MOST_BODY + " bytes.");
            }
            String body = new String(bytes, StandardCharsets.UTF_8);
            if (!body.isBlank() && !(JSON.readTree(body) instanceof ObjectNode)) {
                throw new DeskRefusal("The arguments are one JSON object.");
            }
            if (!body.isBlank()) {
                JSON.readTree(body).properties().forEach(each -> arguments.put(each.getKey(), each.getValue()));
            }
            return arguments;
        } catch (IOException e) {
            throw new DeskRefusal("The arguments are one JSON object, with each name once and nothing after it.");
        }
    }

    private static ServerResponse problem(HttpStatus status, String sentence) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problemOf(status, sentence));
    }

    private static String problemOf(HttpStatus status, String sentence) {
        return JSON.createObjectNode()
                .put("type", "about:blank")
                .put("title", status.getReasonPhrase())
                .put("status", status.value())
                .put("detail", sentence)
                .toString();
    }

    /** What is refused in front of the desk: it came as another site's page could send it. */
    static void refuseForm(HttpServletResponse response) throws IOException {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write(problemOf(
                        HttpStatus.FORBIDDEN,
                        "A POST needs HTTP Basic or the token of the data folder, and the header Content-Type:"
                                + " application/json; within a log-in of a browser, its X-XSRF-TOKEN."));
    }
}
