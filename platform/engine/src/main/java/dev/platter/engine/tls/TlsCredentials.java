// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.util.concurrent.Executor;

/** How a server authenticates itself and its clients. */
public abstract sealed class TlsCredentials permits CertificateCredentials, PskCredentials {
    TlsCredentials() {}

    /**
     * Prepares for one client. May read files, so it must not run on an event loop.
     *
     * @param work runs the computations of the TLS handshake
     */
    abstract TlsLayer layer(Executor work);
}
