package com.eventcourier.webhook;

import static com.eventcourier.webhook.TestAccounts.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventcourier.event.ConfigFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Settings are read as an operator writes them; a mistake is said with its key and without a secret. */
class AccountOptionsTest {

    private static final String URL = "https://host.example/eucrm/webhooks/secret-id";

    @Test
    void anAddressIsEnough() {
        AccountOptions options = options(URL);
        assertThat(AccountRules.faultsOf(options)).isEmpty();
        assertThat(options.auth().type()).isEqualTo(AccountOptions.AuthType.NONE);
        assertThat(options.inFlight()).isEqualTo(16);
        assertThat(options.connections()).isEqualTo(16);
        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.responseTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.totalTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.maxAnswer()).isEqualTo(DataSize.ofKilobytes(64));
        assertThat(options.quickAttempts()).isEqualTo(2);
        assertThat(options.allowHttp()).isFalse();
        assertThat(options.probeFirst()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.probeCeiling()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.proxy()).isNull();
        assertThat(options.tls()).isNull();
    }

    @Test
    void connectionsFollowInFlight() {
        assertThat(options(URL, "in-flight", 40).connections()).isEqualTo(40);
        assertThat(options(URL, "in-flight", 40, "connections", 10).connections())
                .isEqualTo(10);
    }

    @Test
    void eachMistakeIsSaidWithItsKey() {
        assertFault("url is missing: set it to the address of the webhook", "");
        assertFault(
                "url is not an address: look for a blank, or a sign such as | or {, in it", "https://host.ex|ample/");
        for (String url : List.of("ftp://host.example/", "host.example/hook", "127.0.0.1:9911/x")) {
            assertFault("url must be a full address, https://<host>/<path>: it does not begin with https://", url);
        }
        assertFault("url must be a full address, https://<host>/<path>: it has no host", "https://");
        assertFault(
                "url must be a full address, https://<host>/<path>: it has no host, or one that cannot be",
                "https:///path");
        assertFault(
                "url must hold neither user and password (they belong under auth) nor a part after '#'",
                "https://user:word@host.example/");
        assertFault("auth.token is missing: auth.type basic-token needs it", URL, "auth.type", "basic-token");
        assertFault(
                "auth.token holds a line break or another control character",
                URL,
                "auth.type",
                "basic-token",
                "auth.token",
                "abc\r\nX: y");
        assertFault("auth.password is missing: auth.type basic needs it", URL, "auth.type", "basic", "auth.user", "u");
        assertFault(
                "auth.user must not hold a colon: Basic authentication cannot express it",
                URL,
                "auth.type",
                "basic",
                "auth.user",
                "u:v",
                "auth.password",
                "p");
        assertFault(
                "auth.header is not the name of a header",
                URL,
                "auth.type",
                "header",
                "auth.header",
                "X Y",
                "auth.value",
                "v");
        assertFault(
                "auth.type is none although credentials are set: say basic, basic-token or header",
                URL,
                "auth.token",
                "t");
        assertFault("in-flight must be 1 to 1024, it is 0", URL, "in-flight", 0, "connections", 1);
        assertFault("max-answer must be 1024 to 16777216, it is 10", URL, "max-answer", "10B");
        assertFault("total-timeout must be a time from 1ms to 1d, such as 5s", URL, "total-timeout", "0s");
        assertFault("probe-ceiling is shorter than probe-first", URL, "probe-first", "90s");
        assertFault("proxy.host is missing", URL, "proxy.port", 1);
        assertFault("proxy.password is missing: proxy.user is set", URL, "proxy.host", "p", "proxy.user", "u");
        assertFault("tls.trust.file is not a file that can be read", URL, "tls.trust.file", "nowhere.p12");
    }

    @Test
    void aSecretThatWouldBeSentAlteredIsRefused() {
        String altered = " holds a character that HTTP headers cannot carry: only ASCII can be sent";
        String unreadable = " holds what is not UTF-8: save its file in UTF-8, or set it anew";
        assertFault("auth.token" + altered, URL, "auth.type", "basic-token", "auth.token", "t\u00f6k\u20acn");
        assertFault("auth.token" + unreadable, URL, "auth.type", "basic-token", "auth.token", "a\ufffdb");
        Object[] header = {"auth.type", "header", "auth.header", "X-Key", "auth.value", "k\u00e4y"};
        assertFault("auth.value" + altered, URL, header);
        header[5] = "k\ufffdy";
        assertFault("auth.value" + unreadable, URL, header);
        Object[] basic = {"auth.type", "basic", "auth.user", "J\u00f6rg", "auth.password", "\u20ac uro"};
        assertThat(AccountRules.faultsOf(options(URL, basic))).isEmpty();
        basic[3] = "J\ufffdrg";
        assertFault("auth.user" + unreadable, URL, basic);
        assertFault(
                "proxy.password" + unreadable, URL, "proxy.host", "p", "proxy.user", "u", "proxy.password", "a\ufffd");
        assertThat(AccountRules.faultsOf(options(URL, "auth.type", "basic-token", "auth.token", "a b~!")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1/", "http://127.0.0.1/", "http://127.3.2.1/", "http://[::1]:80/"})
    void plainHttpIsAllowedToThisMachine(String url) {
        assertThat(AccountRules.faultsOf(options(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host.example/", "http://127.0.0.1.host.example/", "http://10.0.0.1/"})
    void plainHttpElsewhereNeedsASetting(String url) {
        assertFault(
                "url starts with http://, so events and credentials would travel in the clear:"
                        + " use https://, or set allow-http: true",
                url);
        assertThat(AccountRules.faultsOf(options(url, "allow-http", true))).isEmpty();
    }

    @Test
    void nothingThatIsPrintedHoldsASecret() {
        String printed = options(
                        URL,
                        "auth.type",
                        "basic",
                        "auth.user",
                        "u",
                        "auth.password",
                        "hidden1",
                        "auth.token",
                        "hidden2",
                        "auth.value",
                        "hidden3",
                        "proxy.host",
                        "p",
                        "proxy.password",
                        "hidden4",
                        "tls.key.file",
                        "k",
                        "tls.key.password",
                        "hidden5")
                .toString();
        assertThat(printed).isEqualTo("AccountOptions[auth=Auth[BASIC], inFlight=16, connections=16]");
        assertThat(options(URL, "proxy.host", "p", "proxy.password", "hidden").proxy())
                .hasToString("Proxy[p:3128]");
        assertThat(options(URL, "tls.key.file", "k", "tls.key.password", "hidden")
                        .tls())
                .hasToString("Tls[trust=null, key=Store[k]]");
    }

    @Test
    void aChangeOfTheTargetIsOneOfTwo() {
        assertThat(AccountRules.faultsOf(options(URL, "target-change", "perhaps")))
                .containsExactly("target-change must be same-target or new-target, it is perhaps");
        assertThat(AccountRules.faultsOf(options(URL, "target-change", "new-target")))
                .isEmpty();
    }

    @Test
    void anAccountSaysItsFullKey() {
        assertThatThrownBy(() -> Accounts.of(
                        Map.of("Main", options(URL), "second", options(URL, "auth.type", "header")),
                        TestAccounts.TABLE))
                .isInstanceOf(ConfigFault.class)
                .hasMessage("courier.accounts.Main: an account's name has small letters and digits only,"
                        + " so that environment variables reach it\n"
                        + "courier.accounts.second.auth.header is missing: auth.type header needs it\n"
                        + "courier.accounts.second.auth.value is missing: auth.type header needs it");
    }

    @Test
    void anUnknownAccountIsSaidWithThoseThatThereAre() {
        try (Accounts accounts = Accounts.of(Map.of("main", options(URL), "b", options(URL)), TestAccounts.TABLE)) {
            assertThatThrownBy(() -> accounts.get("nain"))
                    .isInstanceOf(ConfigFault.class)
                    .hasMessage("There is no account 'nain': add courier.accounts.nain to config/application.yaml,"
                            + " or use one of [b, main]");
            assertThat(accounts.all()).extracting(Account::name).containsExactly("b", "main");
        }
    }

    @Test
    void theFingerprintFollowsTheAddressAndHidesIt() {
        try (Accounts accounts = Accounts.of(
                Map.of("a", options(URL), "b", options(URL), "c", options(URL + "x")), TestAccounts.TABLE)) {
            assertThat(accounts.get("a").fingerprint()).matches("[0-9a-f]{16}");
            assertThat(accounts.get("b").fingerprint())
                    .isEqualTo(accounts.get("a").fingerprint());
            assertThat(accounts.get("c").fingerprint())
                    .isNotEqualTo(accounts.get("a").fingerprint());
        }
    }

    private static void assertFault(String fault, String url, Object... settings) {
        assertThat(AccountRules.faultsOf(options(url, settings))).isEqualTo(List.of(fault));
    }
}
