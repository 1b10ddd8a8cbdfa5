// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A transport over a socket whose descriptor is known, so that an event loop can watch it: {@link NbdDisk#over(Handshake, String,
 * java.util.Optional)} then needs no thread. The sockets of the JDK do not tell their descriptors, so this is implemented by whoever has
 * made the socket.
 *
 * <p>The methods of {@link Transport} wait, as they always do; those of this interface do not. One thread may read while another writes.
 *
 * @since 0.1
 */
public interface PolledTransport extends Transport {
    /**
     * The socket, for {@link dev.platter.api.Poller#watch}.
     *
     * @return its descriptor, the same until {@link #close}
     */
    int descriptor();

    /**
     * Takes what has come.
     *
     * @param into takes at least one byte, and as many as have come, from its position on; it has room for one or more
     * @return how many bytes came, 0 if there are none now, or -1 if the other side has finished
     * @throws IOException if the connection broke
     */
    int readNow(ByteBuffer into) throws IOException;

    /**
     * Sends as much as the socket takes.
     *
     * @param from what is sent, from position to limit; positions move by what was sent
     * @return how many bytes were sent, 0 if the socket takes none now
     * @throws IOException if the connection broke
     */
    long writeNow(ByteBuffer... from) throws IOException;
}
