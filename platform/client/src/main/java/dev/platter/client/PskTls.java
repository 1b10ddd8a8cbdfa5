// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;

/** TLS with a pre-shared key. */
final class PskTls extends ClientTls {
    private final String user;
    private final byte[] key;

    PskTls(String user, byte[] key) {
        this.user = user;
        this.key = key;
    }

    @Override
    Transport secure(Transport plain) throws IOException {
        try {
            return PskTransport.connect(plain, user, key);
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    "TLS with pre-shared keys needs Bouncy Castle, which is not on the class path: add bctls-jdk18on"
                        + " and what it depends on; platter has it if a word of its command line has 'tls-psk' in it",
                    e);
        }
    }
}
