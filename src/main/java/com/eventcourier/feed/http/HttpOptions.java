package com.eventcourier.feed.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The door for what applications post. Without a feed nothing listens.
 *
 * @param port where it listens, 0 to 65535 (0: any free one); while the sandbox runs, the sandbox's port serves both;
 *     default 8480
 * @param address where it listens: of this machine's addresses, or {@code 0.0.0.0} for all of them. What is posted
 *     travels in the clear: put a proxy with TLS before it. While the sandbox runs, only this machine reaches it;
 *     default 127.0.0.1
 * @param maxRequest the largest body of a request, 1KB to 64MB; of a larger one up to 64 MB more are read and thrown away,
 *     so that its sender comes to read why it is refused; default 1MB
 * @param maxRecords most records in a request, 1 to 100000; default 5000
 * @param feeds the feeds that take events over HTTP, by the feed's name
 */
public record HttpOptions(
        @DefaultValue("8480") @Min(0) @Max(65535) int port,
        @DefaultValue("127.0.0.1") @NotBlank String address,
        @DefaultValue("1MB") DataSize maxRequest,
        @DefaultValue("5000") @Min(1) @Max(100_000) int maxRecords,
        @DefaultValue Map<String, @Valid Access> feeds) {

    /** Whether anybody may come in at all. */
    public boolean isOpen() {
        return !feeds.isEmpty();
    }

    /**
     * Who may post events for a feed: who has the token, or the user's password. One of the two must be set.
     *
     * @param token the bearer token; secret
     * @param user the user for Basic
     * @param password of that user; secret
     * @param ratePerSecond most requests in a second, 1 to 100000; default 1000
     */
    public record Access(
            String token,
            String user,
            String password,
            @DefaultValue("1000") @Min(1) @Max(100_000) int ratePerSecond) {

        /** What is wrong with it, as the end of a sentence; null when nothing is. */
        public String fault() {
            if (isBlank(user) != isBlank(password)) {
                return "has a user without a password, or a password without a user";
            }
            return isBlank(token) && isBlank(user) ? "has no token and no user and password" : null;
        }

        boolean hasToken() {
            return !isBlank(token);
        }

        boolean hasUser() {
            return !isBlank(user);
        }

        private static boolean isBlank(String text) {
            return text == null || text.isBlank();
        }

        @Override
        public String toString() {
            return "Access[user=" + hasUser() + ", token=" + hasToken() + "]";
        }
    }
}
