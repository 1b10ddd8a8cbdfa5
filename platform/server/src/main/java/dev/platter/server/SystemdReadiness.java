// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Tells systemd which phase the server is in (sd_notify(3)): a datagram to the Unix socket that systemd names. Java has no Unix
 * datagrams, so this makes three calls to the C library.
 */
public final class SystemdReadiness implements Readiness {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int LONGEST_PATH = 108;
    private static final long NANOS_PER_MICRO = 1000;

    private final byte[] path;
    private final System.Logger log;

    private SystemdReadiness(byte[] path, System.Logger log) {
        this.path = path;
        this.log = log;
    }

    /** Tells systemd, if the environment names a socket for that. */
    public static Readiness of(Map<String, String> environment, System.Logger log) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        byte[] path = socket.getBytes(StandardCharsets.UTF_8);
        if (path.length == 0) {
            return Readiness.untold();
        }
        if (path.length >= LONGEST_PATH || (path[0] != '/' && path[0] != '@')) {
            log.log(
                    System.Logger.Level.WARNING,
                    "systemd is not told when the server is ready: NOTIFY_SOCKET is '" + socket
                            + "', but must be a path or @name of less than " + LONGEST_PATH + " bytes");
            return Readiness.untold();
        }
        if (path[0] == '@') {
            // An abstract name begins with a zero byte.
            path[0] = 0;
        }
        return new SystemdReadiness(path, log);
    }

    @Override
    public void ready(String status) {
        tell("READY=1\nSTATUS=" + status);
    }

    @Override
    public void reloading() {
        tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / NANOS_PER_MICRO);
    }

    @Override
    public void stopping() {
        tell("STOPPING=1");
    }

    private void tell(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        int socket = call("socket", AF_UNIX, SOCK_DGRAM, 0);
        if (socket < 0) {
            log.log(System.Logger.Level.WARNING, "systemd cannot be notified: " + message);
            return;
        }
        try (Memory address = new Memory(Short.BYTES + path.length);
                Memory data = new Memory(bytes.length)) {
            address.setShort(0, (short) AF_UNIX);
            address.write(Short.BYTES, path, 0, path.length);
            data.write(0, bytes, 0, bytes.length);
            int sent = call("sendto", socket, data, (long) bytes.length, 0, address, (int) address.size());
            if (sent < 0) {
                log.log(System.Logger.Level.WARNING, "systemd does not listen: " + message);
            }
        } finally {
            call("close", socket);
        }
    }

    private static int call(String function, Object... arguments) {
        return Function.getFunction("c", function).invokeInt(arguments);
    }
}
