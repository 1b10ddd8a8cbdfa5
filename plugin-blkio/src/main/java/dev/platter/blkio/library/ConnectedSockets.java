// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.library;

import dev.platter.libc.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the socket that the library has opened, which it does not tell: it was not there before.
 *
 * @param path the socket's file
 * @param descriptors those of this process that are connected to it
 */
record ConnectedSockets(Path path, Set<Integer> descriptors) {
    static ConnectedSockets now(Path path) {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            Set<Integer> connected = all.map(
                            link -> Integer.valueOf(link.getFileName().toString()))
                    .filter(descriptor -> UnixSocket.peer(descriptor).equals(Optional.of(path)))
                    .collect(Collectors.toSet());
            return new ConnectedSockets(path, connected);
        } catch (IOException e) {
            return new ConnectedSockets(path, Set.of()); // then the end of the device is not noticed
        }
    }

    /** One that has come since. */
    Optional<Integer> added() {
        return now(path).descriptors().stream()
                .filter(descriptor -> !descriptors.contains(descriptor))
                .findFirst();
    }
}
