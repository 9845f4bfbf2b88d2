package com.eventcourier.feed.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Why a request is refused as a whole: nothing of it was stored. It is answered as an RFC 9457 problem document. */
final class Problem extends RuntimeException {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final long serialVersionUID = 1;
    private static final int COME_BACK_SECONDS = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final String title;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /**
     * @param title the same for every problem of a kind
     * @param detail a sentence on this one, with what to do; never anything of the body or the credentials
     */
    Problem(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
    }

    /** What the server itself refuses. */
    static Problem ofServer(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        String detail =
                switch (status) {
                    case 400 ->
                        "The request is not as HTTP has it: its address, its headers, or a body that ends before"
                                + " its length. Nothing was stored.";
                    case 404 -> "There is nothing here. Events are posted to /feeds/<feed>/events.";
                    case 405 -> "This method is answered nowhere here. Nothing was stored.";
                    case 408 -> "The body did not come in time. Nothing was stored; send the request again.";
                    default -> "The request could not be answered, and was not acknowledged.";
                };
        Problem problem = new Problem(status, title, detail);
        return status == 503 ? problem.with("Retry-After", COME_BACK_SECONDS) : problem;
    }

    Problem with(String header, Object value) {
        headers.put(header, value.toString());
        return this;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", title);
        document.put("status", status);
        document.put("detail", getMessage());
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers can be written", e);
        }
    }
}
