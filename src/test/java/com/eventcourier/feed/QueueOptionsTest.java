package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueOptionsTest {

    private static QueueOptions options(String url, String region, String endpoint) {
        return new QueueOptions(
                url, region, endpoint, Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofMinutes(10), 32);
    }

    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-central-1.amazonaws.com/123456789012/orders, orders, eu-central-1, ''",
        "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/orders.fifo, orders.fifo, cn-north-1, ''",
        "https://eu-west-1.queue.amazonaws.com/123456789012/orders, orders, eu-west-1, ''",
        "http://localhost:9324/000000000000/orders, orders, us-east-1, http://localhost:9324",
        "http://127.0.0.1:9324/orders, orders, us-east-1, http://127.0.0.1:9324"
    })
    void theUrlSaysNameRegionAndServer(String url, String name, String region, String server) {
        QueueOptions options = options(url, null, null);

        assertThat(options.fault()).isEmpty();
        assertThat(options.name()).isEqualTo(name);
        assertThat(options.signedFor()).isEqualTo(region);
        assertThat(options.reachedAt().orElse("")).isEqualTo(server);
    }

    @Test
    void regionAndEndpointCanBeSaid() {
        String url = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders";
        QueueOptions options = options(url, "eu-west-1", "https://vpce-1.sqs.eu-west-1.vpce.amazonaws.com");

        assertThat(options.fault()).isEmpty();
        assertThat(options.signedFor()).isEqualTo("eu-west-1");
        assertThat(options.reachedAt()).contains("https://vpce-1.sqs.eu-west-1.vpce.amazonaws.com");
    }

    @Test
    void aFifoQueueIsReadOneMessageAtATime() {
        assertThat(options("http://localhost/1/orders.fifo", null, null).batch())
                .isOne();
        assertThat(options("http://localhost/1/orders", null, null).batch()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "ftp://x/1/orders",
                "https://user:secret@x/1/orders",
                "https://x",
                "https://x/1/a?b=c",
                "https:///1/a"
            })
    void whatIsNoUrlOfAQueueIsRefused(String url) {
        assertThat(options(url, null, null).fault().orElseThrow()).startsWith("url must be the URL of a queue");
    }
}
