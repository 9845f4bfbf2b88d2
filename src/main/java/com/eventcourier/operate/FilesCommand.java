package com.eventcourier.operate;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows files and their reports. */
@Command(
        name = "files",
        description = "Shows the files: how far they are and what came of them.",
        mixinStandardHelpOptions = true)
final class FilesCommand {

    @Command(description = "The files, the newest first.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--feed", description = "Of this feed.") String feed,
            @Option(names = "--most", description = "So many at most; default 20.") int most,
            @Mixin DeskOptions desk) {
        return desk.print(
                FileTables.list(desk.ledger(), feed, most),
                "arrival",
                "feed",
                "file",
                "state",
                "percent",
                "secondsLeft",
                "read",
                "accepted",
                "duplicate",
                "filtered",
                "retry",
                "deadOpen");
    }

    @Command(description = "One file with its report.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(description = "Its number, as list shows it under arrival.") long arrival,
            @Mixin DeskOptions desk)
            throws IOException {
        return desk.printOne(
                FileTables.show(desk.ledger(), desk.data(), arrival),
                "arrival",
                "feed",
                "file",
                "state",
                "fault",
                "percent",
                "secondsLeft",
                "sha256",
                "bytes",
                "account",
                "mapping",
                "openedAt",
                "readAt",
                "reportFile",
                "report");
    }
}
