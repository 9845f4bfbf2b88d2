package com.eventcourier.feed;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The queue of a feed whose route is made from the template {@code feed-from-sqs}.
 *
 * @param url the queue's URL, as SQS shows it; one that ends in {@code .fifo} keeps the order of each message group
 * @param region the region that requests are signed for; default: the one in the url, else us-east-1
 * @param endpoint where requests go to, such as {@code https://vpce-1.sqs.eu-central-1.vpce.amazonaws.com}; default: SQS
 *     itself, or the server of a url that is none of AWS
 * @param waitTime how long a request waits for messages, in whole seconds, up to 5s, for a stop waits for it; default 5s
 * @param visibility for how long a message is nobody else's, in whole seconds, 5s to 12h; it is extended while the
 *     message is worked on, so it is how long a message stays away after a kill; default 60s
 * @param hold how long a message waits at most for its account before its events go to the ledger, as pending, and it is
 *     deleted, up to 11h; default 10m
 * @param atOnce most messages that are worked on at the same time, 1 to 256; default 32
 */
public record QueueOptions(
        String url,
        String region,
        String endpoint,

        @DefaultValue("5s") @DurationMin @DurationMax(seconds = 5)
        Duration waitTime,

        @DefaultValue("60s") @DurationMin(seconds = 5) @DurationMax(hours = 12)
        Duration visibility,

        @DefaultValue("10m") @DurationMin @DurationMax(hours = 11)
        Duration hold,

        @DefaultValue("32") @Min(1) @Max(256) int atOnce) {

    private static final Pattern OF_AWS = Pattern.compile(
            "(?:sqs(?:-fips)?\\.([a-z0-9-]+)|([a-z0-9-]+)\\.queue)\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");
    private static final Pattern PATH = Pattern.compile("/(?:.+/)?([A-Za-z0-9_-]{1,80}(?:\\.fifo)?)");
    private static final int MOST_A_RECEIPT = 10;

    /** What is wrong with these options, without the key; empty when nothing is. */
    public Optional<String> fault() {
        Matcher address = Pattern.compile("https?://[^/@?#]+(/[^?#]*)").matcher(url);
        if (!address.matches() || !PATH.matcher(address.group(1)).matches()) {
            return Optional.of(
                    "url must be the URL of a queue, such as https://sqs.eu-central-1.amazonaws.com/123456789012/orders");
        }
        if (endpoint != null && !endpoint.matches("https?://[^/@?#]+/?")) {
            return Optional.of("endpoint must be an http or https address without a path");
        }
        if (waitTime.toMillis() % 1000 != 0 || visibility.toMillis() % 1000 != 0) {
            return Optional.of("wait-time and visibility must be whole seconds");
        }
        return Optional.empty();
    }

    /** The queue's name, which alone an operator is shown. */
    public String name() {
        Matcher path = PATH.matcher(URI.create(url).getPath());
        return path.matches() ? path.group(1) : "";
    }

    /** Whether the queue keeps the order of its messages within a group. */
    public boolean isFifo() {
        return url.endsWith(".fifo");
    }

    /** Whether the queue is on this machine, as one that somebody tries things with. */
    public boolean isHere() {
        return URI.create(reachedAt().orElse(url)).getHost().matches("localhost|127\\..*|\\[::1]");
    }

    /** The region that requests are signed for. */
    public String signedFor() {
        Matcher aws = OF_AWS.matcher(URI.create(url).getHost());
        if (region != null || !aws.matches()) {
            return region == null ? "us-east-1" : region;
        }
        return aws.group(1) == null ? aws.group(2) : aws.group(1);
    }

    /** The server to ask in place of SQS itself. */
    public Optional<String> reachedAt() {
        URI address = URI.create(url);
        if (endpoint != null || OF_AWS.matcher(address.getHost()).matches()) {
            return Optional.ofNullable(endpoint);
        }
        return Optional.of(address.getScheme() + "://" + address.getAuthority());
    }

    /** Most messages that one request asks for: one at a time where order counts. */
    public int batch() {
        return isFifo() ? 1 : Math.min(MOST_A_RECEIPT, atOnce);
    }
}
