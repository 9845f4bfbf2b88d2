package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.eventcourier.DebianPackages;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is said to be on disk before the disk said so. */
class CommitOrderTest {

    @TempDir
    private Path folder;

    /** The settings on which SQLite forces the log to the disk before a commit returns. */
    @Test
    void everyCommitIsForcedToTheDisk() throws SQLException {
        Path ledger = folder.resolve("ledger.db");
        Ledger.open(ledger).close();
        try (Connection writer = new LedgerFile(ledger).writer()) {
            assertThat(pragma(writer, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(writer, "synchronous")).as("2 is full").isEqualTo("2");
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma " + name)) {
            return row.getString(1);
        }
    }

    /** As the kernel saw it, where a process may be traced: whenever an event was told, the log had been forced. */
    @Test
    void whatWasToldHadBeenForcedToTheDisk() throws IOException, InterruptedException {
        DebianPackages.need(Path.of("/usr/bin/strace"), "strace");
        Path traces = Files.createDirectory(folder.resolve("traces"));
        int code = trace(traces.resolve("thread"));
        assumeThat(code).as("strace is here and may trace").isZero();

        int told = 0;
        int forced = 0;
        try (Stream<Path> threads = Files.list(traces)) {
            for (Path thread : (Iterable<Path>) threads::iterator) {
                boolean open = false;
                for (String call : Files.readAllLines(thread)) {
                    if (call.contains("ledger.db-wal>") && call.startsWith("pwrite64(")) {
                        open = true;
                    } else if (call.contains("ledger.db-wal>") && call.startsWith("f") && call.endsWith(" = 0")) {
                        open = false;
                        forced++;
                    } else if (call.contains("told.txt>") && call.startsWith("write(")) {
                        assertThat(open)
                                .as("%s came before the log was forced", call)
                                .isFalse();
                        told++;
                    }
                }
            }
        }
        assertThat(told).isEqualTo(ToldAfterCommit.COMMITS * ToldAfterCommit.EVENTS);
        assertThat(forced).isGreaterThanOrEqualTo(ToldAfterCommit.COMMITS);
    }

    /** One file for each thread, each in the order of its calls, which name the files they were made on. */
    private int trace(Path traces) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                "strace",
                "-ff",
                "-y",
                "-s",
                "8",
                "-e",
                "trace=write,pwrite64,fsync,fdatasync",
                "-o",
                traces.toString()));
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ToldAfterCommit.class.getName(),
                folder.resolve("ledger.db").toString(),
                folder.resolve("told.txt").toString()));
        File said = folder.resolve("said.txt").toFile();
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(said)
                    .start();
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            process.destroyForcibly();
            return ended ? process.waitFor() : 1;
        } catch (IOException noSuchProgram) {
            return 1;
        }
    }
}
