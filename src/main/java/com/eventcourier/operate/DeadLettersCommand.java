package com.eventcourier.operate;

import com.eventcourier.feed.Feed;
import com.eventcourier.feed.Feeds;
import com.eventcourier.feed.LetterExport;
import com.eventcourier.ledger.LetterFilter;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows dead letters and gets rid of them. */
@Command(
        name = "dead-letters",
        description = "Shows the events that need a person, writes them out to be mended, or discards them.",
        mixinStandardHelpOptions = true)
final class DeadLettersCommand {

    @Command(
            description = "Open dead letters by code, feed and event type, with their age.",
            mixinStandardHelpOptions = true)
    int summary(@Mixin DeskOptions desk) {
        return desk.print(
                LetterTables.summary(desk.ledger(), null), "code", "feed", "event", "letters", "oldest", "newest");
    }

    @Command(description = "Letters one by one, the newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin WhichLetters which,
            @Option(
                            names = "--state",
                            description =
                                    "dead (default), superseded, discarded, replaying, retry, ambiguous or pending.")
                    String state,
            @Option(names = "--before", description = "The last id of the page before.") String before,
            @Option(names = "--most", description = "So many at most, up to 1000; default 50.") int most,
            @Mixin DeskOptions desk) {
        return desk.print(
                LetterTables.list(desk.ledger(), which.filter(), state, before, most, null),
                "id",
                "code",
                "feed",
                "event",
                "file",
                "row",
                "state",
                "lastAt");
    }

    @Command(description = "All that is kept of one letter, with customers' values.", mixinStandardHelpOptions = true)
    int show(@Parameters(description = "Its name, the courier_id.") String id, @Mixin DeskOptions desk) {
        return desk.printOne(
                LetterTables.show(desk.ledger(), id, null),
                "id",
                "state",
                "code",
                "cause",
                "faults",
                "feed",
                "account",
                "event",
                "file",
                "arrival",
                "row",
                "firstAt",
                "lastAt",
                "dueAt",
                "attempts",
                "history",
                "answer",
                "mapping",
                "replays",
                "raw",
                "payload");
    }

    @Command(
            description = "Writes open dead letters in the columns of their source, to be mended and dropped again.",
            mixinStandardHelpOptions = true)
    int export(
            @Mixin WhichLetters which,
            @Parameters(description = "The folder to write to.") Path folder,
            @Mixin DeskOptions desk)
            throws IOException {
        LetterFilter filter = LetterArguments.narrow(which.filter());
        var ledger = desk.ledger();
        Path config = Settings.options(Settings.read(desk.settings())).config();
        Map<String, Feed> feeds = Feeds.load(config.resolve("feeds"));
        try {
            return desk.print(
                    OpenRecords.table(LetterExport.write(ledger, desk.data(), feeds::get, filter, folder)),
                    "feed",
                    "file",
                    "records");
        } catch (FileSystemException e) {
            throw new DeskRefusal("Nothing was exported. " + e.getFile() + " cannot be written: " + FileFault.words(e)
                    + ". Name another folder, or mend that.");
        }
    }

    @Command(description = "Closes open dead letters for good, unsent.", mixinStandardHelpOptions = true)
    int discard(
            @Mixin WhichLetters which,
            @Option(names = "--why", description = "Why; it is kept with who did it.") String why,
            @Mixin DeskOptions desk) {
        LetterArguments.narrow(which.filter());
        return desk.change("dead-letters", "discard", which.arguments().put("why", DeskOptions.why(why)));
    }
}
