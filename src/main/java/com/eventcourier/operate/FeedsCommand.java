package com.eventcourier.operate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops feeds and starts them. */
@Command(
        name = "feeds",
        description = "Shows the feeds, stops or starts the reading of one, or has it look now.",
        mixinStandardHelpOptions = true)
final class FeedsCommand {

    private static final String NAME = "Name of the feed.";
    private static final String WHY = "Why; it is kept with who did it.";

    @Command(description = "The feeds with their state, since when and why.", mixinStandardHelpOptions = true)
    int list(@Mixin DeskOptions desk) {
        return desk.print(
                PlaceTables.feeds(desk.ledger()),
                "feed",
                "account",
                "state",
                "since",
                "reason",
                "eventsPerSecond",
                "deadLetters");
    }

    @Command(
            description = "Reads nothing more until it is started, also after a restart.",
            mixinStandardHelpOptions = true)
    int stop(
            @Parameters(description = NAME) String feed,
            @Option(names = "--why", description = WHY) String why,
            @Mixin DeskOptions desk) {
        return change(desk, "stop", feed, why);
    }

    @Command(description = "Reads a feed again that was stopped by hand.", mixinStandardHelpOptions = true)
    int start(
            @Parameters(description = NAME) String feed,
            @Option(names = "--why", description = WHY) String why,
            @Mixin DeskOptions desk) {
        return change(desk, "start", feed, why);
    }

    @Command(description = "Looks into its source now.", mixinStandardHelpOptions = true)
    int scan(
            @Parameters(description = NAME) String feed,
            @Option(names = "--why", description = WHY) String why,
            @Mixin DeskOptions desk) {
        return change(desk, "scan", feed, why);
    }

    private static int change(DeskOptions desk, String operation, String feed, String why) {
        return desk.change(
                "feeds", operation, DeskOptions.arguments().put("feed", feed).put("why", DeskOptions.why(why)));
    }
}
