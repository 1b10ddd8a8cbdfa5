// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Asks the system whether the peer of a socket that is not read at the moment is still there. The end of what the client
 * sends stays unseen behind bytes that are not read; but a write of no bytes fails when the peer has gone.
 */
final class PeerProbe {
    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private PeerProbe() {}

    /** Whether the peer is known to have gone; false where the system cannot be asked. */
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
