// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.credentials.CredentialException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Pre-shared keys from a GnuTLS file. A client is admitted if it knows a name and the key for it; an unknown name and a
 * wrong key look the same to the client. A changed file takes effect at the next handshake.
 *
 * <p>The JDK does not support this, so Bouncy Castle does it. Its classes are loaded when the first client comes.
 */
public final class PskCredentials extends TlsCredentials {
    private final Reloading<PskFile> keys;

    private PskCredentials(Reloading<PskFile> keys) {
        this.keys = keys;
    }

    /**
     * Loads keys.
     *
     * @param file contains a line {@code NAME:KEY} for each client, with the key in hexadecimal
     * @param logger logs when the changed file cannot be used
     * @return the credentials
     * @throws CredentialException if the file is missing or wrong
     */
    public static PskCredentials load(Path file, System.Logger logger) throws CredentialException {
        return new PskCredentials(new Reloading<>(List.of(file), () -> PskFile.read(file), logger));
    }

    @Override
    TlsLayer layer(Executor work) {
        PskServer server = new PskServer(keys.get());
        return new TlsLayer(PskHandler.of(server, work), server::session);
    }
}
