package com.eventcourier.feed;

import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.spi.Synchronization;

/** What is done when the way of a message is over; after the consumer has deleted it, or has not. */
final class MessageEnd implements Synchronization, Ordered {

    private final Exchange exchange;
    private final QueueDoor door;

    MessageEnd(Exchange exchange, QueueDoor door) {
        this.exchange = exchange;
        this.door = door;
    }

    @Override
    public int getOrder() {
        return LOWEST;
    }

    @Override
    public void onComplete(Exchange completed) {
        end();
    }

    @Override
    public void onFailure(Exchange failed) {
        end();
    }

    private void end() {
        try {
            OpenMessage message = OpenMessage.of(exchange);
            if (message != null) {
                message.left();
            }
        } finally {
            door.ended();
        }
    }
}
