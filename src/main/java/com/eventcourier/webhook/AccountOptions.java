package com.eventcourier.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * One webhook account, {@code courier.accounts.<name>}; the name matches {@code [a-z0-9]+}.
 *
 * @param url the webhook's address, taken as a secret; {@code https}, or {@code http} to this machine only
 * @param auth how the account proves itself; default: not at all
 * @param inFlight POSTs under way at once, 1 to 1024; default 16
 * @param connections connections kept open, 1 to 1024; default as many as {@code in-flight}
 * @param connectTimeout for connecting and for the TLS handshake, each; default 5s
 * @param responseTimeout the longest silence while an answer is awaited or read; default 30s
 * @param totalTimeout for the whole POST, however busily the target drips; default 60s
 * @param maxAnswer bytes of an answer that are read, 1KB to 16MB; default 64KB
 * @param quickAttempts attempts in a row, within a second, before a failed event goes to the ledger, 1 to 10; default 2
 * @param ratePerSecond POSTs in a second, evenly spaced, new and retried ones together; default no limit
 * @param ratePerMinute POSTs in a minute, likewise; default no limit
 * @param retryShare the share of {@code in-flight} that retries may take while there is new work too, above 0 to 1;
 *     default 0.5
 * @param retryOpenMax so many retries may wait; with more nothing new is sent, and reading stops, until there are less;
 *     default 50000
 * @param retryAfterCap the longest time that the target is left alone when it asks for it (Retry-After); default 1h
 * @param ambiguous what becomes of an event that was sent and not answered: {@code resend}, or {@code park} until a
 *     person decides; default resend
 * @param breaker when the account counts as failing, so that its events wait and are tried one at a time
 * @param allowHttp lets the address be {@code http} on another machine: events and credentials travel in the clear;
 *     default false
 * @param probeFirst how long a shut gate waits before it tries a first event; default 1s
 * @param probeCeiling the longest wait between two tries at a shut gate, each twice the one before; default 60s
 * @param targetChange what it means that the url is another one than this data folder was used with: {@code
 *     same-target} (the same webhook under another address) or {@code new-target} (nothing counts as delivered yet);
 *     default: the start stops and asks
 * @param proxy the way out through an HTTP proxy; default none
 * @param tls certificates other than Java's own; default none
 */
public record AccountOptions(
        String url,
        @DefaultValue Auth auth,
        @DefaultValue("16") int inFlight,
        Integer connections,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration responseTimeout,
        @DefaultValue("60s") Duration totalTimeout,
        @DefaultValue("64KB") DataSize maxAnswer,
        @DefaultValue("2") int quickAttempts,
        Integer ratePerSecond,
        Integer ratePerMinute,
        @DefaultValue("0.5") double retryShare,
        @DefaultValue("50000") int retryOpenMax,
        @DefaultValue("1h") Duration retryAfterCap,
        @DefaultValue("resend") Ambiguous ambiguous,
        @DefaultValue Breaker breaker,
        @DefaultValue("false") boolean allowHttp,
        @DefaultValue("1s") Duration probeFirst,
        @DefaultValue("60s") Duration probeCeiling,
        String targetChange,

        Proxy proxy,
        Tls tls) {

    public AccountOptions {
        connections = connections == null ? Integer.valueOf(inFlight) : connections;
    }

    /** How many retries, and how many replayed events, may be under way at once; at least one. */
    public int retryThreads() {
        return (int) Math.max(1, Math.round(inFlight * retryShare));
    }

    /** Without the address and without a secret. */
    @Override
    public String toString() {
        return "AccountOptions[auth=" + auth + ", inFlight=" + inFlight + ", connections=" + connections + "]";
    }

    /** What becomes of an event that was sent and not answered. */
    public enum Ambiguous {
        /** It is sent again; the target may see it twice. */
        RESEND,
        /** It waits for a person. */
        PARK
    }

    /**
     * When an account counts as failing.
     *
     * @param failureRate the share of failed POSTs that trips it, in percent, 1 to 100; default 50
     * @param slowCall a POST that takes longer is slow; default 10s
     * @param slowCallRate the share of slow POSTs that trips it, in percent, 1 to 100; default 80
     * @param window the last so many POSTs are looked at, 5 to 1000; default 50
     * @param leastCalls fewer of them prove nothing, at most {@code window}; default 20
     */
    public record Breaker(
            @DefaultValue("50") int failureRate,
            @DefaultValue("10s") Duration slowCall,
            @DefaultValue("80") int slowCallRate,
            @DefaultValue("50") int window,
            @DefaultValue("20") int leastCalls) {}

    /** How {@code auth.type} proves the account. */
    public enum AuthType {
        /** Nothing is sent. */
        NONE,
        /** {@code Authorization: Basic base64(user:password)}, in UTF-8. */
        BASIC,
        /** {@code Authorization: Basic <token>}, the token exactly as it was issued. */
        BASIC_TOKEN,
        /** A header of any name and value. */
        HEADER
    }

    /**
     * The account's credentials, sent with the first request already.
     *
     * @param type {@code none}, {@code basic}, {@code basic-token} or {@code header}; default {@code none}
     * @param user for {@code basic}
     * @param password for {@code basic}; secret
     * @param md5 for {@code basic}: send the MD5 of the password, in hex, in its place; default false
     * @param token for {@code basic-token}; secret
     * @param header for {@code header}: the header's name
     * @param value for {@code header}: the header's value; secret
     */
    public record Auth(
            @DefaultValue("none") AuthType type,
            String user,
            String password,
            @DefaultValue("false") boolean md5,
            String token,
            String header,
            String value) {

        @Override
        public String toString() {
            return "Auth[" + type + "]";
        }
    }

    /**
     * An HTTP proxy.
     *
     * @param host its name or address
     * @param port its port; default 3128
     * @param user if it asks for one; Basic
     * @param password of that user; secret
     */
    public record Proxy(String host, @DefaultValue("3128") int port, String user, String password) {

        @Override
        public String toString() {
            return "Proxy[" + host + ":" + port + "]";
        }
    }

    /**
     * Certificates of an account's own.
     *
     * @param trust a store with the authorities to trust, in place of Java's own
     * @param key a store with the certificate and key by which the account proves itself
     */
    public record Tls(Store trust, Store key) {}

    /**
     * A key store, PKCS#12 or JKS.
     *
     * @param file its path
     * @param password its password; secret
     */
    public record Store(String file, String password) {

        @Override
        public String toString() {
            return "Store[" + file + "]";
        }
    }
}
