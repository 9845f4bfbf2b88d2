package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A start with a mistake in it ends with exit code 1 and a sentence for each, and leaves nothing behind. */
@ExtendWith(OutputCaptureExtension.class)
class StrictStartTest {

    @TempDir
    Path temp;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer target;
    private WorkingFolder folder;

    @BeforeEach
    void prepare() throws IOException {
        folder = new WorkingFolder(temp);
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> requests.incrementAndGet());
        target.start();
    }

    @AfterEach
    void nothingWasCreatedOrSent() {
        target.stop(0);
        assertThat(requests).hasValue(0);
        assertThat(temp.resolve("data")).doesNotExist();
    }

    private List<String> refused(CapturedOutput screen, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("run", "--until-idle"));
        arguments.addAll(folder.settings());
        if (List.of(settings).stream().noneMatch(setting -> setting.contains(".main.url="))) {
            arguments.add("--courier.accounts.main.url=http://127.0.0.1:"
                    + target.getAddress().getPort() + "/x");
        }
        arguments.addAll(List.of(settings));

        assertThat(CourierCommand.execute(arguments.toArray(String[]::new))).isEqualTo(1);

        assertThat(screen.getOut()).isEmpty();
        assertThat(screen.getErr()).doesNotContain("\tat ", "Exception");
        return screen.getErr().lines().toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --courier.acounts.main.in-flight=2       | There is no setting courier.acounts.main.in-flight ("courier.acounts.main.in-flight" from property source "commandLineArgs"). Is it misspelt?
            --courier.accounts.main.in-flihgt=2      | There is no setting courier.accounts.main.in-flihgt ("courier.accounts.main.in-flihgt" from property source "commandLineArgs"). Is it misspelt?
            --courier.accounts.main.in-flight=0      | courier.accounts.main.in-flight must be 1 to 1024, it is 0
            --courier.accounts.main.quick-attempts=99 | courier.accounts.main.quick-attempts must be 1 to 10, it is 99
            --courier.accounts.main.auth.type=basc   | The setting courier.accounts.main.auth.type ("courier.accounts.main.auth.type" from property source "commandLineArgs") has a value that it cannot have: it is one of none, basic, basic-token, header.
            --courier.management.users.anna.password=secret | courier.management.users.anna.password must be the hash of a password, {bcrypt}$2a$...: the command hash-password makes one
            --courier.management.users.Anna.role=operator | courier.management.users.Anna: a user's name has small letters and digits only, so that environment variables reach it
            --courier.management.address=no.such.place.invalid | courier.management.address must be an address of this machine, it is no.such.place.invalid
            --courier.management.port=70000 | The setting courier.management.port must be less than or equal to 65535.
            --courier.log.format=xml | The setting courier.log.format must be text or ecs.
            --courier.accounts.main.in-flight=many | The setting courier.accounts.main.in-flight ("courier.accounts.main.in-flight" from property source "commandLineArgs") has a value that it cannot have: it is a number.
            --courier.accounts.main.total-timeout=long | The setting courier.accounts.main.total-timeout ("courier.accounts.main.total-timeout" from property source "commandLineArgs") has a value that it cannot have: it is a time such as 500ms, 30s, 5m or 1h.
            --courier.accounts.main.auth.token=${NO_SUCH_TOKEN} | The setting courier.accounts.main.auth.token refers to something that is not set: ${NO_SUCH_TOKEN}. Set it in the environment or take the line out.
            --courier.accounts.main.url=http://example.com/x | courier.accounts.main.url starts with http://, so events and credentials would travel in the clear: use https://, or set allow-http: true
            --courier.accounts.Big_One.url=http://127.0.0.1:9/ | courier.accounts.Big_One: an account's name has small letters and digits only, so that environment variables reach it
            """)
    void aWrongSettingIsNamed(String setting, String sentence, CapturedOutput screen) {
        assertThat(refused(screen, setting)).contains(sentence);
    }

    @Test
    void whatASystemPropertyRefersToIsSet(CapturedOutput screen) {
        System.setProperty("courier.accounts.main.auth.token", "${NO_SUCH_TOKEN}");
        try {
            assertThat(refused(screen))
                    .containsExactly("The setting courier.accounts.main.auth.token refers to something that is not set:"
                            + " ${NO_SUCH_TOKEN}. Set it in the environment or take the line out.");
        } finally {
            System.clearProperty("courier.accounts.main.auth.token");
        }
    }

    @Test
    void twoServersOnOnePortAreNamed(CapturedOutput screen) {
        assertThat(refused(screen, "--courier.sandbox.enabled=true", "--courier.management.port=8480"))
                .containsExactly("courier.management.port and courier.sandbox.port are both 8480: give them different"
                        + " numbers");
    }

    @Test
    void anAccountThatIsNotDeclaredIsNamed(CapturedOutput screen) throws IOException {
        Path feed = temp.resolve("config/feeds/bookings/feed.yaml");
        Files.writeString(feed, Files.readString(feed).replace("account: main", "account: mian"));

        assertThat(refused(screen))
                .containsExactly("Feed bookings: there is no account mian; the accounts are [main].");
    }

    @Test
    void eachOfSeveralFaultsHasItsSentence(CapturedOutput screen) {
        assertThat(refused(screen, "--courier.dta=x", "--courier.acount.main.url=y"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            config/feeds/bookings/feed.yaml       | formt: {type: csv}            | feeds/bookings/feed.yaml:7
            config/events/be_reserved.yaml        | colour: red                   | events/be_reserved.yaml:14
            config/outcomes.yaml                  | '  - {code: 1, outcome: yes}' | outcomes.yaml:47
            routes/feeds/bookings.camel.yaml      | '  - x'                       | routes/feeds/bookings.camel.yaml:7
            """)
    void aMistakeInAFileIsNamedWithItsLine(String file, String line, String place, CapturedOutput screen)
            throws IOException {
        Files.writeString(temp.resolve(file), line + "\n", StandardOpenOption.APPEND);

        assertThat(refused(screen)).anySatisfy(sentence -> assertThat(sentence.replaceFirst(" line ", ":"))
                .contains(place));
    }

    @Test
    void aFeedWithoutARouteStopsTheStart(CapturedOutput screen) throws IOException {
        Files.delete(temp.resolve("routes/feeds/bookings.camel.yaml"));

        assertThat(refused(screen))
                .containsExactly("Feed bookings has no route, so nothing reads its inbox:"
                        + " add routes/feeds/bookings.camel.yaml, or take the folder config/feeds/bookings away.");
    }

    @Test
    void aRouteWithoutAFeedStopsTheStart(CapturedOutput screen) throws IOException {
        Path route = temp.resolve("routes/feeds/boookings.camel.yaml");
        Files.writeString(
                route,
                Files.readString(temp.resolve("routes/feeds/bookings.camel.yaml"))
                        .replace("bookings", "boookings"));

        assertThat(refused(screen))
                .containsExactly(route + ":6: There is no feed 'boookings': config/feeds has no folder of this name.");
    }

    @Test
    void aCallToARouteThatIsNotThereStopsTheStart(CapturedOutput screen) throws IOException {
        Path route = temp.resolve("routes/templates/feed-from-inbox.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("name: map-record", "name: map-recrod"));

        assertThat(refused(screen)).anySatisfy(sentence -> assertThat(sentence)
                .startsWith(route + ":")
                .endsWith("No route begins with 'direct:map-recrod': a call to it blocks and then fails."));
    }

    @Test
    void aVariableThatTheEnvironmentLacksIsNamedByTheCheckAndStopsTheStart(CapturedOutput screen) throws IOException {
        Path route = temp.resolve("routes/outcomes/dead-letter-default.camel.yaml");
        Files.writeString(
                route,
                Files.readString(route).replaceFirst("description: .*", "description: \"{{env:NO_SUCH_NAME}}\""));
        String sentence = route + ":4: The environment has no variable NO_SUCH_NAME, and the route cannot start without"
                + " it: set it, or say what holds without it: {{env:NO_SUCH_NAME:...}}.";

        assertThat(refused(screen)).containsExactly(sentence);
        List<String> check = new ArrayList<>(List.of("check"));
        check.addAll(folder.settings());
        assertThat(CourierCommand.execute(check.toArray(String[]::new))).isZero();
        assertThat(screen.getOut()).contains("Warning: " + sentence);
    }

    @Test
    void anUnknownCommandIsNamed(CapturedOutput screen) {
        assertThat(CourierCommand.execute("stauts")).isEqualTo(1);
        assertThat(screen.getErr().lines())
                .containsExactly(
                        "There is no command stauts. The commands are run, check, preview, status, audit, ledger,"
                                + " dead-letters, replay, accounts, feeds, files, trace, audit-trail and"
                                + " hash-password.");
    }

    @Test
    void anUnknownOptionIsNamed(CapturedOutput screen) {
        assertThat(CourierCommand.execute("audit", "--depe")).isEqualTo(1);
        assertThat(screen.getErr().lines())
                .containsExactly("There is no option --depe. --help tells which there are; settings are written"
                        + " --courier.<name>=<value>.");
    }
}
