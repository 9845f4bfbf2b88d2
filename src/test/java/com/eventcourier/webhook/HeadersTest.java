package com.eventcourier.webhook;

import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes over the wire, byte by byte, seen by a bare socket. */
class HeadersTest {

    @Test
    void withoutAuthOnlyOurHeadersAreSent() throws Exception {
        assertSent(Map.of());
    }

    @Test
    void aTokenIsSentExactlyAsItWasIssued() throws Exception {
        assertSent(
                Map.of("Authorization", "Basic dGVzdF9kaXY2OWZmZmRkYg=="),
                "auth.type",
                "basic-token",
                "auth.token",
                "dGVzdF9kaXY2OWZmZmRkYg==");
    }

    @Test
    void userAndPasswordAreJoinedInUtf8() throws Exception {
        assertSent(
                Map.of("Authorization", "Basic dXNlcjpww6Rzc3fDtnJk"),
                "auth.type",
                "basic",
                "auth.user",
                "user",
                "auth.password",
                "pässwörd");
    }

    @Test
    void thePasswordIsSentAsItsMd5WhereThatIsAskedFor() throws Exception {
        assertSent(
                Map.of("Authorization", "Basic dXNlcjo1ZjRkY2MzYjVhYTc2NWQ2MWQ4MzI3ZGViODgyY2Y5OQ=="),
                "auth.type",
                "basic",
                "auth.user",
                "user",
                "auth.password",
                "password",
                "auth.md5",
                true);
    }

    @Test
    void anyHeaderCanCarryTheSecret() throws Exception {
        assertSent(
                Map.of("X-CAP-API-OAUTH-TOKEN", "abc def"),
                "auth.type",
                "header",
                "auth.header",
                "X-CAP-API-OAUTH-TOKEN",
                "auth.value",
                "abc def");
    }

    @Test
    void aPlainProxyGetsItsCredentialsAtOnceAndTheWholeAddress() throws Exception {
        try (RawServer proxy = RawServer.saying(answer(200, YES));
                Accounts accounts = TestAccounts.main(
                        "http://example.invalid/hook?a=b",
                        "allow-http",
                        true,
                        "proxy.host",
                        "127.0.0.1",
                        "proxy.port",
                        proxy.port(),
                        "proxy.user",
                        "way",
                        "proxy.password",
                        "out")) {
            assertThat(TestAccounts.deliver(accounts, "RAND121").outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(proxy.requests()).singleElement().satisfies(request -> {
                assertThat(request.firstLine()).isEqualTo("POST http://example.invalid/hook?a=b HTTP/1.1");
                assertThat(request.headers()).containsEntry("Proxy-Authorization", "Basic d2F5Om91dA==");
            });
        }
    }

    @Test
    void aProxysPasswordThatWasChangedIsUsed() throws Exception {
        for (String url : List.of("http://example.invalid/hook", "https://example.invalid/hook")) {
            try (RawServer proxy = RawServer.saying(answer(407, "", "Proxy-Authenticate: Basic realm=\"x\""))) {
                Object[] settings = {
                    "allow-http",
                    true,
                    "proxy.host",
                    "127.0.0.1",
                    "proxy.port",
                    proxy.port(),
                    "proxy.user",
                    "way",
                    "proxy.password",
                    "wrong"
                };
                try (Accounts accounts = TestAccounts.main(url, settings)) {
                    TestAccounts.deliver(accounts, "RAND121");
                    settings[9] = "out";
                    AccountOptions fresh = TestAccounts.options(url, settings);
                    assertThat(accounts.get("main").authorize(fresh)).isTrue();
                    assertThat(accounts.get("main").authorize(fresh)).isFalse();
                    TestAccounts.deliver(accounts, "RAND122");
                    assertThat(proxy.requests()).last().satisfies(request -> assertThat(request.headers())
                            .containsEntry("Proxy-Authorization", "Basic d2F5Om91dA=="));
                }
            }
        }
    }

    @Test
    void aProxyThatRefusesTheTunnelLeavesTheEventUnsent() throws Exception {
        try (RawServer proxy = RawServer.saying(answer(502, "no way"));
                Accounts accounts = TestAccounts.main(
                        "https://example.invalid/hook", "proxy.host", "127.0.0.1", "proxy.port", proxy.port())) {
            Verdict verdict = TestAccounts.deliver(accounts, "RAND121");
            assertThat(verdict.outcome()).isEqualTo(Outcome.RETRY);
            assertThat(verdict.code()).isEqualTo("not-sent");
            assertThat(verdict.attempts()).isZero();
            assertThat(verdict.reason())
                    .isEqualTo("The proxy made no way to example.invalid (HTTP 502): the event was never sent");
        }
    }

    @Test
    void aProxyThatRefusesItsCredentialsPausesTheAccount() throws Exception {
        try (RawServer proxy = RawServer.saying(answer(407, "", "Proxy-Authenticate: Basic realm=\"x\""));
                Accounts accounts = TestAccounts.main(
                        "https://example.invalid/hook",
                        "proxy.host",
                        "127.0.0.1",
                        "proxy.port",
                        proxy.port(),
                        "proxy.user",
                        "way",
                        "proxy.password",
                        "wrong")) {
            Verdict verdict = TestAccounts.deliver(accounts, "RAND121");
            assertThat(verdict.outcome()).isEqualTo(Outcome.LATER);
            assertThat(verdict.code()).isEqualTo("http-407");
            assertThat(verdict.attempts()).isZero();
            assertThat(proxy.requests()).allSatisfy(request -> assertThat(request.firstLine())
                    .isEqualTo("CONNECT example.invalid:443 HTTP/1.1"));
        }
    }

    private static void assertSent(Map<String, String> credentials, Object... settings) throws Exception {
        try (RawServer server = RawServer.saying(answer(200, YES));
                Accounts accounts = TestAccounts.main(server.url(), settings)) {
            Verdict verdict = TestAccounts.deliver(accounts, "RAND121");
            assertThat(verdict.outcome()).isEqualTo(Outcome.ACCEPTED);
            Map<String, String> expected = new HashMap<>(credentials);
            expected.put("Content-Type", "application/json");
            expected.put("Content-Length", Integer.toString(TestAccounts.EVENT.length()));
            expected.put("Host", "127.0.0.1:" + server.port());
            expected.put("Connection", "keep-alive");
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.firstLine()).isEqualTo("POST /eucrm/webhooks/0123 HTTP/1.1");
                assertThat(request.headers()).containsExactlyInAnyOrderEntriesOf(expected);
                assertThat(request.body()).isEqualTo(TestAccounts.EVENT);
            });
        }
    }
}
