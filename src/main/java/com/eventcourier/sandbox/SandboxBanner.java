package com.eventcourier.sandbox;

import java.net.URI;
import java.nio.file.Path;

/** What is shown at the start of a sandbox, so that no one takes it for the real thing. */
public final class SandboxBanner {

    private static final String RULE = "#".repeat(78);

    private SandboxBanner() {}

    /**
     * The banner in plain ASCII, many lines, no line end after the last.
     *
     * @param inbox the folder that holds one inbox folder per feed
     * @param outbox the folder that reports and rejected files are written to
     * @param deadLetters the folder of the dead letters
     * @param webServer where the stand-in listens, such as {@code http://127.0.0.1:8080}
     */
    public static String text(Path inbox, Path outbox, Path deadLetters, URI webServer) {
        return String.join(
                "\n",
                RULE,
                "#",
                "#   S A N D B O X",
                "#",
                "#   Nothing leaves this machine. Events go to a stand-in for the webhook.",
                "#",
                "#   drop files here       " + inbox + "/<feed>/",
                "#   reports, bad rows     " + outbox + "/<feed>/",
                "#   dead letters          " + deadLetters + "/<code>/",
                "#   received events       " + webServer.resolve("/sandbox/events"),
                "#   make it fail          " + webServer.resolve("/sandbox/faults"),
                "#",
                "#   To deliver to a webhook of your own, stop, set these, and start again:",
                "#",
                "#     COURIER_ACCOUNTS_MAIN_URL=https://...",
                "#     COURIER_ACCOUNTS_MAIN_AUTH_TYPE=basic-token",
                "#     COURIER_ACCOUNTS_MAIN_AUTH_TOKEN=...",
                "#",
                RULE);
    }
}
