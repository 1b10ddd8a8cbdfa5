// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/** A foreign server that says on its standard output or error when it listens. What it says later is read, and forgotten. */
public final class AnnouncedServer implements AutoCloseable {
    private final Process process;

    private AnnouncedServer(Process process) {
        this.process = process;
    }

    /**
     * Starts a server, and waits until it listens.
     *
     * @param program the server
     * @param announcement part of the line by which it tells that it listens
     * @param arguments its arguments, with which it must stay in the foreground
     * @return the server, which the caller ends
     * @throws IOException if it cannot be started, or ends first; the message has what it said
     */
    public static AnnouncedServer start(Peer program, String announcement, String... arguments) throws IOException {
        Process process = program.startWithOneOutput(arguments);
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            all.append(line).append('\n');
            if (line.contains(announcement)) {
                Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
                return new AnnouncedServer(process);
            }
        }
        process.destroy();
        throw new IOException("the server has ended before it said '" + announcement + "':\n" + all);
    }

    /**
     * A port of this machine's own address that nothing listens on.
     *
     * @return the port; something else may take it before a server does
     */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server and what it has started at once, as a power cut does. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** Ends the server, and waits until it has. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
