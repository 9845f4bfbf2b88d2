package com.eventcourier.webhook;

import com.eventcourier.webhook.AccountOptions.Auth;
import com.eventcourier.webhook.AccountOptions.Breaker;
import com.eventcourier.webhook.AccountOptions.Proxy;
import com.eventcourier.webhook.AccountOptions.Store;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What makes an account usable. Every fault names the key below {@code courier.accounts.<name>.} and no secret. */
final class AccountRules {

    private static final char UNREADABLE = '\uFFFD';

    private final List<String> faults = new ArrayList<>();

    private AccountRules() {}

    static List<String> faultsOf(AccountOptions options) {
        AccountRules rules = new AccountRules();
        rules.checkUrl(options);
        rules.checkAuth(options.auth());
        rules.checkNumbers(options);
        rules.checkProxy(options.proxy());
        rules.checkTargetChange(options.targetChange());
        if (options.tls() != null) {
            rules.checkStore("tls.trust", options.tls().trust());
            rules.checkStore("tls.key", options.tls().key());
        }
        return rules.faults;
    }

    private void checkUrl(AccountOptions options) {
        if (blank(options.url())) {
            faults.add("url is missing: set it to the address of the webhook");
            return;
        }
        if (options.url().matches("(?i)https?:/*")) {
            faults.add("url must be a full address, https://<host>/<path>: it has no host");
            return;
        }
        if (!options.url().contains("://")) {
            faults.add("url must be a full address, https://<host>/<path>: it does not begin with https://");
            return;
        }
        URI url;
        try {
            url = new URI(options.url());
        } catch (URISyntaxException e) {
            faults.add("url is not an address: look for a blank, or a sign such as | or {, in it");
            return;
        }
        boolean http = "http".equalsIgnoreCase(url.getScheme());
        if (!http && !"https".equalsIgnoreCase(url.getScheme())) {
            faults.add("url must be a full address, https://<host>/<path>: it does not begin with https://");
        } else if (url.getHost() == null) {
            faults.add("url must be a full address, https://<host>/<path>: it has no host, or one that cannot be");
        } else if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            faults.add("url must hold neither user and password (they belong under auth) nor a part after '#'");
        } else if (http && !options.allowHttp() && !isThisMachine(url.getHost())) {
            faults.add("url starts with http://, so events and credentials would travel in the clear:"
                    + " use https://, or set allow-http: true");
        }
    }

    /** By the name as it is written, never by a look-up: what a name resolves to can change. */
    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    private void checkAuth(Auth auth) {
        if (auth == null || auth.type() == null) {
            return;
        }
        switch (auth.type()) {
            case NONE -> {
                if (!blank(auth.user()) || !blank(auth.password()) || !blank(auth.token()) || !blank(auth.value())) {
                    faults.add("auth.type is none although credentials are set: say basic, basic-token or header");
                }
            }
            case BASIC -> {
                needs("auth.user", auth.user(), "basic");
                needs("auth.password", auth.password(), "basic");
                if (auth.user() != null && auth.user().indexOf(':') >= 0) {
                    faults.add("auth.user must not hold a colon: Basic authentication cannot express it");
                }
            }
            case BASIC_TOKEN -> {
                needs("auth.token", auth.token(), "basic-token");
                fitsAHeader("auth.token", auth.token());
            }
            case HEADER -> {
                needs("auth.header", auth.header(), "header");
                needs("auth.value", auth.value(), "header");
                fitsAHeader("auth.value", auth.value());
                if (!blank(auth.header()) && !auth.header().matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                    faults.add("auth.header is not the name of a header");
                }
            }
        }
    }

    private void needs(String key, String value, String type) {
        if (blank(value)) {
            faults.add(key + " is missing: auth.type " + type + " needs it");
        } else if (value.chars().anyMatch(c -> c < ' ' || c == 127)) {
            faults.add(key + " holds a line break or another control character");
        } else {
            checkReadable(key, value);
        }
    }

    /** What is no UTF-8 in a file of the secrets folder arrives here as this mark, and would be sent as another secret. */
    private void checkReadable(String key, String value) {
        if (value != null && value.indexOf(UNREADABLE) >= 0) {
            faults.add(key + " holds what is not UTF-8: save its file in UTF-8, or set it anew");
        }
    }

    /** The client would send a question mark in place of any other character. */
    private void fitsAHeader(String key, String value) {
        if (value != null && value.indexOf(UNREADABLE) < 0 && value.chars().anyMatch(c -> c > '~' && c != 127)) {
            faults.add(key + " holds a character that HTTP headers cannot carry: only ASCII can be sent");
        }
    }

    private void checkNumbers(AccountOptions options) {
        between("in-flight", options.inFlight(), 1, 1024);
        between("connections", options.connections(), 1, 1024);
        between("quick-attempts", options.quickAttempts(), 1, 10);
        atLeastOne("rate-per-second", options.ratePerSecond());
        atLeastOne("rate-per-minute", options.ratePerMinute());
        if (!(options.retryShare() > 0 && options.retryShare() <= 1)) {
            faults.add("retry-share must be above 0 and at most 1, it is " + options.retryShare());
        }
        between("retry-open-max", options.retryOpenMax(), 1, 10_000_000);
        positive("retry-after-cap", options.retryAfterCap());
        positive("connect-timeout", options.connectTimeout());
        positive("response-timeout", options.responseTimeout());
        positive("total-timeout", options.totalTimeout());
        positive("probe-first", options.probeFirst());
        positive("probe-ceiling", options.probeCeiling());
        if (options.maxAnswer() != null) {
            between("max-answer", options.maxAnswer().toBytes(), 1 << 10, 1 << 24);
        }
        checkBreaker(options.breaker());
        if (faults.isEmpty() && options.probeCeiling().compareTo(options.probeFirst()) < 0) {
            faults.add("probe-ceiling is shorter than probe-first");
        }
    }

    private void checkBreaker(Breaker breaker) {
        between("breaker.failure-rate", breaker.failureRate(), 1, 100);
        between("breaker.slow-call-rate", breaker.slowCallRate(), 1, 100);
        between("breaker.window", breaker.window(), 5, 1000);
        between("breaker.least-calls", breaker.leastCalls(), 1, breaker.window());
        positive("breaker.slow-call", breaker.slowCall());
    }

    private void atLeastOne(String key, Integer value) {
        if (value != null) {
            between(key, value, 1, 1_000_000);
        }
    }

    private void between(String key, long value, long least, long most) {
        if (value < least || value > most) {
            faults.add(key + " must be " + least + " to " + most + ", it is " + value);
        }
    }

    private void positive(String key, Duration duration) {
        if (duration == null || duration.toMillis() < 1 || duration.compareTo(Duration.ofDays(1)) > 0) {
            faults.add(key + " must be a time from 1ms to 1d, such as 5s");
        }
    }

    private void checkTargetChange(String change) {
        if (change != null && !change.equals("same-target") && !change.equals("new-target")) {
            faults.add("target-change must be same-target or new-target, it is " + change);
        }
    }

    private void checkProxy(Proxy proxy) {
        if (proxy == null) {
            return;
        }
        if (blank(proxy.host())) {
            faults.add("proxy.host is missing");
        }
        if (!blank(proxy.user()) && blank(proxy.password())) {
            faults.add("proxy.password is missing: proxy.user is set");
        }
        checkReadable("proxy.user", proxy.user());
        checkReadable("proxy.password", proxy.password());
        between("proxy.port", proxy.port(), 1, 65535);
    }

    private void checkStore(String key, Store store) {
        if (store == null) {
            return;
        }
        if (blank(store.file()) || !Files.isReadable(Path.of(store.file()))) {
            faults.add(key + ".file is not a file that can be read");
        }
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
