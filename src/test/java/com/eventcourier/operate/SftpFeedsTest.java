package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is wrong with the server of a feed is said before anything is started. */
@ExtendWith(OutputCaptureExtension.class)
class SftpFeedsTest {

    private static final String SERVER = "--courier.sftp.partners.";

    @TempDir
    Path root;

    private WorkingFolder folder;

    @BeforeEach
    void prepare() {
        folder = new WorkingFolder(root);
    }

    private int check(String... more) {
        List<String> words = new ArrayList<>(List.of("check"));
        words.addAll(folder.settings());
        words.addAll(List.of(more));
        return CourierCommand.execute(words.toArray(String[]::new));
    }

    @Test
    void aServerThatIsSetInFullIsInOrder(CapturedOutput screen) throws IOException {
        Path key = Files.writeString(root.resolve("key"), "x");
        Files.writeString(root.resolve("config/known_hosts"), "x");

        int exitCode = check(SERVER + "host=127.0.0.1", SERVER + "key-file=" + key);

        assertThat(exitCode).as(screen.getErr()).isZero();
    }

    @Test
    void whatIsMissingOrWrongIsNamedWithItsKey(CapturedOutput screen) {
        int exitCode = check(
                SERVER + "host=127.0.0.1",
                SERVER + "user=",
                SERVER + "password=one-too-many",
                SERVER + "folders=/out,../up,./out",
                SERVER + "names=[a",
                SERVER + "report-folder=back/./in",
                SERVER + "then=delete");

        assertThat(exitCode).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("courier.sftp.partners.user is not set: say who logs in.")
                .contains("courier.sftp.partners.password or key-file must be set, and only one of them.")
                .contains("courier.sftp.partners.key-file keys/partners is not there or cannot be read by this"
                        + " user.")
                .contains("config/known_hosts is not there or cannot be read. Put the server's host key into it:"
                        + " ssh-keyscan -p 22 127.0.0.1 shows it")
                .contains("courier.sftp.partners.folders has /out:")
                .contains("courier.sftp.partners.folders has ../up:")
                .contains("courier.sftp.partners.folders has ./out:")
                .contains("courier.sftp.partners.names has a pattern that is none: [a.")
                .contains("courier.sftp.partners.done-folder and report-folder are written without a /")
                .doesNotContain("one-too-many");
    }

    @Test
    void whatComesOutMustNotComeInAgain(CapturedOutput screen) {
        int exitCode = check(
                SERVER + "host=127.0.0.1",
                SERVER + "any-host-key=true",
                SERVER + "folders=out,out/done,back",
                SERVER + "done-folder=done",
                SERVER + "report-folder=back");

        assertThat(exitCode).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("partners.done-folder is one of folders: what was read would be read again.")
                .contains("partners.report-folder is one of folders: reports would be read as files of the feed.");
    }

    @Test
    void theSandboxTakesNoFilesFromElsewhere(CapturedOutput screen) {
        int exitCode = check(SERVER + "host=sftp.example.com", SERVER + "any-host-key=true");

        assertThat(exitCode).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("courier.sftp.partners.host is not this machine, and no account has a URL: the sandbox"
                        + " would take the server's files away.");
    }

    @Test
    void aServerWithoutARouteAndARouteWithoutAServerAreFaults(CapturedOutput screen) throws IOException {
        Path feed = root.resolve("config/feeds/partners/feed.yaml");
        Files.writeString(feed, Files.readString(feed).replaceAll("only-with: .*\n", ""));

        int exitCode = check("--courier.sftp.nobody.host=127.0.0.1");

        assertThat(exitCode).isEqualTo(1);
        assertThat(screen.getErr())
                .contains(
                        "courier.sftp.nobody is the server of no feed: no route is made for a feed of this name from the"
                                + " template feed-from-sftp.")
                .contains(
                        "Feed partners is copied from an SFTP server, and courier.sftp.partners.host is not" + " set.");
    }
}
