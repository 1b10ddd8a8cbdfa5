// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import dev.platter.engine.files.OwnerOnly;
import dev.platter.server.listeners.SocketFile;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.Set;

/**
 * A Unix socket that only its owner can connect to, and that one server at a time has.
 *
 * <p>The system makes a socket with whatever permissions the umask leaves, and a JVM cannot change the umask for one thread. So
 * it is bound in a new folder of mode 0700, gets its mode of 0600 there, and is renamed to where clients look for it: a
 * connection goes to the inode, whatever its name was. At no moment can another user connect.
 *
 * <p>The rename replaces the socket of a server that was killed. A lock on a file beside the socket shows whether its server
 * still runs: the system drops the lock with the process, and two servers cannot get it at once. Programs that keep no such
 * lock are found by connecting to the socket. The lock's file stays: removing it could remove another server's.
 */
final class ControlSocket implements Closeable {
    private final Path path;
    private final FileChannel lock;
    private final ServerSocketChannel server;
    private final Object inode;
    private final UserPrincipal owner;

    private ControlSocket(Path path, FileChannel lock, ServerSocketChannel server) throws IOException {
        this.path = path;
        this.lock = lock;
        this.server = server;
        this.inode = inode(path);
        this.owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     *
     * Creates the socket.
     *
     * @throws IOException if that fails, or another server has it; the message says what to do
     */
    static ControlSocket open(Path socket) throws IOException {
        Path path = socket.toAbsolutePath();
        Files.createDirectories(path.getParent());
        FileChannel lock = lock(path);
        try {
            refuseIfTaken(path);
            return new ControlSocket(path, lock, bind(path));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolveSibling(path.getFileName() + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                OwnerOnly.file(path));
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw taken(path);
        }
        channel.close();
        throw taken(path);
    }

    private static IOException taken(Path path) {
        return new IOException("another server has the control socket " + path
                + ": stop that server, or set another path as 'control' in [server]");
    }

    private static void refuseIfTaken(Path path) throws IOException {
        switch (SocketFile.at(path)) {
            case IN_USE -> throw taken(path);
            case FOREIGN ->
                throw new IOException("the control socket cannot be made: " + path
                        + " exists and is not a socket; remove it, or set another path as 'control' in [server]");
            case ABSENT, ABANDONED -> {}
        }
    }

    private static ServerSocketChannel bind(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        // Only the owner may enter: temporary folders are created with mode 0700.
        Path folder = Files.createTempDirectory(path.getParent(), ".");
        Path socket = folder.resolve("s");
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            OwnerOnly.close(socket);
            Files.move(socket, path, StandardCopyOption.ATOMIC_MOVE);
            // The final path may be too long for clients although the temporary one was not.
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(path);
            throw new IOException("the control socket " + path + " cannot be made: " + e.getMessage(), e);
        } finally {
            Files.delete(folder);
        }
    }

    private static Object inode(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Where clients find it. */
    Path path() {
        return path;
    }

    /** The owner of the socket. */
    UserPrincipal owner() {
        return owner;
    }

    /** Waits for a client. */
    SocketChannel accept() throws IOException {
        return server.accept();
    }

    boolean isOpen() {
        return server.isOpen();
    }

    /** Refuses new connections. Removes the socket, unless another file has taken its place. */
    @Override
    public void close() throws IOException {
        try (lock;
                server) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Objects.equals(inode(path), inode)) {
                Files.delete(path);
            }
        }
    }
}
