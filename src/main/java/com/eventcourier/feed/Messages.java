package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.Delivered;
import com.eventcourier.ledger.Incoming;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.OpenedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.aws2.sqs.Sqs2Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Opens and ends the messages of queues: the first and the last step of their way through a route. */
public final class Messages {

    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

    private static final int LANE_BYTES = 8;

    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private final OpenFeeds feeds;
    private final Ledger ledger;
    private volatile boolean stopped;

    Messages(OpenFeeds feeds, Ledger ledger) {
        this.feeds = feeds;
        this.ledger = ledger;
    }

    /**
     * Opens a message of a feed's queue. When this returns, the ledger has it and all of it may be sent.
     *
     * @return null when the message is left to the queue: the courier stops, or has it in hand already
     */
    public OpenMessage open(String feedName, Exchange exchange) throws IOException {
        OpenFeed feed = feeds.get(feedName);
        String id = exchange.getMessage().getHeader(Sqs2Constants.MESSAGE_ID, String.class);
        byte[] hash = Intake.sha256(feed.queue().name() + " " + id);
        if (stopped || !inHand.add(HexFormat.of().formatHex(hash))) {
            LOG.debug("Message {} of feed {} is left to the queue", id, feedName);
            return null;
        }
        OpenMessage message = null;
        try {
            message = open(feed, id, hash, exchange);
            message.belongsTo(exchange);
            return message;
        } finally {
            if (message == null) {
                inHand.remove(HexFormat.of().formatHex(hash));
            }
        }
    }

    private OpenMessage open(OpenFeed feed, String id, byte[] hash, Exchange exchange) throws IOException {
        byte[] body = exchange.getMessage().getBody(String.class).getBytes(StandardCharsets.UTF_8);
        MessageContent content = MessageContent.of(feed, body);
        String account = feed.account().name();
        String mapping = feed.mappings().version();
        Incoming incoming = new Incoming(feed.name(), account, ArrivalRow.MESSAGE, id, hash, body.length, mapping);
        Integer receives = exchange.getMessage()
                .getHeader(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT.toString(), 1, Integer.class);
        String lane = feed.queue().isFifo() ? lane(feed, exchange) : null;
        Delivered delivered = new Delivered(receives, lane, content.records().size(), content.lastPosition());
        OpenedMessage opened = ledger.openMessage(incoming, delivered);
        if (content.hasColumns()) {
            ledger.desk().shape(opened.row().id(), content.shape().json());
        }
        return new OpenMessage(feed, opened, content, () -> stopped, this::left);
    }

    /** A group may be named after a customer. */
    private static String lane(OpenFeed feed, Exchange exchange) {
        String group =
                exchange.getMessage().getHeader(MessageSystemAttributeName.MESSAGE_GROUP_ID.toString(), String.class);
        return HexFormat.of().formatHex(Intake.sha256(feed.name() + " " + group), 0, LANE_BYTES);
    }

    /** Every record had its turn: when all outcomes are on disk the queue may delete the message. */
    public void end(OpenMessage message, Exchange exchange) {
        if (!message.isAtEnd()) {
            ledger.flush();
            return;
        }
        if (message.row().is(ArrivalRow.READING)) {
            ledger.arrivalRead(message, null);
        }
        message.ended();
        // the consumer deletes what has this, and nothing else
        exchange.setProperty(Sqs2Constants.SQS_DELETE_FILTERED, true);
    }

    private void left(OpenMessage message) {
        inHand.remove(HexFormat.of().formatHex(message.row().hash()));
        if (message.isDeleted()) {
            ledger.messageDeleted(message.arrival());
        }
    }

    /** Opens no more messages, and no more records of those that are open. */
    void stop() {
        stopped = true;
    }
}
