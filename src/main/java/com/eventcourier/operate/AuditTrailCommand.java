package com.eventcourier.operate;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells who changed what by hand. */
@Command(
        name = "audit-trail",
        description = "Who changed what by hand, when and why, the newest first.",
        mixinStandardHelpOptions = true)
final class AuditTrailCommand implements Callable<Integer> {

    @Option(names = "--most", description = "So many at most; default 50.")
    private int most;

    @Mixin
    private DeskOptions desk;

    @Override
    public Integer call() {
        return desk.print(AuditDesk.table(desk.ledger(), most), "at", "who", "operation", "arguments", "why", "result");
    }
}
