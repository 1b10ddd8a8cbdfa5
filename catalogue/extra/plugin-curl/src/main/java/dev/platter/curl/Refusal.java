// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.curl.WebException.Remedy;
import dev.platter.web.ConnectionException;
import dev.platter.web.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;

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
            default ->
                Transport.isPassing(status)
                        ? new WebException(
                                Remedy.LATER,
                                pause(headers),
                                where + " cannot be read at the moment (status " + status + ")")
                        : new WebException(Remedy.NONE, where + " was answered with status " + status);
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
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof WebException web) {
                return web;
            }
        }
        ConnectionException fault = ConnectionException.of(uri, failure, patience);
        WebException refusal =
                new WebException(fault.passing() ? Remedy.LATER : Remedy.NONE, String.valueOf(fault.getMessage()));
        refusal.initCause(failure);
        return refusal;
    }

    static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
