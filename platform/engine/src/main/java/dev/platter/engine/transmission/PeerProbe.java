// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Asks the system whether there is still somebody at the other end of a socket that is not read at the moment. An end of
 * what the client sends would not be seen behind bytes that nobody reads; writing nothing fails when the peer has gone.
 */
final class PeerProbe {
    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private PeerProbe() {}

    /** Whether the peer is known to have gone. Where the system cannot be asked: no. */
    static boolean hasGone(Channel channel) {
        if (!(channel instanceof UnixChannel unix) || !channel.isActive()) {
            return false;
        }
        try {
            unix.fd().write(NOTHING, 0, 0);
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
