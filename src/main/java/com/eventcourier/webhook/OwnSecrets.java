package com.eventcourier.webhook;

import com.eventcourier.webhook.AccountOptions.Auth;
import com.eventcourier.webhook.AccountOptions.Proxy;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What an account proves itself by, to be taken out of what a target says: some echo the request that they refuse. */
final class OwnSecrets {

    private static final String HIDDEN = "***";

    /** A shorter one is found in many words: hiding it there would show what it is. */
    private static final int LEAST_LENGTH = 4;

    private volatile List<String> current;
    private volatile List<String> all;

    OwnSecrets(AccountOptions options) {
        current = of(options);
        all = current;
    }

    /** Those before are hidden as well: answers to POSTs that had them may be under way. */
    void renew(AccountOptions fresh) {
        List<String> before = current;
        current = of(fresh);
        all = longestFirst(Stream.concat(current.stream(), before.stream()));
    }

    String hide(String text) {
        if (text == null) {
            return null;
        }
        String hidden = text;
        for (String secret : all) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }

    private static List<String> of(AccountOptions options) {
        return longestFirst(Stream.concat(of(options.auth()), of(options.proxy()))
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(secret -> secret.length() >= LEAST_LENGTH)
                .flatMap(OwnSecrets::asJsonMayWriteIt));
    }

    private static Stream<String> of(Auth auth) {
        if (auth == null || auth.type() == null) {
            return Stream.empty();
        }
        return switch (auth.type()) {
            case NONE -> Stream.empty();
            case BASIC -> Stream.of(auth.password(), Credentials.passwordOf(auth), Credentials.basicOf(auth));
            case BASIC_TOKEN -> Stream.of(auth.token());
            case HEADER -> Stream.of(auth.value());
        };
    }

    private static Stream<String> of(Proxy proxy) {
        return proxy == null || proxy.password() == null
                ? Stream.empty()
                : Stream.of(proxy.password(), Credentials.pair(proxy.user(), proxy.password()));
    }

    private static Stream<String> asJsonMayWriteIt(String secret) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(secret));
        return Stream.of(secret, quoted, quoted.replace("/", "\\/"));
    }

    /** One may be a part of another. */
    private static List<String> longestFirst(Stream<String> secrets) {
        return secrets.distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }
}
