// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A sentence for a request that was not answered: what Java throws then often has no message. */
public final class ConnectionException extends DiskException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private ConnectionException(String message, boolean passing, Throwable cause) {
        super(NbdError.EIO, message, cause);
        this.passing = passing;
    }

    /**
     * Explains a failure.
     *
     * @param uri what was asked for
     * @param failure what a {@link Transport} failed with
     * @param patience how long it was waited for
     * @return the same in a sentence
     */
    public static ConnectionException of(URI uri, Throwable failure, Duration patience) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String server = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException || at instanceof UnknownHostException) {
                return lasting("there is no host " + uri.getHost() + ", or no name server answers", failure);
            }
            if (at instanceof CertificateException) {
                return lasting(String.valueOf(at.getMessage()), failure);
            }
        }
        return switch (cause) {
            case HttpConnectTimeoutException _ ->
                lasting("no connection to " + server + " within " + shown(patience), failure);
            case HttpTimeoutException _ ->
                lasting(
                        server + " has not answered for " + shown(patience) + "; timeout= sets how long to wait",
                        failure);
            case ConnectException _ -> passing("cannot connect to " + server + because(cause), failure);
            case SSLException _ -> lasting("no TLS connection to " + server + because(cause), failure);
            case IOException _ -> passing("the connection to " + server + " broke" + because(cause), failure);
            default -> lasting("a request to " + server + " failed: " + failure, failure);
        };
    }

    private static ConnectionException lasting(String message, Throwable cause) {
        return new ConnectionException(message, false, cause);
    }

    private static ConnectionException passing(String message, Throwable cause) {
        return new ConnectionException(message, true, cause);
    }

    private static String because(Throwable cause) {
        @Nullable String message = cause.getMessage();
        return message == null ? "" : ": " + message;
    }

    private static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /**
     * Whether the same request may be answered a little later.
     *
     * @return whether to ask again
     */
    public boolean passing() {
        return passing;
    }
}
