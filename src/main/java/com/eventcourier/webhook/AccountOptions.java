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
 * @param quickAttempts attempts in a row, within a second, before a failed event goes to the ledger; default 1
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
        @DefaultValue("1") int quickAttempts,
        @DefaultValue("false") boolean allowHttp,
        @DefaultValue("1s") Duration probeFirst,
        @DefaultValue("60s") Duration probeCeiling,
        String targetChange,

        Proxy proxy,
        Tls tls) {

    public AccountOptions {
        connections = connections == null ? Integer.valueOf(inFlight) : connections;
    }

    /** Without the address and without a secret. */
    @Override
    public String toString() {
        return "AccountOptions[auth=" + auth + ", inFlight=" + inFlight + ", connections=" + connections + "]";
    }

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
