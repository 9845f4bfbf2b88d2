package com.eventcourier.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** Where the report and the rejected files of one arrival are in the outbox. */
record ReportFiles(Path outbox, String name, long arrival) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Path report() {
        return outbox.resolve(name + ".report.json");
    }

    /** The rejected file that goes with a report; the first one has no number in its name. */
    Path rejected(int number) {
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 ? name.substring(dot) : "";
        return outbox.resolve(name + (number == 1 ? ".rejected" : ".rejected-" + number) + extension);
    }

    /** Puts aside what an earlier arrival of the same name left here, under its own number. */
    void makeRoom() throws IOException {
        long owner = owner();
        if (owner == 0 || owner == arrival) {
            return;
        }
        try (DirectoryStream<Path> mine = Files.newDirectoryStream(outbox, this::isOfThisName)) {
            for (Path file : mine) {
                String rest = file.getFileName().toString().substring(name.length());
                Files.move(
                        file, outbox.resolve(name + ".arrival-" + owner + rest), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private boolean isOfThisName(Path file) {
        String other = file.getFileName().toString();
        return other.startsWith(name + ".report.json") || other.startsWith(name + ".rejected");
    }

    private long owner() throws IOException {
        if (!Files.exists(report())) {
            return 0;
        }
        JsonNode report = JSON.readTree(report().toFile());
        return report == null ? 0 : report.path("arrival").asLong();
    }

    void writeReport(Object report) throws IOException {
        Path temporary = outbox.resolve("." + name + ".report.tmp");
        try (FileChannel channel = FileChannel.open(
                temporary,
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(Reports.pretty(report));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, report(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Moves.sync(outbox);
    }
}
