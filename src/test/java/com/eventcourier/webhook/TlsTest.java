package com.eventcourier.webhook;

import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static com.eventcourier.webhook.RawServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventcourier.event.ConfigFault;
import java.io.File;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates: a refused one pauses the account and sends nothing. */
class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        make("right", "san=ip:127.0.0.1");
        make("elsewhere", "san=dns:elsewhere.example");
    }

    @Test
    void aTrustedCertificateIsEnough() throws Exception {
        try (RawServer server = server("right", false);
                Accounts accounts =
                        accounts(server, "tls.trust.file", store("right"), "tls.trust.password", PASSWORD)) {
            assertThat(TestAccounts.deliver(accounts, "e").outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.headers())
                    .containsOnlyKeys("Content-Type", "Content-Length", "Host", "Connection"));
        }
    }

    @Test
    void anUntrustedCertificatePausesTheAccount() throws Exception {
        try (RawServer server = server("right", false);
                Accounts accounts = accounts(server)) {
            assertRefused(server, accounts);
        }
    }

    @Test
    void aCertificateOfAnotherHostPausesTheAccount() throws Exception {
        try (RawServer server = server("elsewhere", false);
                Accounts accounts =
                        accounts(server, "tls.trust.file", store("elsewhere"), "tls.trust.password", PASSWORD)) {
            assertRefused(server, accounts);
        }
    }

    @Test
    void aServerThatAsksForACertificateGetsTheAccountsOwn() throws Exception {
        try (RawServer server = server("right", true);
                Accounts accounts = accounts(
                        server,
                        "tls.trust.file",
                        store("right"),
                        "tls.trust.password",
                        PASSWORD,
                        "tls.key.file",
                        store("right"),
                        "tls.key.password",
                        PASSWORD)) {
            assertThat(TestAccounts.deliver(accounts, "e").outcome()).isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void aServerThatMissesTheAccountsCertificateGetsNoEvent() throws Exception {
        try (RawServer server = server("right", true);
                Accounts accounts =
                        accounts(server, "tls.trust.file", store("right"), "tls.trust.password", PASSWORD)) {
            Verdict verdict = TestAccounts.deliver(accounts, "e");
            assertThat(server.requests()).isEmpty();
            // the reset of the closing server can overtake the alert that says why; then it is tried again
            assertThat(verdict.code()).isIn("certificate", "not-sent");
            assertThat(verdict.attempts()).isZero();
        }
    }

    @Test
    void anAlertAboutTheAccountsCertificateMeansThatTheEventWasNotTaken() {
        SSLException alert = new SSLHandshakeException("Received fatal alert: certificate_required");
        Reply.Failure failure = Failures.failure(alert, true, false, new HttpHost("https", "host.example", 443));
        assertThat(failure)
                .isEqualTo(new Reply.Failure(
                        false,
                        Reply.Kind.CERTIFICATE,
                        "a certificate was refused between the courier and host.example:443"));
    }

    @Test
    void aWrongStorePasswordIsSaidWithoutIt() throws Exception {
        assertThatThrownBy(() -> TestAccounts.main(
                        "https://127.0.0.1/", "tls.trust.file", store("right"), "tls.trust.password", "wrong-one"))
                .isInstanceOf(ConfigFault.class)
                .hasMessage("courier.accounts.main.tls.trust: " + store("right")
                        + " cannot be opened as a PKCS#12 or JKS store with the password given");
    }

    private static void assertRefused(RawServer server, Accounts accounts) throws Exception {
        Verdict verdict = TestAccounts.deliver(accounts, "e");
        assertThat(verdict.outcome()).isEqualTo(Outcome.LATER);
        assertThat(verdict.code()).isEqualTo("certificate");
        assertThat(verdict.attempts()).isZero();
        assertThat(verdict.possibleDuplicate()).isFalse();
        assertThat(accounts.get("main").gate().isOpen()).isFalse();
        assertThat(server.requests()).isEmpty();
    }

    private static Accounts accounts(RawServer server, Object... settings) {
        return TestAccounts.main("https://127.0.0.1:" + server.port() + "/hook", settings);
    }

    private static RawServer server(String name, boolean asksForCertificates) throws Exception {
        KeyStore keys = KeyStore.getInstance(new File(store(name)), PASSWORD.toCharArray());
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        if (asksForCertificates) {
            // with 1.3 the refusal comes after the request was written
            listener.setEnabledProtocols(new String[] {"TLSv1.2"});
            listener.setNeedClientAuth(true);
        }
        return new RawServer(listener, (request, socket) -> send(socket, answer(200, YES)));
    }

    private static String store(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    /** A key with a certificate signed by itself, which Java also takes for one to trust. */
    private static void make(String name, String extension) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        run(List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                extension,
                "-storetype",
                "PKCS12",
                "-keystore",
                store(name),
                "-storepass",
                PASSWORD));
    }

    private static void run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
    }
}
