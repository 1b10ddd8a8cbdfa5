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

/** What is at the path where a server wants its socket. */
public enum SocketFile {
    /** Nothing. */
    ABSENT,
    /** The socket of a server that was killed: connecting to it is refused. */
    ABANDONED,
    /** The socket of a running server. */
    IN_USE,
    /** Something else, which must not be touched. */
    FOREIGN;

    /**
     * Inspects a path.
     *
     * @param path the path
     * @return what is there
     * @throws IOException if the path cannot be inspected
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
            // A blocking probe would wait for ever at a socket whose queue is full.
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return IN_USE;
        } catch (ConnectException e) {
            return ABANDONED;
        }
    }
}
