package com.eventcourier.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A system that puts messages on the queue of a feed, one event in each. */
final class QueueClient implements AutoCloseable {

    private static final int IN_ONE = 10;
    private static final int THREADS = 4;

    private final Program server;
    private final SqsClient client;
    private final String url;

    QueueClient(Place place) throws IOException, InterruptedException {
        server = Program.start(
                place.root(),
                place.logs().resolve("queue.log"),
                List.of("-cp", System.getProperty("java.class.path"), QueueServer.class.getName()));
        String port = server.await("port ").replaceAll(".*port ", "");
        client = SqsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
                .build();
        url = client.createQueue(queue -> queue.queueName("bench"))
                .queueUrl()
                .replaceFirst("//[^/]*", "//127.0.0.1:" + port);
    }

    List<String> settings() {
        return List.of("--courier.queues." + Place.QUEUED_FEED + ".url=" + url);
    }

    /** Lets the queue fill while its feed is stopped, and watches the sink from the feed's start on. */
    Rate deliver(Place place, Path data, Subject product, Webhook webhook, int events)
            throws IOException, InterruptedException {
        place.command(data, "feeds", "stop", Place.QUEUED_FEED, "--why", "measured");
        // a poll that is under way when the feed is stopped brings some of them early
        long before = webhook.posts();
        fill(events);
        place.command(data, "feeds", "start", Place.QUEUED_FEED, "--why", "measured");
        Rate rate = Rate.of(product, webhook, before, events);
        System.out.println(Table.text(
                "  SQS %,8.0f events/s %6.1f us of processor", rate.perSecond(), rate.cpuMicros()));
        return rate;
    }

    private void fill(int events) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> batches = new ArrayList<>();
        for (int sent = 0; sent < events; sent += IN_ONE) {
            batches.add(threads.submit(this::sendBatch));
        }
        threads.shutdown();
        for (Future<?> batch : batches) {
            try {
                batch.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private void sendBatch() {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < IN_ONE; i++) {
            entries.add(SendMessageBatchRequestEntry.builder()
                    .id("m" + i)
                    .messageBody(Bookings.lines(1))
                    .build());
        }
        client.sendMessageBatch(send -> send.queueUrl(url).entries(entries));
    }

    /** Answers the message's own id, which is the name of its arrival. */
    String send() {
        return client.sendMessage(send -> send.queueUrl(url).messageBody(Bookings.lines(1)))
                .messageId();
    }

    @Override
    public void close() throws InterruptedException {
        client.close();
        server.close();
    }
}
