package com.eventcourier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.eventcourier.webhook.AccountOptions.Auth;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;

/** Makes the one header by which an account proves itself. */
final class Credentials {

    private Credentials() {}

    /** The header to send with every POST; null for {@code none}. */
    static Header headerFor(Auth auth) {
        if (auth == null || auth.type() == null) {
            return null;
        }
        return switch (auth.type()) {
            case NONE -> null;
            case BASIC -> authorization(HttpHeaders.AUTHORIZATION, basicOf(auth));
            case BASIC_TOKEN -> authorization(HttpHeaders.AUTHORIZATION, auth.token());
            case HEADER -> new BasicHeader(auth.header(), auth.value(), true);
        };
    }

    static String basicOf(Auth auth) {
        return pair(auth.user(), passwordOf(auth));
    }

    static String passwordOf(Auth auth) {
        return auth.md5() ? hex("MD5", auth.password()) : auth.password();
    }

    static Header proxyHeader(String user, String password) {
        return authorization(HttpHeaders.PROXY_AUTHORIZATION, pair(user, password));
    }

    private static Header authorization(String name, String token) {
        return new BasicHeader(name, "Basic " + token, true);
    }

    static String pair(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    static String hex(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks " + algorithm, e);
        }
    }
}
