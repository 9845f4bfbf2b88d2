package com.eventcourier.operate;

import com.eventcourier.feed.QueueOptions;
import com.eventcourier.feed.SftpOptions;
import com.eventcourier.feed.http.HttpOptions;
import com.eventcourier.ledger.Retention;
import com.eventcourier.webhook.AccountOptions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that may be set under {@code courier.}; anything else there stops the start.
 *
 * @param data the data folder: inboxes, outboxes, dead letters and the ledger; default {@code data}
 * @param config the folder with application.yaml, event types, feeds and the outcome table; default {@code config}
 * @param routes the folder with the routes; default {@code routes}
 * @param accounts the webhooks, by name ([a-z0-9]+); with none, the courier runs its sandbox
 * @param queues the queues that feeds read from, by the name of the feed
 * @param sftp the SFTP servers that feeds are copied from, by the name of the feed
 * @param alerts what the alert route is called for
 * @param http the door for what applications post
 * @param sandbox the stand-in for the target
 * @param management the port on which the courier is looked into and operated
 * @param log how the log is written
 * @param retention how long outcomes are kept in the ledger
 */
@ConfigurationProperties("courier")
public record CourierOptions(
        @DefaultValue("data") Path data,
        @DefaultValue("config") Path config,
        @DefaultValue("routes") Path routes,
        @DefaultValue Map<String, @Valid AccountOptions> accounts,
        @DefaultValue Map<String, @Valid QueueOptions> queues,
        @DefaultValue Map<String, @Valid SftpOptions> sftp,
        @Valid @DefaultValue AlertOptions alerts,
        @Valid @DefaultValue HttpOptions http,
        @Valid @DefaultValue Sandbox sandbox,
        @Valid @DefaultValue ManagementOptions management,
        @Valid @DefaultValue Log log,
        @Valid @DefaultValue Retention retention) {

    /** The same with other options of the feeds. */
    CourierOptions withFeeds(
            Map<String, QueueOptions> otherQueues, Map<String, SftpOptions> otherSftp, HttpOptions otherHttp) {
        return new CourierOptions(
                data,
                config,
                routes,
                accounts,
                otherQueues,
                otherSftp,
                alerts,
                otherHttp,
                sandbox,
                management,
                log,
                retention);
    }

    /**
     * The log on the screen.
     *
     * @param format {@code text}: a line for a person; {@code ecs}: a line of JSON for Elastic Common Schema; default text
     */
    public record Log(
            @DefaultValue("text") @Pattern(regexp = "text|ecs", message = "must be text or ecs")
            String format) {}

    /**
     * The stand-in for the target.
     *
     * @param enabled true: run it even if accounts are set; false: never; default: when no account has a URL
     * @param port where it listens on this machine; default 8480
     * @param token the Basic token that it asks for; default none
     * @param keep how many received events it remembers; default 10000
     * @param samples the folder of sample files; default {@code samples}
     */
    public record Sandbox(
            Boolean enabled,
            @DefaultValue("8480") @Min(1) @Max(65535) int port,
            String token,
            @DefaultValue("10000") @Min(1) @Max(100_000) int keep,
            @DefaultValue("samples") Path samples) {

        @Override
        public String toString() {
            return "Sandbox[port=" + port + "]";
        }
    }
}
