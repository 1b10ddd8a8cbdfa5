// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.library;

import dev.platter.libc.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the socket that the library has opened, which it does not tell: it was not there before.
 *
 * @param device the socket's file, as the library was told
 * @param peers the descriptors of this process that are connected to a file, and the path with which that was bound. It
 *     may be another path than that of the device: relative to the folder of the other process, or without a symbolic link
 */
record ConnectedSockets(Path device, Map<Integer, Path> peers) {
    static ConnectedSockets now(Path device) {
        Map<Integer, Path> peers = new HashMap<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            all.map(link -> Integer.valueOf(link.getFileName().toString()))
                    .forEach(descriptor -> UnixSocket.peer(descriptor).ifPresent(path -> peers.put(descriptor, path)));
        } catch (IOException e) {
            return new ConnectedSockets(device, Map.of()); // then the end of the device is not noticed
        }
        return new ConnectedSockets(device, peers);
    }

    /** The one that has come since. If several have, as other devices were connected meanwhile, the file decides. */
    Optional<Integer> added() {
        Map<Integer, Path> now = now(device).peers();
        Set<Integer> added = new HashSet<>(now.keySet());
        added.removeAll(peers.keySet());
        return added.size() == 1
                ? added.stream().findFirst()
                : added.stream()
                        .filter(descriptor -> isDevice(now.get(descriptor)))
                        .findFirst();
    }

    private boolean isDevice(Path bound) {
        try {
            return Files.isSameFile(bound, device);
        } catch (IOException e) {
            return false;
        }
    }
}
