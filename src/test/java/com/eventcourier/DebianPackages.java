package com.eventcourier;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Programs that tests need beside Java. One that is missing is installed, where the test may; else the test fails. */
public final class DebianPackages {

    private static final Path LOG = Path.of("target", "apt-get.log");
    private static final Path LOCK = Path.of("target", "apt-get.lock");

    private DebianPackages() {}

    /** @throws AssertionError when the program is not there and cannot be installed */
    public static void need(Path program, String... packages) {
        if (Files.isExecutable(program)) {
            return;
        }
        // several test processes at once, and apt-get refuses a second one
        try (FileChannel channel = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.isExecutable(program)) {
                install(packages);
            }
        } catch (IOException e) {
            throw new AssertionError(missing(program, packages), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!Files.isExecutable(program)) {
            throw new AssertionError(missing(program, packages));
        }
    }

    private static void install(String... packages) throws IOException, InterruptedException {
        String line = "apt-get update && apt-get install --yes --no-install-recommends " + String.join(" ", packages);
        Process apt = new ProcessBuilder("sh", "-c", line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(LOG.toString())))
                .start();
        if (!apt.waitFor(5, TimeUnit.MINUTES)) {
            apt.destroyForcibly();
        }
    }

    private static String missing(Path program, String... packages) {
        return "This test needs " + program + " (Debian: " + String.join(", ", packages)
                + "), and it could not be installed; see " + LOG + ".";
    }
}
