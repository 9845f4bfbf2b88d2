package com.eventcourier.acceptance;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** An SQS server on a port of its own, with a client that looks at its queues from outside of the product. */
final class ElasticQueues implements AutoCloseable {

    /** What the queue itself counts: messages that wait in it, and messages that somebody has in hand. */
    record Counts(int visible, int inHand) {
        int all() {
            return visible + inHand;
        }
    }

    static {
        // what the product's default credential chain finds, in this process and in those that it starts
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    static final Map<String, String> CREDENTIALS = Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test");

    private final int port;
    private final SqsClient client;
    private SQSRestServer server;

    ElasticQueues() throws Exception {
        port = CourierFolder.freePort();
        client = SqsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
        start();
    }

    /** A record as the feed of reservations takes it. */
    static String reservation(String id) {
        return "{\"id\":\"" + id
                + "\",\"guest\":{\"mobile\":\"9990000201\",\"age\":41},\"hotel\":\"Indiranagar\",\"nights\":3}";
    }

    /** Comes up at the same place as before, empty. */
    void start() {
        server = SQSRestServerBuilder.withInterface("127.0.0.1").withPort(port).start();
        server.waitUntilStarted();
    }

    /** Goes down with all that is in it. */
    void stop() {
        server.stopAndWait();
    }

    /** Makes a queue and answers its URL; one whose name ends in .fifo keeps order. */
    String queue(String name) {
        Map<QueueAttributeName, String> attributes = new HashMap<>();
        if (name.endsWith(".fifo")) {
            attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
            attributes.put(QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true");
        }
        return client.createQueue(queue -> queue.queueName(name).attributes(attributes))
                .queueUrl()
                .replaceFirst("//[^/]*", "//127.0.0.1:" + port);
    }

    /** Sets what becomes of a message that was received so often. */
    void redrive(String url, String deadLetterQueue, int maxReceiveCount) {
        String policy = "{\"deadLetterTargetArn\":\"arn:aws:sqs:elasticmq:000000000000:" + deadLetterQueue
                + "\",\"maxReceiveCount\":" + maxReceiveCount + "}";
        client.setQueueAttributes(
                set -> set.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)));
    }

    /** Answers the id that the queue gives it. */
    String send(String url, String body) {
        return client.sendMessage(message -> message.queueUrl(url).messageBody(body))
                .messageId();
    }

    void sendAll(String url, List<String> bodies) {
        List<SendMessageBatchRequestEntry> batch = new ArrayList<>();
        for (String body : bodies) {
            batch.add(SendMessageBatchRequestEntry.builder()
                    .id("m" + batch.size())
                    .messageBody(body)
                    .build());
            if (batch.size() == 10 || body.equals(bodies.get(bodies.size() - 1))) {
                List<SendMessageBatchRequestEntry> entries = List.copyOf(batch);
                client.sendMessageBatch(send -> send.queueUrl(url).entries(entries));
                batch.clear();
            }
        }
    }

    /** To a FIFO queue. Answers the id that the queue gives it. */
    String send(String url, String group, String body) {
        return client.sendMessage(
                        message -> message.queueUrl(url).messageGroupId(group).messageBody(body))
                .messageId();
    }

    Counts counts(String url) {
        Map<QueueAttributeName, String> attributes = client.getQueueAttributes(
                        get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return new Counts(
                Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)),
                Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)));
    }

    /** Takes what is in a queue out of it. */
    List<Message> take(String url) {
        return client.receiveMessage(
                        receive -> receive.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
    }

    @Override
    public void close() {
        client.close();
        stop();
    }
}
