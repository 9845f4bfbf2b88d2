package com.eventcourier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Servers with certificates of an authority that the account trusts, and one without; all made by keytool. */
final class TestCertificates {

    private static final String PASSWORD = "changeit";
    private static final String HERE = "san=ip:127.0.0.1";

    private final Path folder;

    TestCertificates(Path folder) throws Exception {
        this.folder = folder;
        keytool(
                "-genkeypair",
                "-keystore",
                store("authority"),
                "-dname",
                "CN=authority",
                "-ext",
                "bc:c",
                "-keyalg",
                "EC");
        keytool("-exportcert", "-keystore", store("authority"), "-file", file("authority.crt"));
    }

    /** Settings by which the account trusts the authority, and these. */
    Object[] settings(Object... others) {
        List<Object> all = new ArrayList<>(Arrays.asList(others));
        all.addAll(List.of("tls.trust.file", store("authority"), "tls.trust.password", PASSWORD));
        return all.toArray();
    }

    ServerSocket trusted() throws Exception {
        return signed("trusted", HERE, "-1d");
    }

    ServerSocket expired() throws Exception {
        return signed("expired", HERE, "-10d");
    }

    ServerSocket ofAnotherHost() throws Exception {
        return signed("another", "san=dns:elsewhere.example", "-1d");
    }

    ServerSocket selfSigned() throws Exception {
        make("self-signed", HERE);
        return listener("self-signed");
    }

    private void make(String name, String extension) throws Exception {
        keytool("-genkeypair", "-keystore", store(name), "-dname", "CN=" + name, "-ext", extension, "-keyalg", "EC");
    }

    /** Valid for five days from a time. */
    private ServerSocket signed(String name, String extension, String from) throws Exception {
        make(name, extension);
        keytool("-certreq", "-keystore", store(name), "-file", file(name + ".csr"));
        keytool(
                "-gencert",
                "-keystore",
                store("authority"),
                "-infile",
                file(name + ".csr"),
                "-outfile",
                file(name + ".crt"),
                "-ext",
                extension,
                "-startdate",
                from,
                "-validity",
                "5");
        keytool(
                "-importcert",
                "-noprompt",
                "-keystore",
                store(name),
                "-alias",
                "authority",
                "-file",
                file("authority.crt"));
        keytool("-importcert", "-noprompt", "-keystore", store(name), "-file", file(name + ".crt"));
        return listener(name);
    }

    private ServerSocket listener(String name) throws Exception {
        KeyStore keys = KeyStore.getInstance(new File(store(name)), PASSWORD.toCharArray());
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private String store(String name) {
        return file(name + ".p12");
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void keytool(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        if (!command.contains("-alias")) {
            command.addAll(List.of("-alias", "mykey"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
