package com.eventcourier.webhook;

import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static com.eventcourier.webhook.RawServer.send;
import static com.eventcourier.webhook.TestAccounts.options;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A target that echoes the request that it refuses: the account's own secrets are not kept with its answer. */
class EchoedSecretsTest {

    @Test
    void aTokenIsHidden() throws Exception {
        Object[] token = {"auth.type", "basic-token", "auth.token", "tok-SECRET-1"};
        assertThat(keptOf(
                        400,
                        "{\"status\":{\"code\":7308,\"message\":\"your header Basic tok-SECRET-1 is odd\"}}",
                        token))
                .isEqualTo("{\"status\":{\"code\":7308,\"message\":\"your header Basic *** is odd\"}}");
        assertThat(keptOf(500, "tok-SECRET-1tok-SECRET-1", token)).isEqualTo("******");
    }

    @Test
    void theValueOfAHeaderIsHidden() throws Exception {
        assertThat(keptOf(
                        404,
                        "X-Key: v-SECRET",
                        "auth.type",
                        "header",
                        "auth.header",
                        "X-Key",
                        "auth.value",
                        "v-SECRET"))
                .isEqualTo("X-Key: ***");
    }

    /** The Base64 of it has a slash, which some write with a backslash. */
    @Test
    void aPasswordIsHiddenAndWhatIsMadeOfIt() throws Exception {
        Object[] basic = {"auth.type", "basic", "auth.user", "user", "auth.password", "o???"};
        String sent = Credentials.basicOf(options("https://h.example/", basic).auth());
        assertThat(sent).contains("/");
        assertThat(keptOf(403, "Basic " + sent + " or " + sent.replace("/", "\\/"), basic))
                .isEqualTo("Basic *** or ***");
        Object[] hashed = {"auth.type", "basic", "auth.user", "u", "auth.password", "p-SECRET", "auth.md5", true};
        String hash = Credentials.hex("MD5", "p-SECRET");
        assertThat(keptOf(404, "p-SECRET " + hash + " " + Credentials.pair("u", hash), hashed))
                .isEqualTo("*** *** ***");
    }

    @Test
    void noHalfOfASecretIsLeftWhereTheAnswerIsCut() throws Exception {
        Object[] token = {"auth.type", "basic-token", "auth.token", "tok-SECRET-1"};
        assertThat(keptOf(404, "x".repeat(2040) + "tok-SECRET-1 and more", token))
                .isEqualTo("x".repeat(2040) + "*** and ");
    }

    @Test
    void oneThatWasChangedWhileThePostWasUnderWayIsHiddenToo() throws Exception {
        Object[] before = {"auth.type", "basic-token", "auth.token", "tok-SECRET-1", "quick-attempts", 1};
        Object[] after = {"auth.type", "basic-token", "auth.token", "tok-SECRET-2"};
        Accounts[] renewed = new Accounts[1];
        try (RawServer server = new RawServer((request, socket) -> {
                    renewed[0].get("main").authorize(options("https://h.example/", after));
                    send(socket, answer(404, request.headers().get("Authorization") + " tok-SECRET-2"));
                });
                Accounts accounts = TestAccounts.main(server.url(), before)) {
            renewed[0] = accounts;
            assertThat(TestAccounts.deliver(accounts, "e").answer()).isEqualTo("Basic *** ***");
        }
    }

    @Test
    void aYesIsAYes() throws Exception {
        try (RawServer server = RawServer.saying(answer(200, YES));
                Accounts accounts =
                        TestAccounts.main(server.url(), "auth.type", "basic-token", "auth.token", "r-1 1100")) {
            assertThat(TestAccounts.deliver(accounts, "e").outcome()).isEqualTo(Outcome.ACCEPTED);
        }
    }

    private static String keptOf(int status, String body, Object... settings) throws Exception {
        try (RawServer server = RawServer.saying(answer(status, body));
                Accounts accounts = TestAccounts.main(server.url(), settings)) {
            return TestAccounts.deliver(accounts, "e").answer();
        }
    }
}
