package com.eventcourier.operate;

import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.LetterFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends dead letters again. */
@Command(
        name = "replay",
        description = "Sends dead letters again, through the mapping as it is now or as they were stored.",
        mixinStandardHelpOptions = true)
final class ReplayCommand {

    private static final String STORED = "Send the stored payload; otherwise the record is mapped again.";
    private static final String WHY = "Why; it is kept with who did it.";

    @Command(description = "What a replay would send; sends nothing.", mixinStandardHelpOptions = true)
    int plan(
            @Mixin WhichLetters which,
            @Option(names = "--stored", description = STORED) boolean stored,
            @Mixin DeskOptions desk) {
        LetterFilter letters = LetterArguments.narrow(which.filter());
        LedgerQueries ledger = desk.ledger();
        if (!stored && DataLock.isHeld(desk.data())) {
            NewerMapping.sentences(desk.settings(), ReplayTables.mappings(ledger, letters))
                    .forEach(System.err::println);
        }
        return desk.print(
                ReplayTables.plan(ledger, letters, stored),
                "feed",
                "letters",
                "left",
                "account",
                "accountState",
                "mapping",
                "mappedBefore",
                "ratePerSecond",
                "expectedSeconds");
    }

    @Command(description = "Sends the open dead letters that fit again.", mixinStandardHelpOptions = true)
    int run(
            @Mixin WhichLetters which,
            @Option(names = "--stored", description = STORED) boolean stored,
            @Option(names = "--why", description = WHY) String why,
            @Mixin DeskOptions desk) {
        LetterArguments.narrow(which.filter());
        return desk.change(
                "replay", "run", which.arguments().put("stored", stored).put("why", DeskOptions.why(why)));
    }

    @Command(description = "The replays and how far they are, the newest first.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--most", description = "So many at most; default 20.") int most, @Mixin DeskOptions desk) {
        return desk.print(
                ReplayTables.list(desk.ledger(), most),
                "run",
                "state",
                "selection",
                "letters",
                "percent",
                "accepted",
                "duplicate",
                "retry",
                "dead",
                "unsent",
                "begunAt",
                "who");
    }

    @Command(description = "One replay and how far it is.", mixinStandardHelpOptions = true)
    int show(@Parameters(description = "Its number.") long run, @Mixin DeskOptions desk) {
        LedgerQueries ledger = desk.ledger();
        return desk.printOne(
                ReplayTables.show(ledger, run),
                "run",
                "state",
                "selection",
                "payload",
                "who",
                "why",
                "begunAt",
                "endedAt",
                "letters",
                "percent",
                "replaying",
                "accepted",
                "duplicate",
                "filtered",
                "retry",
                "ambiguous",
                "dead",
                "unsent");
    }

    @Command(
            description = "Stops a replay: what was not sent is a dead letter as before.",
            mixinStandardHelpOptions = true)
    int stop(
            @Parameters(description = "Its number.") long run,
            @Option(names = "--why", description = WHY) String why,
            @Mixin DeskOptions desk) {
        return desk.change(
                "replay", "stop", DeskOptions.arguments().put("run", run).put("why", DeskOptions.why(why)));
    }
}
