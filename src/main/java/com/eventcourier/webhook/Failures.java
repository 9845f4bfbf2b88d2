package com.eventcourier.webhook;

import com.eventcourier.webhook.Reply.Failure;
import com.eventcourier.webhook.Reply.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Tells from an exception, and from whether the POST was written, what may have happened to the event. */
final class Failures {

    /**
     * Alerts by which a target refuses the account's own certificate, or the lack of one. With TLS 1.3 they arrive after
     * the request was written, but such a target has not taken it.
     */
    private static final Set<String> CERTIFICATE_ALERTS = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "certificate_required",
            "unknown_ca");

    private Failures() {}

    static Failure failure(Exception e, boolean sent, boolean cut, HttpHost target) {
        String host = target.getHostName() + (target.getPort() < 0 ? "" : ":" + target.getPort());
        if (isAboutCertificates(e)) {
            return new Failure(false, Kind.CERTIFICATE, "a certificate was refused between the courier and " + host);
        }
        if (!sent) {
            return new Failure(false, Kind.NOT_SENT, notSent(e, cut, host));
        }
        return new Failure(true, Kind.NO_ANSWER, noAnswer(e, cut, host));
    }

    private static String notSent(Exception e, boolean cut, String host) {
        if (cut) {
            return "the total time-out ran out before the event was written to " + host;
        }
        if (e instanceof UnknownHostException) {
            return "the name of " + host + " cannot be resolved";
        }
        if (e instanceof ConnectTimeoutException || e instanceof SocketTimeoutException) {
            return "connecting to " + host + " took too long";
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "the connection to " + host + " was refused";
        }
        if (e instanceof SSLException) {
            return "the TLS handshake with " + host + " failed";
        }
        return "the connection to " + host + " broke before the event was written (" + kindOf(e) + ")";
    }

    private static String noAnswer(Exception e, boolean cut, String host) {
        if (cut) {
            return host + " did not answer within the total time-out";
        }
        if (e instanceof SocketTimeoutException) {
            return host + " did not answer within the response time-out";
        }
        if (e instanceof NoHttpResponseException) {
            return host + " closed the connection without an answer";
        }
        return "the connection to " + host + " broke before the answer was read (" + kindOf(e) + ")";
    }

    private static boolean isAboutCertificates(Exception e) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (cause instanceof SSLPeerUnverifiedException
                    || cause instanceof CertificateException
                    || cause instanceof CertPathValidatorException
                    || isAlert(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isAlert(Throwable cause) {
        if (!(cause instanceof SSLException) || cause.getMessage() == null) {
            return false;
        }
        String message = cause.getMessage();
        return message.startsWith("Received fatal alert: ")
                && CERTIFICATE_ALERTS.contains(message.substring(message.indexOf(':') + 2));
    }

    private static String kindOf(Exception e) {
        return e.getClass().getSimpleName();
    }
}
