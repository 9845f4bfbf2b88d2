package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
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
        inOrder(variables);
    }

    @Test
    void secretsAreBesideTheConfigFolderThatIsNamed() throws Exception {
        Files.createDirectory(folder.root().resolve("elsewhere"));
        Files.move(folder.root().resolve("config"), folder.root().resolve("elsewhere/config"));
        folder.write("secrets/" + TOKEN, "${SECRETS_OF_ANOTHER}");
        folder.write("elsewhere/secrets/courier.accounts.main.auth.type", "basic-token");
        folder.write("elsewhere/secrets/" + TOKEN, "old-token");
        folder.write(
                "data/inbox/bookings/rows.csv",
                BookingsFile.HEADER + "\nb-1,919812345678,30,Sea View,2,01/11/2026 10:00:00\n");
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) ->
                    post.headers().contains("Authorization: Basic new-token") ? Answer.yes() : Answer.status(401));
            try (CourierProcess courier = CourierProcess.run(
                    folder,
                    target,
                    "--courier.config=elsewhere/config",
                    "--courier.accounts.main.probe-first=1h",
                    "--courier.accounts.main.probe-ceiling=1h")) {
                courier.awaitOutput("Account main is paused");
                folder.write("elsewhere/secrets/" + TOKEN, "new-token");
                courier.awaitOutput("The credentials of account main were changed and are used from now on.");
            }
        }
        Map<String, String> variables = new HashMap<>(TARGET);
        variables.put("COURIER_CONFIG", "elsewhere/config");
        inOrder(variables);
    }

    @Test
    void aVariableReachesAFeedWithAHyphenInItsName() throws Exception {
        withHttpFeed("my-shop");
        renamePartners("old-partners");
        folder.withSamples();
        String port = String.valueOf(CourierFolder.freePort());
        Map<String, String> variables = Map.of(
                "COURIER_HTTP_FEEDS_MYSHOP_TOKEN", "the-token",
                "COURIER_SFTP_OLDPARTNERS_AHEADFILES", "3",
                "COURIER_SANDBOX_PORT", port);
        inOrder(variables);
        try (CourierProcess courier = CourierProcess.start(folder, variables, "run")) {
            courier.awaitOutput("for these feeds: my-shop.");
            assertThat(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create("http://127.0.0.1:" + port + "/feeds/my-shop/events"))
                                            .header("Authorization", "Bearer the-token")
                                            .header("Content-Type", "application/json")
                                            .POST(BodyPublishers.ofFile(Path.of("samples/events/be_reserved.json")))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void aVariableThatMayBeMeantForTwoFeedsIsRefused() throws IOException {
        withHttpFeed("my-shop");
        withHttpFeed("myshop");

        assertThat(refused(Map.of("COURIER_HTTP_FEEDS_MYSHOP_TOKEN", "the-token"), "check"))
                .startsWith(
                        "courier.http.feeds.myshop may be meant for each of the feeds [my-shop, myshop]: in a setting"
                                + " their names are the same. Rename one of them.");
    }

    @Test
    void aMisspeltVariableKeepsACommandFromTheWrongDataFolder() throws IOException {
        Map<String, String> variables = Map.of(
                "COURIER_DTA", "nowhere",
                "COURIER_ACCOUNTS_MAIN_INFLIGHT", "2",
                "COURIER_SFTP_PARTNERS_FOLDERS_0", "out");
        try (CourierProcess pause =
                CourierProcess.start(folder, variables, "accounts", "pause", "main", "--why", "trial")) {
            assertThat(pause.awaitExit()).isEqualTo(2);
            assertThat(pause.errors().strip())
                    .isEqualTo("There is no setting COURIER_DTA. Is it misspelt? Nothing was done.");
        }
    }

    /** The shipped feed whose server has some options in application.yaml. */
    private void renamePartners(String name) throws IOException {
        folder.change("config/feeds/partners/feed.yaml", "feed: partners", "feed: " + name);
        folder.change("routes/feeds/partners.camel.yaml", " partners", " " + name);
        folder.change("config/application.yaml", "    partners:", "    " + name + ":");
        Path feeds = folder.root().resolve("config/feeds");
        Files.move(feeds.resolve("partners"), feeds.resolve(name));
        Path routes = folder.root().resolve("routes/feeds");
        Files.move(routes.resolve("partners.camel.yaml"), routes.resolve(name + ".camel.yaml"));
    }

    /** Another feed that takes what is posted, like the shipped one. */
    private void withHttpFeed(String feed) throws IOException {
        folder.write(
                "config/feeds/" + feed + "/feed.yaml",
                "feed: " + feed + "\naccount: main\nonly-with: courier.http.feeds." + feed + "\n");
        folder.write(
                "routes/feeds/" + feed + ".camel.yaml",
                Files.readString(Path.of("routes/feeds/app.camel.yaml")).replace(" app", " " + feed));
    }

    private void inOrder(Map<String, String> variables) throws IOException {
        try (CourierProcess check = CourierProcess.start(folder, variables, "check")) {
            assertThat(check.awaitExit()).as(check.errors()).isZero();
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
