package com.eventcourier.bench;

import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ as a process of its own. */
final class QueueServer {

    private QueueServer() {}

    /** Prints its port and serves until it is ended. */
    public static void main(String[] args) {
        SQSRestServer server =
                SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
        System.out.println("port " + server.waitUntilStarted().localAddress().getPort());
    }
}
