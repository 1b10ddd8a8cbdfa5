// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.util.concurrent.Executor;

/** What a server proves itself with, and what it knows its clients by. */
public abstract sealed class TlsCredentials permits CertificateCredentials, PskCredentials {
    TlsCredentials() {}

    /**
     * Prepares for one client. May read files, so not on an event loop.
     *
     * @param work where the computations of the TLS handshake run
     */
    abstract TlsLayer layer(Executor work);
}
