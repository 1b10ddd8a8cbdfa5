// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Pre-shared keys from a file of GnuTLS. A client is in if it knows a name and its key; one that it does not know and one
 * that it has wrong look the same to it. A file that changes counts from the next handshake on.
 *
 * <p>The JDK has no such thing, so Bouncy Castle does it. Its classes are loaded when the first client comes.
 */
public final class PskCredentials extends TlsCredentials {
    private final Reloading<PskFile> keys;

    private PskCredentials(Reloading<PskFile> keys) {
        this.keys = keys;
    }

    /**
     * Reads keys.
     *
     * @param file a line {@code NAME:KEY} for each client, with the key in hexadecimal
     * @param logger is told if the file has changed and cannot be used
     * @return the credentials
     * @throws TlsException if the file is missing or wrong
     */
    public static PskCredentials load(Path file, System.Logger logger) throws TlsException {
        return new PskCredentials(new Reloading<>(List.of(file), () -> PskFile.read(file), logger));
    }

    @Override
    TlsLayer layer(Executor work) {
        PskServer server = new PskServer(keys.get());
        return new TlsLayer(PskHandler.of(server, work), server::session);
    }
}
