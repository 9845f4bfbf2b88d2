package com.eventcourier.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An {@link OracleTarget} that runs, and what it saw. */
final class OracleProcess implements AutoCloseable {

    /** One POST that reached the target, and what it said to it. */
    record Sighting(String key, String checksum, String answer) {}

    private final Process process;
    private final BufferedReader said;
    private final BufferedReader book;
    private final Path file;
    private final String url;

    private OracleProcess(Process process, Path file) throws IOException {
        this.process = process;
        this.file = file;
        this.said = process.inputReader(UTF_8);
        this.url = said.readLine();
        if (url == null) {
            throw new IOException("the oracle target did not start");
        }
        this.book = Files.newBufferedReader(file);
    }

    static OracleProcess start(Path file) throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new OracleProcess(
                new ProcessBuilder(java, "-Xmx128m", "-cp", path, OracleTarget.class.getName(), file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                file);
    }

    String url() {
        return url;
    }

    /** From now on; see {@link ProofScript}. */
    void script(List<String> lines) throws IOException {
        for (String line : lines) {
            process.getOutputStream().write((line + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
            String answer = said.readLine();
            if (!"done".equals(answer)) {
                throw new IOException("the oracle target answered " + answer + " to " + line);
            }
        }
    }

    /** How much it has written down so far; more, when another POST came. */
    long written() throws IOException {
        return Files.size(file);
    }

    /** What it saw since this was asked last, in order. */
    List<Sighting> sightings() throws IOException {
        List<Sighting> news = new ArrayList<>();
        for (String line = book.readLine(); line != null; line = book.readLine()) {
            String[] words = line.split(" ");
            news.add(new Sighting(words[1], words[2], words[3]));
        }
        return news;
    }

    @Override
    public void close() throws IOException {
        book.close();
        process.destroyForcibly();
    }
}
