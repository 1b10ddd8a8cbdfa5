// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.listeners;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import dev.platter.host.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A listening socket that systemd has opened (sd_listen_fds(3)).
 *
 * @param descriptor its number
 * @param unix whether it is a Unix socket
 */
public record InheritedSocket(int descriptor, boolean unix) {
    private static final int FIRST = 3;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = 0x800;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ACCEPTCONN = 30;

    /**
     * The sockets handed over to this process.
     *
     * @param environment the variables of this process
     * @return none if the variables are missing, or name another process: they were inherited with the environment then
     * @throws RefusedException if the variables make no sense, or a descriptor is not a socket that listens
     */
    public static List<InheritedSocket> of(Map<String, String> environment) throws RefusedException {
        if (!environment.containsKey("LISTEN_PID") || !environment.containsKey("LISTEN_FDS")) {
            return List.of();
        }
        long pid = number("LISTEN_PID", "the number of a process", environment);
        if (pid != ProcessHandle.current().pid()) {
            return List.of();
        }
        long count = number("LISTEN_FDS", "a number of descriptors, at least 1", environment);
        List<InheritedSocket> sockets = new ArrayList<>();
        for (int descriptor = FIRST; descriptor < FIRST + count; descriptor++) {
            sockets.add(at(descriptor));
        }
        return sockets;
    }

    private static long number(String variable, String meaning, Map<String, String> environment)
            throws RefusedException {
        String text = environment.getOrDefault(variable, "");
        try {
            long number = Long.parseLong(text);
            if (number > 0 && number <= Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new RefusedException(variable + " is '" + text + "' but must be " + meaning, e);
        }
        throw new RefusedException(variable + " is '" + text + "' but must be " + meaning);
    }

    private static InheritedSocket at(int descriptor) throws RefusedException {
        try {
            if (!listens(descriptor)) {
                throw new RefusedException(
                        "descriptor " + descriptor + " was handed over by LISTEN_FDS and is not a socket"
                                + " that listens: let systemd listen, with Accept=no");
            }
            InheritedSocket socket = new InheritedSocket(descriptor, isUnix(descriptor));
            unblock(descriptor);
            return socket;
        } catch (IOException e) {
            throw new RefusedException("a socket that was handed over cannot be examined: " + e, e);
        }
    }

    private static boolean listens(int descriptor) {
        try (Memory value = new Memory(Integer.BYTES);
                Memory length = new Memory(Integer.BYTES)) {
            length.setInt(0, Integer.BYTES);
            Function getsockopt = Function.getFunction("c", "getsockopt");
            int result = getsockopt.invokeInt(new Object[] {descriptor, SOL_SOCKET, SO_ACCEPTCONN, value, length});
            return result == 0 && value.getInt(0) != 0;
        }
    }

    /**
     * systemd hands over sockets in blocking mode. In that mode, a client that goes before it is accepted would block the event
     * loop until the next one comes, and all of the loop's clients with it.
     */
    private static void unblock(int descriptor) {
        Function fcntl = Function.getFunction("c", "fcntl");
        int flags = fcntl.invokeInt(new Object[] {descriptor, F_GETFL, 0});
        fcntl.invokeInt(new Object[] {descriptor, F_SETFL, flags | O_NONBLOCK});
    }

    /** Whether a socket is a Unix socket. The kernel lists those by inode (proc_net_unix(5)). */
    private static boolean isUnix(int descriptor) throws IOException {
        String target =
                Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
        String inode = target.replaceAll("[^0-9]", "");
        try (var lines = Files.lines(Path.of("/proc/net/unix"))) {
            return lines.anyMatch(line -> line.contains(" " + inode + " ") || line.endsWith(" " + inode));
        }
    }
}
