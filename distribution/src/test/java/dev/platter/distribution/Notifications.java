// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.platter.peers.Peer;
import java.io.BufferedReader;
import java.io.IOException;

/** Receives the messages of sd_notify(3), as systemd does. A Python program listens, since Java has no Unix datagrams. */
final class Notifications implements AutoCloseable {
    private static final String LISTEN = """
        import socket, sys, time
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        listener.bind(sys.argv[1].replace('@', '\\0'))
        print('listening', flush=True)
        while True:
            message = listener.recv(4096).decode()
            print(time.monotonic_ns() // 1000, *message.split('\\n'), sep='\\t', flush=True)
        """;

    private final Process listener;
    private final BufferedReader said;

    /**
     * A received datagram.
     *
     * @param microseconds when it was received, by the system's monotonic clock
     * @param assignments the message's lines, separated by tabs
     */
    record Message(long microseconds, String assignments) {}

    private Notifications(Process listener) {
        this.listener = listener;
        said = listener.inputReader();
    }

    /** Listens on a path, or on an abstract name if it begins with an @. */
    static Notifications at(String socket) throws IOException {
        Notifications notifications = new Notifications(Peer.require("python3").start("-c", LISTEN, socket));
        assertEquals("listening", notifications.said.readLine());
        return notifications;
    }

    /** Waits for the next message. */
    Message next() throws IOException {
        String line = said.readLine();
        assertNotNull(line, "the listener has gone");
        int tab = line.indexOf('\t');
        return new Message(Long.parseLong(line.substring(0, tab)), line.substring(tab + 1));
    }

    @Override
    public void close() {
        listener.destroyForcibly();
    }
}
