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
import java.util.regex.Pattern;

/** Where the report and the rejected files of one arrival are in the outbox, under its file's name cut to a length. */
record ReportFiles(Path outbox, String name, long arrival) {

    private static final ObjectMapper JSON = new ObjectMapper();

    ReportFiles {
        name = ShortName.of(name, arrival);
    }

    Path report() {
        return outbox.resolve(name + ".report.json");
    }

    /** The rejected file that goes with a report; the first one has no number in its name. */
    Path rejected(int number) {
        String rejected = number == 1 ? ".rejected" : ".rejected-" + number;
        return outbox.resolve(name + rejected + ShortName.extension(name));
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

    /** A rejected file that was mended and dropped again has files of its own here, which begin with all of its name. */
    private boolean isOfThisName(Path file) {
        String other = file.getFileName().toString();
        if (!other.startsWith(name)) {
            return false;
        }
        String rest = other.substring(name.length());
        return rest.equals(".report.json")
                || rest.matches("\\.rejected(-[0-9]+)?" + Pattern.quote(ShortName.extension(name)));
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
