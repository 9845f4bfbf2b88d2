package com.eventcourier.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/**
 * Where the report and the rejected files of one arrival are in the outbox: under its file's name cut to a length, or aside,
 * under its number as well, where the name is a later arrival's. A file whose own name ends like one that was put aside is
 * always aside, so that no two arrivals can ever mean the same names.
 *
 * @param arrival 0 for a file that no feed reads, which has none
 */
record ReportFiles(Path outbox, String name, long arrival, boolean aside) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ASIDE = ".arrival-";
    private static final Pattern LIKE_ASIDE = Pattern.compile(Pattern.quote(ASIDE) + "[0-9]+$");

    ReportFiles(Path outbox, String file, long arrival) {
        this(
                outbox,
                ShortName.of(file, arrival),
                arrival,
                LIKE_ASIDE.matcher(ShortName.of(file, arrival)).find());
    }

    private String base() {
        return aside ? name + ASIDE + arrival : name;
    }

    Path report() {
        return outbox.resolve(base() + ".report.json");
    }

    /** The rejected file that goes with a report; the first one has no number in its name. */
    Path rejected(int number) {
        String rejected = number == 1 ? ".rejected" : ".rejected-" + number;
        return outbox.resolve(base() + rejected + ShortName.extension(name));
    }

    /**
     * Puts aside what an earlier arrival of the same name left here.
     *
     * @return where there is room for this one: it may be the earlier one itself, whose last retry was settled late
     */
    ReportFiles makeRoom() throws IOException {
        long owner = owner();
        ReportFiles mine = aside(arrival);
        boolean late = arrival != 0 && owner > arrival;
        if (late || Files.exists(mine.report())) {
            return mine;
        }
        if (owner != 0 && owner != arrival) {
            putAside(aside(owner));
        }
        return this;
    }

    private ReportFiles aside(long number) {
        return new ReportFiles(outbox, name, number, true);
    }

    /** The report is the last to go: while it is here, what a crash left of the others goes the same way again. */
    private void putAside(ReportFiles earlier) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(outbox, file -> isRejected(name(file)))) {
            for (Path file : files) {
                Files.move(file, outbox.resolve(earlier.called(name(file))), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        writeReport(earlier.called((ObjectNode) JSON.readTree(report().toFile())));
        Files.move(report(), earlier.report(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** A rejected file that was mended and dropped again has files of its own here, which begin with all of its name. */
    private boolean isRejected(String file) {
        return file.startsWith(name)
                && file.substring(name.length())
                        .matches("\\.rejected(-[0-9]+)?" + Pattern.quote(ShortName.extension(name)));
    }

    private String called(String file) {
        return isRejected(file) ? base() + file.substring(name.length()) : file;
    }

    private ObjectNode called(ObjectNode report) {
        if (report.hasNonNull("rejectedFile")) {
            report.put("rejectedFile", called(report.path("rejectedFile").asText()));
        }
        if (report.path("rejectedFiles") instanceof ArrayNode files) {
            for (int i = 0; i < files.size(); i++) {
                files.set(i, called(files.path(i).asText()));
            }
        }
        return report;
    }

    private long owner() throws IOException {
        if (!Files.exists(report())) {
            return 0;
        }
        JsonNode report = JSON.readTree(report().toFile());
        return report == null ? 0 : report.path("arrival").asLong();
    }

    void writeReport(Object report) throws IOException {
        Path temporary = outbox.resolve("." + base() + ".report.tmp");
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
