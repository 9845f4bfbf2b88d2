package com.eventcourier.acceptance;

import java.util.Arrays;
import java.util.Random;

/** The places in the way of a record at which the courier is killed. */
enum KillPoint {
    AFTER_READ("after a record was read", "feed.OpenArrival", "nextUnsettled", false, Often.RECORD),
    BEFORE_MARK("before the mark is written", "ledger.Book", "mark", true, Often.MARK),
    AFTER_MARK("after the mark is on disk", "feed.HandOut", "marked", true, Often.MARK),
    BEFORE_SEND("before the POST", "webhook.Client", "post", true, Often.RECORD),
    AFTER_SEND("after the POST, before its answer", "webhook.EventBody", "markSent", false, Often.RECORD),
    AFTER_ANSWER("after the answer, before the ledger has it", "webhook.Judge", "judge", false, Often.RECORD),
    BEFORE_COMMIT("an outcome written, not committed", "ledger.Outcomes", "settle", false, Often.RECORD),
    IN_COMMIT("in the commit", "ledger.Book", "end", false, Often.GROUP),
    AFTER_COMMIT("after the commit, before anybody knows", "ledger.Book", "committed", true, Often.GROUP),
    AT_THE_END("the end of the file not committed", "ledger.Arrivals", "read", false, Often.ONCE),
    IN_REJECTED_FILE("in the rejected file", "feed.RejectedFile", "add", false, Often.BAD_ROW),
    BEFORE_REPORT("before the report is written", "feed.ReportFiles", "writeReport", true, Often.ONCE),
    AFTER_REPORT("report on disk, ledger not told", "feed.ReportFiles", "writeReport", false, Often.ONCE),
    BEFORE_MOVE("between report and move", "feed.Arrivals", "move", true, Often.ONCE),
    AFTER_MOVE("file moved, ledger not told", "feed.Moves", "into", false, Often.ONCE),
    RETRY_TAKEN("redelivery: a retry was taken", "feed.Redelivery", "again", false, Often.RETRY),
    RETRY_CLAIMED("redelivery: before its POST", "feed.Redelivery$Again", "stopping", true, Often.RETRY),
    RETRY_SETTLED("redelivery: after its commit", "feed.Redelivery$Again", "settled", true, Often.RETRY),
    POSTED_CUT("a request cut into records, nothing stored", "feed.http.HttpDoor", "open", false, Often.REQUEST),
    POSTED_WRITTEN("a request written, not committed", "ledger.Arrivals", "takeIn", false, Often.REQUEST),
    POSTED_COMMITTED("a request on disk, before its 202", "feed.Taking", "taken", true, Often.REQUEST),
    POSTED_ANSWERED("the 202 on its way", "feed.http.HttpDoor", "keep", false, Often.REQUEST),
    MESSAGE_CUT("a message cut into records, nothing stored", "feed.MessageContent", "of", false, Often.MESSAGE),
    MESSAGE_OPENED("a message in the ledger, nothing sent", "feed.OpenMessage", "belongsTo", true, Often.MESSAGE),
    MESSAGE_READ("all of a message on disk, the queue not told", "feed.OpenMessage", "ended", true, Often.MESSAGE),
    MESSAGE_DELETED("message deleted, ledger not told", "feed.OpenMessage", "left", true, Often.MESSAGE),
    COPY_WHOLE("a copy from a server whole, not noted", "feed.Download", "of", false, Often.COPY),
    COPY_NOTED("a copy noted, not in the inbox", "feed.RemoteCopies", "show", true, Often.COPY),
    COPY_SHOWN("a copy in the inbox, its server waits", "feed.RemoteCopies", "show", false, Often.COPY),
    SERVER_NOT_TOLD("arrival on disk, server not told", "feed.RemoteEnd", "of", true, Often.COPY),
    SERVER_TOLD("file moved on its server, the note still there", "feed.RemoteCopies", "forget", true, Often.COPY),
    ARCHIVE_UNPACKED("archive unpacked, nothing of it in the inbox", "feed.Unpacked", "complete", false, Often.ARCHIVE),
    ARCHIVE_HANDED_OVER("its file in the inbox, the archive too", "feed.Archives", "handOver", false, Often.ARCHIVE),
    ARCHIVE_MOVED("archive moved, its folder not removed", "feed.Archives", "forget", true, Often.ARCHIVE),
    IN_PAUSE("during a pause", "webhook.Client", "post", true, Often.PROBE),
    IN_MIGRATION(
            "in the migration of a new ledger",
            "org.flywaydb.core.internal.sqlscript.DefaultSqlScriptExecutor",
            "executeStatement",
            true,
            Often.STATEMENT);

    /** How often a point is passed while one file is delivered. */
    enum Often {
        RECORD(false),
        MARK(false),
        GROUP(false),
        BAD_ROW(false),
        RETRY(false),
        PROBE(false),
        STATEMENT(false),
        REQUEST(true),
        MESSAGE(true),
        /** Once, and only when the file comes from a server. */
        COPY(true),
        /** Once, and only when the file comes compressed. */
        ARCHIVE(false),
        ONCE(false);

        private final boolean isOfDoor;

        Often(boolean isOfDoor) {
            this.isOfDoor = isOfDoor;
        }
    }

    private static final int MOST_MICROS = 4_000;
    /** The first ones may be notes of the courier about itself. */
    private static final int FIRST_GROUP = 5;

    private static final int SURELY_GROUPS = 15;
    private static final int STATEMENTS = 12;

    final String words;
    final Often often;
    private final String type;
    private final String method;
    private final boolean atEntry;

    KillPoint(String words, String type, String method, boolean atEntry, Often often) {
        this.words = words;
        this.type = type.startsWith("org.") ? type : "com.eventcourier." + type;
        this.method = method;
        this.atEntry = atEntry;
        this.often = often;
    }

    /** The points on the way of a file that is dropped; the others are passed by what comes by a door. */
    static KillPoint[] ofFiles() {
        return Arrays.stream(values()).filter(point -> !point.often.isOfDoor).toArray(KillPoint[]::new);
    }

    /** As the agent reads it. */
    String line() {
        return "point " + name() + " " + type + " " + method + " " + (atEntry ? "enter" : "leave");
    }

    /** A point whose method was renamed would never be reached. */
    boolean isThere() {
        try {
            return Arrays.stream(Class.forName(type, false, KillPoint.class.getClassLoader())
                            .getDeclaredMethods())
                    .anyMatch(one -> one.getName().equals(method));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** A time of passing that surely comes while a file of so many rows is delivered; 1 is the first. */
    long anyTime(Random random, ProofFile file) {
        return switch (often) {
            case RECORD -> 1 + random.nextInt(file.rows() * 8 / 10);
            case MARK -> 1 + random.nextInt(Math.max(1, file.rows() / 500 - 1));
            case GROUP -> FIRST_GROUP + random.nextInt(SURELY_GROUPS);
            case BAD_ROW -> 1 + random.nextInt(file.badCount());
            case RETRY -> 1 + random.nextInt(file.rows() / 100);
            case PROBE -> ProofScript.POSTS_BEFORE_PAUSE + ProofScript.IN_FLIGHT + 1 + random.nextInt(2);
            case STATEMENT -> 1 + random.nextInt(STATEMENTS);
            case REQUEST, MESSAGE -> throw new IllegalStateException(this + " is not on the way of a file");
            case COPY, ARCHIVE, ONCE -> 1;
        };
    }

    /** How long after that: in the middle of the fsync, where the commit itself is meant. */
    long anyDelay(Random random) {
        return this == IN_COMMIT ? random.nextInt(MOST_MICROS) : 0;
    }
}
