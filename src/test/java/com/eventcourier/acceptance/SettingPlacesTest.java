package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings from each place that an operator has: the environment, the folder {@code secrets}, the command line. */
class SettingPlacesTest {

    private static final String TOKEN = "courier.accounts.main.auth.token";
    private static final Map<String, String> TARGET = Map.of(
            "COURIER_ACCOUNTS_MAIN_URL",
            "https://events.example.org/x",
            "COURIER_ACCOUNTS_MAIN_AUTH_TYPE",
            "basic-token");

    private CourierFolder folder;

    @BeforeEach
    void prepare(@TempDir Path temp) throws IOException {
        folder = CourierFolder.in(temp);
    }

    @Test
    void aSecretThatLooksLikeAReferenceIsNotShown() throws IOException {
        folder.write("secrets/" + TOKEN, "Sup3r${er}S3cret");

        assertThat(refused(TARGET, "check"))
                .startsWith("The setting " + TOKEN + " (")
                .endsWith(
                        ") refers to something that is not set: ${er}. Set it in the environment or take the line out.")
                .doesNotContain("Sup3r", "S3cret");
    }

    @Test
    void whatAVariableRefersToIsSet() throws IOException {
        Map<String, String> variables = new HashMap<>(TARGET);
        variables.put("COURIER_ACCOUNTS_MAIN_AUTH_TOKEN", "${NO_SUCH_TOKEN}");
        variables.put("ANOTHER_PROGRAM_S", "${whatever}");

        for (String command : List.of("check", "run")) {
            assertThat(refused(variables, command))
                    .startsWith("The setting COURIER_ACCOUNTS_MAIN_AUTH_TOKEN")
                    .endsWith(
                            " refers to something that is not set: ${NO_SUCH_TOKEN}. Set it in the environment or take"
                                    + " the line out.")
                    .hasLineCount(1);
        }

        variables.put("NO_SUCH_TOKEN", "the-token");
        try (CourierProcess courier = CourierProcess.start(folder, variables, "check")) {
            assertThat(courier.awaitExit()).as(courier.errors()).isZero();
        }
    }

    /** What is said on the error stream of a command that ends with exit code 1. */
    private String refused(Map<String, String> variables, String... command) throws IOException {
        try (CourierProcess courier = CourierProcess.start(folder, variables, command)) {
            assertThat(courier.awaitExit()).as(courier.errors()).isEqualTo(1);
            return courier.errors().strip();
        }
    }
}
