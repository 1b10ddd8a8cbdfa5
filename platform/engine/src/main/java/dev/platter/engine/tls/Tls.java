// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Whether a server offers TLS or insists on it. The computations of TLS handshakes run on threads of its own: an event loop
 * has others to serve.
 */
public final class Tls implements AutoCloseable {
    private final Optional<Offer> offer;

    private record Offer(TlsCredentials credentials, boolean required, ExecutorService work) {}

    private Tls(Optional<Offer> offer) {
        this.offer = offer;
    }

    /**
     * Does without.
     *
     * @return no TLS
     */
    public static Tls off() {
        return new Tls(Optional.empty());
    }

    /**
     * Offers TLS.
     *
     * @param credentials what the server proves itself with
     * @param required whether a client that does not want it gets nothing
     * @return TLS
     */
    public static Tls with(TlsCredentials credentials, boolean required) {
        return new Tls(Optional.of(new Offer(credentials, required, TlsThreads.pool())));
    }

    /**
     * Whether a client may ask for it.
     *
     * @return false if there are no credentials
     */
    public boolean offered() {
        return offer.isPresent();
    }

    /**
     * Whether a client has to ask for it before anything else.
     *
     * @return true if nothing is served without
     */
    public boolean required() {
        return offer.isPresent() && offer.get().required();
    }

    /**
     * Prepares for a client, with whatever has become of the files of certificates or keys. On a thread that may wait.
     *
     * @return what to put into the connection's pipeline
     * @throws IllegalStateException if TLS is not offered
     */
    public TlsLayer layer() {
        Offer ours = offer.orElseThrow(() -> new IllegalStateException("TLS is not offered"));
        return ours.credentials().layer(ours.work());
    }

    /** Ends the threads, when the connections have gone. */
    @Override
    public void close() {
        if (offer.isPresent()) {
            offer.get().work().shutdown();
        }
    }
}
