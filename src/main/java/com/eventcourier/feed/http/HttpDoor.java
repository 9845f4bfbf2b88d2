package com.eventcourier.feed.http;

import com.eventcourier.feed.Delivery;
import com.eventcourier.feed.Intake;
import com.eventcourier.feed.Taking;
import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.EventFate;
import com.eventcourier.ledger.Ledger;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the HTTP door that the courier does itself; the routes name them in their order. */
public final class HttpDoor {

    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    private static final String DOOR = "door";
    private static final String JSON_TYPE = "application/json";

    private final ObjectMapper json = new ObjectMapper();
    private final byte[] description;
    private final Intake intake;
    private final Ledger ledger;
    private final int maxRecords;

    HttpDoor(Intake intake, Ledger ledger, int maxRecords) throws IOException {
        this.intake = intake;
        this.ledger = ledger;
        this.maxRecords = maxRecords;
        try (InputStream in = HttpDoor.class.getResourceAsStream("/openapi/feeds.json")) {
            description = in.readAllBytes();
        }
    }

    /** Cuts the body of a request into its records. */
    public Taking open(Exchange exchange) throws IOException {
        Admitted request =
                Admitted.of(exchange.getMessage(PlatformHttpMessage.class).getRequest());
        exchange.setVariable(DOOR, request.door());
        String id = UUID.randomUUID().toString();
        String same = request.idempotencyKey() == null ? id : "key " + request.idempotencyKey();
        Taking taking = intake.open(
                request.door().feed(),
                ArrivalRow.REQUEST,
                id,
                same,
                request.body(),
                JsonBody.format(request.type(), request.body()),
                maxRecords);
        int records = taking.records().size();
        if (records == 0) {
            throw new Problem(400, "Bad request", "The body holds no record. Nothing was stored.");
        }
        if (records > maxRecords) {
            throw new Problem(
                    413,
                    "Content too large",
                    "A request has at most " + maxRecords
                            + " records, this one has more. Nothing was stored; send less in one.");
        }
        return taking;
    }

    /** Puts the request into the ledger and answers: from here on its events are the courier's. */
    public void keep(Taking taking, Exchange exchange) throws IOException {
        intake.keep(taking);
        Taken taken = Taken.of(taking);
        exchange.getVariable(DOOR, FeedDoor.class).took((int) taken.taken());
        answer(exchange, 202, JSON_TYPE, json.writeValueAsBytes(taken));
    }

    /** Answers what became of one record. */
    public void tell(Exchange exchange) throws IOException {
        Admitted request =
                Admitted.of(exchange.getMessage(PlatformHttpMessage.class).getRequest());
        EventId id = EventId.parse(request.event()).orElseThrow(HttpDoor::unknown);
        String feed = request.door().feed().name();
        ArrivalRow row = ledger.queries()
                .arrival(id.arrival())
                .filter(arrival -> arrival.feed().equals(feed) && id.isOf(arrival))
                .orElseThrow(HttpDoor::unknown);
        List<EventFate> events = EventFate.of(ledger.queries(), id.arrival(), id.position());
        if (events.isEmpty()) {
            throw unknown();
        }
        answer(exchange, 200, JSON_TYPE, json.writeValueAsBytes(Fate.of(id, row, events)));
    }

    private static Problem unknown() {
        return new Problem(
                404,
                "Not found",
                "No record of this feed has this id, or its outcome was kept long enough and is only counted now.");
    }

    /** Answers what this door is. */
    public void describe(Exchange exchange) {
        answer(exchange, 200, JSON_TYPE, description);
    }

    /** Answers why a request is refused as a whole. */
    public void refuse(Exchange exchange) {
        Exception fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Problem problem = fault instanceof Problem known ? known : broken(fault);
        answer(exchange, problem.status(), Problem.MEDIA_TYPE, problem.document());
        problem.headers().forEach(exchange.getMessage()::setHeader);
    }

    private static Problem broken(Exception fault) {
        LOG.error("An unexpected fault with a request; nothing of it was acknowledged: {}", fault.toString(), fault);
        return new Problem(
                500,
                "Internal error",
                "The courier met a fault of its own. The request was not acknowledged; send it again.");
    }

    /** A record that cannot even be mapped is a dead letter; its neighbours are not to suffer. */
    public void poison(Delivery record, Exchange exchange) {
        Taking.poison(record, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    private static void answer(Exchange exchange, int status, String type, byte[] body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(body);
        message.setHeader(Exchange.HTTP_CHUNKED, false);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, type);
    }
}
