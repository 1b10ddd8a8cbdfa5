// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Reads the certificates that count when the first connection needs them: the system's are more than a hundred. */
public final class LazyEncryption implements Dialer.Tls {
    private final Encryption encryption;
    private @Nullable SSLContext context;

    /**
     * Reads nothing yet.
     *
     * @param encryption what to read then
     */
    public LazyEncryption(Encryption encryption) {
        this.encryption = encryption;
    }

    @Override
    public synchronized SSLContext context() throws IOException {
        if (context == null) {
            context = encryption.context();
        }
        return context;
    }

    @Override
    public SSLParameters parameters() throws IOException {
        return encryption.parameters(context());
    }
}
