// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.pause;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes commands of one byte, from one program at a time: {@code p} pauses, and {@code r} resumes. */
final class ControlSocket implements AutoCloseable {
    private final Path path;
    private final ServerSocketChannel listening;
    private final @Nullable Object identity;
    private volatile @Nullable SocketChannel connected;

    private ControlSocket(Path path, ServerSocketChannel listening) throws IOException {
        this.path = path;
        this.listening = listening;
        identity = identity(path);
    }

    /** Listens, in place of a socket that another server has left behind. */
    static ControlSocket listen(Path path) throws IOException {
        if (isOther(path)) {
            Files.delete(path);
        }
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
            return new ControlSocket(path, channel);
        } catch (IOException e) {
            channel.close();
            throw new IOException("pause-control: cannot listen on " + path + ": " + e.getMessage(), e);
        }
    }

    private static boolean isOther(Path path) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther();
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Carries out commands until this is closed. */
    void serve(Gate gate, Logger logger) {
        while (listening.isOpen()) {
            try (SocketChannel program = listening.accept()) {
                connected = program;
                serve(program, gate);
            } catch (ClosedChannelException e) {
                logger.log(Level.DEBUG, "a connection of the control socket was closed");
            } catch (IOException e) {
                logger.log(Level.DEBUG, "a connection of the control socket broke: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void serve(SocketChannel program, Gate gate) throws IOException, InterruptedException {
        ByteBuffer one = ByteBuffer.allocate(1);
        while (program.read(one.clear()) > 0) {
            char command = (char) one.get(0);
            if (!Character.isWhitespace(command)) {
                program.write(one.put(0, (byte) answer(command, gate)).rewind());
            }
        }
    }

    private static char answer(char command, Gate gate) throws InterruptedException {
        switch (command) {
            case 'p' -> gate.close();
            case 'r' -> gate.open();
            default -> {
                return 'X';
            }
        }
        return Character.toUpperCase(command);
    }

    /** Another server may have taken the place of the socket's file meanwhile. */
    @Override
    public void close() throws IOException {
        listening.close();
        SocketChannel program = connected;
        if (program != null) {
            program.close();
        }
        if (isOther(path) && Objects.equals(identity(path), identity)) {
            Files.delete(path);
        }
    }
}
