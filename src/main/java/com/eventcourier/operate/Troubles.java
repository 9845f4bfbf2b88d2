package com.eventcourier.operate;

import com.eventcourier.feed.LateFiles;
import com.eventcourier.feed.SourceState;
import com.eventcourier.feed.Sources;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import com.eventcourier.webhook.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.util.unit.DataSize;

/** What trouble there is at this moment, one method for each kind. */
final class Troubles {

    private Troubles() {}

    static List<Alert> paused(Accounts accounts) {
        return atFault(
                accounts,
                "paused",
                Duration.ZERO,
                "Mend what the reason names. Its events wait, none is lost, and it goes on by itself.");
    }

    static List<Alert> tripped(Accounts accounts, Duration longerThan) {
        return atFault(
                accounts,
                "tripped",
                longerThan,
                "Ask the target's people whether it is down. Its events wait, none is lost, and it goes on by itself.");
    }

    private static List<Alert> atFault(Accounts accounts, String state, Duration longerThan, String advice) {
        List<Alert> alerts = new ArrayList<>();
        for (Account account : accounts.all()) {
            Gate.Status gate = account.gate().status();
            if (gate.state().equals(state) && !gate.since().plus(longerThan).isAfter(Instant.now())) {
                String sentence = "Account " + account.name() + " is " + state + " since " + gate.since() + ": "
                        + gate.reason() + ".";
                alerts.add(Alert.since(gate.since(), state, account.name(), sentence, advice));
            }
        }
        return alerts;
    }

    static List<Alert> lateFile(LateFiles lateFiles) throws IOException {
        List<Alert> alerts = new ArrayList<>();
        for (LateFiles.Late late : lateFiles.now()) {
            alerts.add(Alert.since(
                    late.since(),
                    "late-file",
                    late.feed(),
                    "Feed " + late.feed() + " expected a file by " + late.by() + "; none came since "
                            + late.expectedFrom() + ".",
                    "Ask the sender for it. When it comes it is read as any other."));
        }
        return alerts;
    }

    static List<Alert> diskLow(DataFolder data, DataSize least) throws IOException {
        long usable = Files.getFileStore(data.root()).getUsableSpace();
        return usable >= least.toBytes()
                ? List.of()
                : List.of(Alert.of(
                        "disk-low",
                        data.root().toString(),
                        "The disk of the data folder " + data.root() + " has " + usable / (1024 * 1024)
                                + " MB of usable space left.",
                        "Free space or enlarge it. When it is full, reading stops; nothing is lost."));
    }

    static List<Alert> sourceDown(DataFolder data, Set<String> feeds, Sources sources, Duration longerThan) {
        List<Alert> alerts = new ArrayList<>();
        for (SourceState.Status source : sources.down()) {
            if (!source.since().plus(longerThan).isAfter(Instant.now())) {
                alerts.add(down(source));
            }
        }
        for (String feed : feeds) {
            Path inbox = data.inbox(feed);
            if (!Files.isDirectory(inbox) || !Files.isReadable(inbox) || !Files.isExecutable(inbox)) {
                String what = Files.isDirectory(inbox) ? " cannot be read by this user." : " is not there.";
                alerts.add(Alert.of(
                        "source-down",
                        feed,
                        "The inbox " + inbox + " of feed " + feed + what,
                        "Bring the folder back with its rights; the courier goes on by itself."));
            }
        }
        return alerts;
    }

    private static Alert down(SourceState.Status source) {
        return Alert.of(
                source.since(),
                "source-down",
                source.feed(),
                source.place(),
                "Feed " + source.feed() + " cannot reach " + source.place() + " since " + source.since() + ": "
                        + source.reason() + ".",
                "Look at the server and at the settings that the reason names. What is there stays there, and the"
                        + " courier goes on by itself.");
    }

    /** A source that did not answer since the start was perhaps down all the time. */
    static boolean isUnsureOf(Alert alert, Sources sources) {
        return sources.all().stream()
                .filter(source -> source.state() != SourceState.State.UP)
                .anyMatch(source -> down(source).key().equals(alert.key()));
    }

    static List<Alert> ledgerFault(Ledger ledger) {
        String fault = ledger.fault();
        return fault == null
                ? List.of()
                : List.of(Alert.of(
                        "ledger-fault",
                        "ledger",
                        "The ledger takes no changes: " + fault + ".",
                        "Free disk space or mend the data folder. Reading waits, nothing is lost, and it goes on by"
                                + " itself."));
    }
}
