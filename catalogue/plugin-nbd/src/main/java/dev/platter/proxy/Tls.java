// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.client.ClientTls;
import dev.platter.client.ErrorReplyException;
import dev.platter.client.Handshake;
import dev.platter.client.NbdUri;
import java.io.IOException;

/**
 * How connections are encrypted.
 *
 * @param mode whether they are
 * @param settings a URI whose parameters say by which keys, see {@link ClientTls#of}
 */
record Tls(TlsMode mode, NbdUri settings) {
    /** Encrypts a connection, if it is to be and the server can, or fails. */
    void start(Handshake handshake) throws IOException {
        if (mode == TlsMode.OFF || (mode == TlsMode.ON && !handshake.isFixedNewstyle())) {
            return;
        }
        if (!handshake.isFixedNewstyle()) {
            throw new IOException("the server's handshake is too old for TLS, which tls=require asks for");
        }
        ClientTls keys = ClientTls.of(settings);
        try {
            handshake.startTls(keys);
        } catch (ErrorReplyException e) {
            if (mode == TlsMode.REQUIRE) {
                throw new IOException("the server has no TLS, which tls=require asks for: " + e.getMessage(), e);
            }
        }
    }
}
