package com.eventcourier.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Asks a queue for what an operator should know before it is read from. */
public final class QueueCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ENOUGH = 5;

    private QueueCheck() {}

    /** A sentence, if the queue cannot be asked or gives a message up too early. */
    public static Optional<String> warning(String feed, QueueOptions queue) {
        try (DefaultCredentialsProvider credentials =
                        DefaultCredentialsProvider.builder().build();
                SqsClient client = client(queue, credentials)) {
            String policy = client.getQueueAttributes(
                            get -> get.queueUrl(queue.url()).attributeNames(QueueAttributeName.REDRIVE_POLICY))
                    .attributes()
                    .get(QueueAttributeName.REDRIVE_POLICY);
            int most = policy == null
                    ? ENOUGH
                    : Json.MAPPER.readTree(policy).path("maxReceiveCount").asInt(ENOUGH);
            return most >= ENOUGH
                    ? Optional.empty()
                    : Optional.of("Queue " + queue.name() + " of feed " + feed + " gives a message up after it was"
                            + " received " + most
                            + " times (maxReceiveCount): that many stops in the middle of it, and it"
                            + " is in the dead-letter queue without a fault of its own. Set " + ENOUGH + " or more.");
        } catch (SdkException | JsonProcessingException e) {
            return Optional.of("Queue " + queue.name() + " of feed " + feed + " could not be asked: "
                    + QueueFault.sentence(e) + ".");
        }
    }

    private static SqsClient client(QueueOptions queue, DefaultCredentialsProvider credentials) {
        SqsClientBuilder client = SqsClient.builder()
                .region(Region.of(queue.signedFor()))
                .credentialsProvider(credentials)
                .overrideConfiguration(limits -> limits.apiCallTimeout(PATIENCE));
        queue.reachedAt().ifPresent(server -> client.endpointOverride(URI.create(server)));
        return client.build();
    }
}
