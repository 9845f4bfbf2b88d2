package com.eventcourier.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.eventcourier.acceptance.RecordingTarget.Post;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The target as a program of its own, which no kill of the courier touches. Before it answers, it writes down what came:
 * a line of milliseconds, key, checksum of the body and the answer it is about to give. Its argument is that file; the
 * lines of its standard input are those of a {@link ProofScript}, each acknowledged by {@code done}.
 */
public final class OracleTarget {

    private static final String BEFORE = "\"external_event_id\":\"";

    private final ProofScript script = new ProofScript();
    private final Map<String, Integer> seen = new HashMap<>();
    private final PrintStream book;

    private OracleTarget(PrintStream book) {
        this.book = book;
    }

    public static void main(String[] arguments) throws IOException {
        try (PrintStream book = new PrintStream(Files.newOutputStream(Path.of(arguments[0])), false, UTF_8);
                RecordingTarget target = new RecordingTarget(post -> {});
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            OracleTarget oracle = new OracleTarget(book);
            target.answer((post, number) -> oracle.answer(post));
            System.out.println(target.url());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                oracle.script.obey(line);
                System.out.println("done");
            }
        }
    }

    private Answer answer(Post post) {
        String key = key(post.body());
        String word;
        synchronized (seen) {
            int before = seen.getOrDefault(key, 0);
            word = script.word(ProofFile.row(key), before);
            seen.put(key, before + 1);
            if (!word.equals("unseen")) {
                book.print(System.currentTimeMillis() + " " + key + " " + checksum(post.body()) + " " + word + "\n");
                book.flush();
            }
        }
        if (book.checkError()) {
            throw new UncheckedIOException(new IOException("the oracle cannot write down what it sees"));
        }
        return ProofScript.answer(word);
    }

    private static String key(String body) {
        int from = body.indexOf(BEFORE) + BEFORE.length();
        return body.substring(from, body.indexOf('"', from));
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
