// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.listeners;

import com.sun.jna.Function;
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

    /** The sockets handed over to this process; none if the variables name another process. */
    public static List<InheritedSocket> of(Map<String, String> environment) throws RefusedException {
        String pid = environment.getOrDefault("LISTEN_PID", "");
        String count = environment.getOrDefault("LISTEN_FDS", "");
        List<InheritedSocket> sockets = new ArrayList<>();
        if (count.isEmpty() || !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
            return sockets;
        }
        try {
            for (int i = 0; i < Integer.parseInt(count); i++) {
                sockets.add(new InheritedSocket(FIRST + i, isUnix(FIRST + i)));
                unblock(FIRST + i);
            }
        } catch (NumberFormatException e) {
            throw new RefusedException("LISTEN_FDS is '" + count + "' but must be a number of descriptors", e);
        } catch (IOException e) {
            throw new RefusedException("a socket that was handed over cannot be examined: " + e, e);
        }
        return sockets;
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
