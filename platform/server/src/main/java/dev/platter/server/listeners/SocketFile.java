// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.listeners;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What lies where a server wants to have its socket. */
public enum SocketFile {
    /** Nothing. */
    ABSENT,
    /** The socket of a server that was killed: connecting to it is refused. */
    ABANDONED,
    /** The socket of somebody who listens. */
    IN_USE,
    /** Something else, which nobody may touch. */
    FOREIGN;

    /**
     * Looks.
     *
     * @param path where to
     * @return what is there
     * @throws IOException if it cannot be seen
     */
    public static SocketFile at(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return ABSENT;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            return FOREIGN;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // One whose queue is full would let a blocking probe wait for ever.
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return IN_USE;
        } catch (ConnectException e) {
            return ABANDONED;
        }
    }
}
