package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.inbox.SftpServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while a file comes from a server, and again before the server is told: it is one arrival all the same. */
class SftpKillTest {

    private static final int ROWS = 4_000;
    private static final String FEED = "partners";

    @TempDir
    private Path root;

    private CourierFolder folder;
    private SftpServer server;

    @Test
    void aFileIsNeitherLostNorHalvedNorAnArrivalTwice() throws Exception {
        folder = CourierFolder.in(Files.createDirectories(root.resolve("courier")));
        Path parts = folder.inbox(FEED).resolve(".sftp");
        String content = rows();
        try (RecordingTarget target = new RecordingTarget()) {
            server = new SftpServer(Files.createDirectories(root.resolve("server")));
            server.wire().slow(20);
            Path remote = server.upload("out/big.csv", content);
            try (CourierProcess courier = run(target)) {
                await("in the middle of the file")
                        .atMost(Sizes.PATIENCE)
                        .until(() -> size(parts) > content.length() / 4);
                courier.kill();
            }
            assertThat(size(parts)).isLessThan(content.length());
            assertThat(target.count()).isZero();
            assertThat(remote).exists();

            server.wire().slow(Integer.MAX_VALUE);
            try (CourierProcess courier = run(target)) {
                await("the note is there").atMost(Sizes.PATIENCE).until(() -> names(parts, ".json") == 1);
                server.kill();
                folder.awaitFinalReport(FEED, "big.csv");
                folder.awaitMoved(FEED, "big.csv");
                courier.kill();
            }
            boolean moved = !Files.exists(remote);
            server.start();
            try (CourierProcess courier = run(target)) {
                await("the server is dealt with")
                        .atMost(Sizes.PATIENCE)
                        .until(() -> !Files.exists(remote) && names(parts, ".json") == 0);
                server.wire().die();
                long began = System.nanoTime();
                assertThat(courier.stop()).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .as("a stop while the server does not answer")
                        .isLessThan(Duration.ofSeconds(12));
            }
            assertThat(moved).as("the kill came before the server was told").isFalse();
            assertThat(target.count()).isEqualTo(ROWS);
        } finally {
            server.close();
        }
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("read").asInt()).isEqualTo(ROWS);
        assertThat(audit.path("accepted").asInt()).isEqualTo(ROWS);
        assertThat(audit.path("duplicate").asInt()).isZero();
    }

    private static String rows() {
        StringBuilder rows = new StringBuilder("booking_ref,mobile,age,hotel,nights,booked_at\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append("SFTP-").append(i).append(",919812345678,30,Sea View,2,01/11/2026 10:00:00\n");
        }
        return rows.toString();
    }

    private CourierProcess run(RecordingTarget target) throws Exception {
        List<String> settings = new ArrayList<>(server.settings(FEED));
        return CourierProcess.run(folder, target, settings.toArray(String[]::new));
    }

    private static long size(Path folder) throws Exception {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static long names(Path folder, String ending) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).count();
        }
    }
}
