package com.eventcourier.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secrets folder that is made, swapped or taken away while the courier runs. */
class SecretsFolderTest {

    private static final int ROWS = 5;
    private static final String TYPE = "courier.accounts.main.auth.type";
    private static final String TOKEN = "courier.accounts.main.auth.token";
    private static final String USED = "The credentials of account main were changed and are used from now on.";

    private CourierFolder folder;
    private RecordingTarget target;

    @BeforeEach
    void open(@TempDir Path root) throws Exception {
        folder = CourierFolder.in(root);
        target = new RecordingTarget();
        new BookingsFile(ROWS).write(root.resolve("secret.csv"));
        folder.drop("bookings", "secret.csv", root.resolve("secret.csv"));
    }

    @AfterEach
    void close() {
        target.close();
    }

    private void takesOnly(String credentials) {
        target.answer((post, number) ->
                post.headers().contains("Authorization: Basic " + credentials) ? Answer.yes() : Answer.status(401));
    }

    private CourierProcess started() throws IOException {
        return CourierProcess.run(
                        folder,
                        target,
                        "--courier.accounts.main.probe-first=1h",
                        "--courier.accounts.main.probe-ceiling=1h")
                .awaitOutput("Account main is paused");
    }

    private void isDelivered() {
        assertThat(folder.awaitFinalReport("bookings", "secret.csv")
                        .path("accepted")
                        .asInt())
                .isEqualTo(ROWS);
    }

    /** As Kubernetes shows a secret: files that are links through one link, which is swapped in one step. */
    @Test
    void aFolderThatIsMadeLaterIsUsedAndSoIsWhatIsSwappedInIt() throws Exception {
        takesOnly("new-token");
        try (CourierProcess courier = started()) {
            Path mount = Files.createDirectory(folder.root().resolve("mount"));
            publish(mount, "..first", Map.of(TYPE, "basic-token", TOKEN, "old-token"));
            for (String key : new String[] {TYPE, TOKEN}) {
                Files.createSymbolicLink(mount.resolve(key), Path.of("..data", key));
            }
            Files.createSymbolicLink(folder.root().resolve("secrets"), mount);
            courier.awaitOutput(USED);
            await().atMost(Sizes.PATIENCE).until(() -> target.posts().stream()
                    .anyMatch(post -> post.headers().contains("Authorization: Basic old-token")));
            publish(mount, "..second", Map.of(TYPE, "basic-token", TOKEN, "new-token"));

            isDelivered();
            assertThat(courier.output()).doesNotContain("new-token", "old-token", "ERROR");
        }
    }

    private static void publish(Path mount, String name, Map<String, String> secrets) throws IOException {
        Path version = Files.createDirectory(mount.resolve(name));
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            Files.writeString(version.resolve(secret.getKey()), secret.getValue());
        }
        Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(name));
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aFolderThatIsMadeLaterHasThePlaceOfOneThatWasThere() throws Exception {
        folder.write(
                "config/application.yaml",
                Files.readString(folder.root().resolve("config/application.yaml"))
                        .replace(
                                "    main:\n",
                                "    main:\n      auth: {type: basic, user: of-config, password: \"${main-password:none}\"}\n"));
        takesOnly(Base64.getEncoder().encodeToString("of-config:newest".getBytes(UTF_8)));
        try (CourierProcess courier = started()) {
            folder.write("new/courier.accounts.main.auth.user", "of-secrets");
            folder.write("new/main-password", "newer");
            Files.move(folder.root().resolve("new"), folder.root().resolve("secrets"));
            courier.awaitOutput(USED);
            folder.write("secrets/main-password", "newest");

            isDelivered();
        }
    }

    @Test
    void aFolderThatIsGoneTakesNoSecretBackAndIsUsedWhenItIsThereAgain() throws Exception {
        folder.write("secrets/" + TYPE, "basic-token");
        folder.write("secrets/" + TOKEN, "old-token");
        takesOnly("new-token");
        Path secrets = folder.root().resolve("secrets");
        try (CourierProcess courier = started()) {
            Files.move(secrets, folder.root().resolve("away"));
            courier.awaitOutput("The secrets folder " + secrets + " is gone; its secrets stay in use. Bring it back.");
            folder.write("away/" + TOKEN, "new-token");
            Files.move(folder.root().resolve("away"), secrets);

            isDelivered();
            assertThat(courier.output()).doesNotContain("ERROR").containsOnlyOnce(USED);
            assertThat(target.posts()).allMatch(post -> post.headers().stream()
                    .anyMatch(line -> line.startsWith("Authorization: Basic ")));
        }
    }
}
