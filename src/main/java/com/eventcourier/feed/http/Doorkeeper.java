package com.eventcourier.feed.http;

import com.eventcourier.feed.Format;
import com.eventcourier.ledger.Ledger;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Decides who comes in at the HTTP door, how much and how fast, before the routes see anything of a request. */
final class Doorkeeper extends OncePerRequestFilter {

    static final String OPENAPI = "/feeds/openapi.json";

    private static final String FEEDS = "/feeds";
    private static final Pattern EVENTS = Pattern.compile("/feeds/([^/]+)/events(?:/([^/]+))?");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");
    private static final int COME_BACK_SECONDS = 10;
    private static final long PATIENCE_MILLIS = 10_000;

    private final Map<String, FeedDoor> doors;
    private final HttpOptions options;
    private final Ledger ledger;
    private final Room room = new Room(Runtime.getRuntime().maxMemory(), PATIENCE_MILLIS);
    private volatile boolean closing;
    private volatile boolean open;

    Doorkeeper(Map<String, FeedDoor> doors, HttpOptions options, Ledger ledger) {
        this.doors = doors;
        this.options = options;
        this.ledger = ledger;
    }

    /** The port is open a moment before the routes behind it are. */
    @EventListener
    void open(ApplicationReadyEvent ready) {
        open = true;
    }

    @EventListener
    void close(ContextClosedEvent closed) {
        closing = true;
    }

    /** Judged by the path as it was sent and as the server understands it: there is no third way in. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isOfFeeds(request.getRequestURI()) && !isOfFeeds(request.getServletPath());
    }

    private static boolean isOfFeeds(String path) {
        return path != null && (path.equals(FEEDS) || path.startsWith(FEEDS + "/"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Room.Stay stay = room.stay()) {
            admit(request, stay);
            chain.doFilter(request, new ProblemResponse(response));
        } catch (Problem problem) {
            ProblemResponse.write(problem, response);
        }
    }

    private void admit(HttpServletRequest request, Room.Stay stay) throws IOException {
        if (request.getRequestURI().equals(OPENAPI)) {
            refuseOtherThan("GET", request);
            return;
        }
        Matcher path = EVENTS.matcher(request.getRequestURI());
        FeedDoor door = path.matches() ? doors.get(path.group(1)) : null;
        if (door == null) {
            throw new Problem(
                    404,
                    "Not found",
                    path.matches()
                            ? "There is no feed of this name that takes events over HTTP."
                            : "There is nothing here. Events are posted to /feeds/<feed>/events.");
        }
        String event = path.group(2);
        refuseOtherThan(event == null ? "POST" : "GET", request);
        door.refuseStrangers(request.getHeader("Authorization"));
        refuseBeforeTheStart();
        if (event != null) {
            new Admitted(door, event, null, null, null).passOn(request);
            return;
        }
        refuseWhenOutOfOrder();
        door.refuseWhenStopped();
        door.refuseHaste();
        Format.Type type = type(request);
        String key = idempotencyKey(request);
        door.refuseWhenFull();
        byte[] body = body(request, stay);
        stay.works(body.length);
        new Admitted(door, null, type, body, key).passOn(request);
    }

    private static void refuseOtherThan(String method, HttpServletRequest request) {
        if (!request.getMethod().equals(method)) {
            throw new Problem(405, "Method not allowed", "Only " + method + " is answered here.").with("Allow", method);
        }
    }

    private void refuseBeforeTheStart() {
        if (!open) {
            throw new Problem(503, "Out of order", "The courier is starting. Send the request again later.")
                    .with("Retry-After", COME_BACK_SECONDS);
        }
    }

    private void refuseWhenOutOfOrder() {
        String fault = closing
                ? "The courier is stopping."
                : ledger.fault() == null ? null : "The ledger cannot be written at this moment.";
        if (fault != null) {
            throw new Problem(503, "Out of order", fault + " Nothing was stored; send the request again later.")
                    .with("Retry-After", COME_BACK_SECONDS);
        }
    }

    private static Format.Type type(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("A body with Content-Encoding is not taken: send it as it is.");
        }
        MediaType type = mediaType(request.getContentType());
        boolean utf8 = type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
        if (utf8 && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)) {
            return Format.Type.JSON;
        }
        if (utf8 && NDJSON.equalsTypeAndSubtype(type)) {
            return Format.Type.NDJSON;
        }
        throw unsupported("Events are taken as application/json or application/x-ndjson, in UTF-8.");
    }

    private static MediaType mediaType(String text) {
        try {
            return text == null ? MediaType.ALL : MediaType.parseMediaType(text);
        } catch (InvalidMediaTypeException e) {
            return MediaType.ALL;
        }
    }

    private static Problem unsupported(String sentence) {
        return new Problem(415, "Unsupported media type", sentence)
                .with("Accept-Post", "application/json, application/x-ndjson");
    }

    private static String idempotencyKey(HttpServletRequest request) {
        String key = request.getHeader("Idempotency-Key");
        if (key != null && !KEY.matcher(key).matches()) {
            throw new Problem(
                    400, "Bad request", "Idempotency-Key is 1 to 200 visible ASCII characters, without a space.");
        }
        return key;
    }

    private byte[] body(HttpServletRequest request, Room.Stay stay) throws IOException {
        int most = (int) options.maxRequest().toBytes();
        long length = request.getContentLengthLong();
        if (length > most) {
            throw tooLarge();
        }
        stay.reads(length < 0 ? most : length);
        byte[] body = read(request, most + 1);
        if (body.length > most) {
            throw tooLarge();
        }
        return body;
    }

    private static byte[] read(HttpServletRequest request, int most) throws IOException {
        try {
            return request.getInputStream().readNBytes(most);
        } catch (IOException e) {
            throw Problem.ofServer(e.getCause() instanceof SocketTimeoutException ? 408 : 400);
        }
    }

    private Problem tooLarge() {
        return new Problem(
                413,
                "Content too large",
                "A request has at most " + options.maxRequest().toBytes()
                        + " bytes. Nothing was stored; send less in one.");
    }
}
