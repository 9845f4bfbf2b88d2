package com.eventcourier.operate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops accounts and lets them go on. */
@Command(
        name = "accounts",
        description = "Shows the accounts, stops one, lets it go on, or has a shut one tried.",
        mixinStandardHelpOptions = true)
final class AccountsCommand {

    private static final String NAME = "Name of the account.";
    private static final String WHY = "Why; it is kept with who did it.";

    @Command(description = "The accounts with their state, since when and why.", mixinStandardHelpOptions = true)
    int list(@Mixin DeskOptions desk) {
        return desk.print(
                PlaceTables.accounts(desk.ledger()),
                "account",
                "state",
                "since",
                "reason",
                "waiting",
                "inFlight",
                "retries");
    }

    @Command(
            description = "Posts nothing more until it is resumed, also after a restart.",
            mixinStandardHelpOptions = true)
    int pause(
            @Parameters(description = NAME) String account,
            @Option(names = "--why", description = WHY) String why,
            @Mixin DeskOptions desk) {
        return change(desk, "pause", account, why);
    }

    @Command(description = "Lets an account go on that was stopped by hand.", mixinStandardHelpOptions = true)
    int resume(
            @Parameters(description = NAME) String account,
            @Option(names = "--why", description = WHY) String why,
            @Mixin DeskOptions desk) {
        return change(desk, "resume", account, why);
    }

    @Command(description = "Tries a paused or tripped account now.", mixinStandardHelpOptions = true)
    int probe(
            @Parameters(description = NAME) String account,
            @Option(names = "--why", description = WHY) String why,
            @Mixin DeskOptions desk) {
        return change(desk, "probe", account, why);
    }

    private static int change(DeskOptions desk, String operation, String account, String why) {
        return desk.change(
                "accounts",
                operation,
                DeskOptions.arguments().put("account", account).put("why", DeskOptions.why(why)));
    }
}
