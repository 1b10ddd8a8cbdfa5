// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Asks the system whether the peer of a socket is still there while the socket is not read. The end of the client's
 * input cannot be seen before the unread bytes; but an empty write fails when the peer has gone.
 */
final class PeerProbe {
    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private PeerProbe() {}

    /** Whether the peer is known to have gone; false if the system cannot be asked. */
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
