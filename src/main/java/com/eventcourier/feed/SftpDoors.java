package com.eventcourier.feed;

import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.FeedFigures;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LedgerFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.Registry;

/** The SFTP servers that feeds are copied from: what their routes find in the registry, and how copying ends. */
public final class SftpDoors {

    private final List<SftpConnection> connections = new ArrayList<>();
    private final Map<String, SftpOptions> options;
    private final Path config;
    private final OpenFeeds feeds;
    private final DataFolder data;
    private final Ledger ledger;
    private final Sources sources;

    /**
     * @param options by feed; only of feeds that are on
     * @param config the folder where host keys are looked for
     */
    public SftpDoors(
            Map<String, SftpOptions> options,
            Path config,
            OpenFeeds feeds,
            DataFolder data,
            Ledger ledger,
            Sources sources) {
        this.options = options;
        this.config = config;
        this.feeds = feeds;
        this.data = data;
        this.ledger = ledger;
        this.sources = sources;
    }

    /** Binds {@code sftp-<feed>} and {@code reports-<feed>} for the routes. */
    public void prepare(Registry registry) {
        options.forEach((name, option) -> {
            OpenFeed feed = feeds.get(name);
            RemoteCopies copies = new RemoteCopies(feed, data, new FeedFigures(ledger.queries()));
            SftpDoor door = new SftpDoor(feed, option, data.inbox(name), copies);
            SourceState source = sources.add(name, "SFTP server " + option.host() + ":" + option.port());
            SftpConnection connection = new SftpConnection(door, option, source, option.hostKeys(config));
            connections.add(connection);
            registry.bind("sftp-" + name, connection);
            if (option.reportFolder() != null) {
                registry.bind("reports-" + name, reports(name, source));
            }
        });
    }

    private RemoteReports reports(String feed, SourceState source) {
        try {
            return new RemoteReports(data.outbox(feed), source);
        } catch (IOException e) {
            throw new LedgerFault("The outbox of feed " + feed + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** What the template needs to know of a feed's server. */
    public static Map<String, Object> facts(SftpOptions options, Path config) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("host", options.host());
        facts.put("port", options.port());
        facts.put("user", options.user());
        facts.put("password", options.password() == null ? "" : options.password());
        facts.put("key", options.keyFile() == null ? "" : options.keyFile().toString());
        facts.put("passphrase", options.passphrase() == null ? "" : options.passphrase());
        facts.put("login", options.keyFile() == null ? "password,keyboard-interactive" : "publickey");
        facts.put(
                "host-keys",
                options.anyHostKey() ? "" : options.hostKeys(config).toString());
        facts.put("strict", options.anyHostKey() ? "no" : "yes");
        facts.put("base", RemoteFolders.common(options.folders()));
        facts.put("poll", options.poll().toMillis());
        facts.put("reports", options.reportFolder() == null ? "" : options.reportFolder());
        return facts;
    }

    /** Ends copying; what was not whole is copied again after the next start. */
    public void stop() {
        connections.forEach(SftpConnection::leave);
    }

    /** Whether the last look at each server that can be reached found nothing more to do. */
    public boolean isIdle() {
        return connections.stream().allMatch(SftpConnection::isIdle);
    }
}
