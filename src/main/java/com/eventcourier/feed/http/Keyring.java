package com.eventcourier.feed.http;

import com.eventcourier.feed.http.HttpOptions.Access;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The credentials of a feed. How long a comparison takes tells nothing of how much of a guess was right. */
final class Keyring {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final byte[] token;
    private final byte[] userAndPassword;

    Keyring(Access access) {
        token = access.hasToken() ? digest(access.token()) : null;
        userAndPassword = access.hasUser() ? digest(access.user() + ":" + access.password()) : null;
    }

    boolean opens(String authorization) {
        if (authorization == null) {
            return false;
        }
        if (token != null && begins(authorization, BEARER)) {
            return MessageDigest.isEqual(
                    token, digest(authorization.substring(BEARER.length()).strip()));
        }
        return userAndPassword != null
                && begins(authorization, BASIC)
                && MessageDigest.isEqual(userAndPassword, digest(decoded(authorization.substring(BASIC.length()))));
    }

    /** What a client may prove itself with, for {@code WWW-Authenticate}. */
    String challenge() {
        List<String> schemes = new ArrayList<>();
        if (token != null) {
            schemes.add("Bearer realm=\"events\"");
        }
        if (userAndPassword != null) {
            schemes.add("Basic realm=\"events\", charset=\"UTF-8\"");
        }
        return String.join(", ", schemes);
    }

    private static boolean begins(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
