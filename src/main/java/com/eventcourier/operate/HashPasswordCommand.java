package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Makes the hash of a password for {@code courier.management.users}. */
@Command(
        name = "hash-password",
        description = "Reads a password, one line of the standard input, and prints the hash that"
                + " courier.management.users.<name>.password takes.",
        mixinStandardHelpOptions = true)
final class HashPasswordCommand implements Callable<Integer> {

    private static final int SHORTEST = 8;
    private static final int MOST_BYTES = 72;

    @Override
    public Integer call() throws IOException {
        String password = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (password == null || password.length() < SHORTEST) {
            throw new ConfigFault("A password has at least " + SHORTEST + " characters. Nothing was made.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new ConfigFault("A password has at most " + MOST_BYTES + " bytes: bcrypt reads no more of it. Nothing"
                    + " was made.");
        }
        System.out.println(ManagementSecurity.encoder().encode(password));
        return 0;
    }
}
