// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.curl.WebException.Remedy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** Sentences for requests that have failed. */
final class Refusal {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private Refusal() {}

    /** What a status means for somebody who wants to read a file. */
    static WebException of(URI uri, int status, HttpHeaders headers) {
        String where = WebAddress.shown(uri);
        return switch (status) {
            case 401 ->
                new WebException(
                        Remedy.ANEW,
                        where
                                + " wants to know who asks (status 401): give user= and password=, a header= or"
                                + " header-script=, or check those that you gave");
            case 403 ->
                new WebException(
                        Remedy.ANEW,
                        where
                                + " may not be read by this user (status 403): check user=, password=, cookie= and"
                                + " header=");
            case 404, 410 -> new WebException(Remedy.ANEW, where + " does not exist (status " + status + ")");
            case 407 ->
                new WebException(
                        Remedy.NONE,
                        "the proxy wants to know who asks (status 407): check proxy-user= and proxy-password=");
            case 301, 302, 303, 307, 308 ->
                new WebException(Remedy.ANEW, where + " has moved (status " + status + ") since it was opened");
            case 408, 425, 429, 500, 502, 503, 504 ->
                new WebException(
                        Remedy.LATER, pause(headers), where + " cannot be read at the moment (status " + status + ")");
            default -> new WebException(Remedy.NONE, where + " was answered with status " + status);
        };
    }

    private static Duration pause(HttpHeaders headers) {
        String seconds = headers.firstValue("Retry-After").orElse("");
        if (!seconds.matches("\\d{1,9}")) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    /** What an exception means, whose own message is often empty. */
    static IOException of(URI uri, Throwable failure, Duration patience) {
        Throwable cause = failure;
        while (cause instanceof CompletionException || cause instanceof ExecutionException) {
            cause = cause.getCause();
        }
        String server = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof WebException web) {
                return web;
            }
            if (at instanceof UnresolvedAddressException || at instanceof UnknownHostException) {
                return new WebException(
                        Remedy.NONE, "there is no host " + uri.getHost() + ", or no name server answers");
            }
            if (at instanceof CertificateException) {
                return refused(at.getMessage(), failure);
            }
        }
        return switch (cause) {
            case HttpConnectTimeoutException _ ->
                refused("no connection to " + server + " within " + shown(patience), failure);
            case HttpTimeoutException _ ->
                refused(
                        server + " has not answered for " + shown(patience) + "; timeout= sets how long to wait",
                        failure);
            case ConnectException _ -> again("cannot connect to " + server + because(cause), failure);
            case SSLException _ -> refused("no TLS connection to " + server + because(cause), failure);
            case IOException _ -> again("the connection to " + server + " broke" + because(cause), failure);
            case null, default -> new IOException("a request to " + server + " failed: " + failure, failure);
        };
    }

    static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static String because(Throwable cause) {
        return cause.getMessage() == null ? "" : ": " + cause.getMessage();
    }

    private static WebException refused(String sentence, Throwable cause) {
        WebException refusal = new WebException(Remedy.NONE, sentence);
        refusal.initCause(cause);
        return refusal;
    }

    private static WebException again(String sentence, Throwable cause) {
        WebException refusal = new WebException(Remedy.LATER, sentence);
        refusal.initCause(cause);
        return refusal;
    }
}
