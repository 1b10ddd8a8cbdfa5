// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Whether a server offers or requires TLS. The computations of TLS handshakes run on threads of their own, since an
 * event loop has other connections to serve.
 */
public final class Tls implements AutoCloseable {
    private final Optional<Offer> offer;

    private record Offer(TlsCredentials credentials, boolean required, ExecutorService work) {}

    private Tls(Optional<Offer> offer) {
        this.offer = offer;
    }

    /**
     * Offers no TLS.
     *
     * @return no TLS
     */
    public static Tls off() {
        return new Tls(Optional.empty());
    }

    /**
     * Offers TLS.
     *
     * @param credentials how the server authenticates itself
     * @param required whether clients without TLS are refused
     * @return TLS
     */
    public static Tls with(TlsCredentials credentials, boolean required) {
        return new Tls(Optional.of(new Offer(credentials, required, TlsThreads.pool())));
    }

    /**
     * Whether a client may ask for TLS.
     *
     * @return false if there are no credentials
     */
    public boolean offered() {
        return offer.isPresent();
    }

    /**
     * Whether a client has to ask for TLS before anything else.
     *
     * @return true if nothing is served without TLS
     */
    public boolean required() {
        return offer.isPresent() && offer.get().required();
    }

    /**
     * Prepares TLS for a client, with the present files of certificates or keys. Called on a thread that may wait.
     *
     * @return the layer to insert into the connection's pipeline
     * @throws IllegalStateException if TLS is not offered
     */
    public TlsLayer layer() {
        Offer ours = offer.orElseThrow(() -> new IllegalStateException("TLS is not offered"));
        return ours.credentials().layer(ours.work());
    }

    /** Ends the threads; called when the connections have gone. */
    @Override
    public void close() {
        if (offer.isPresent()) {
            offer.get().work().shutdown();
        }
    }
}
