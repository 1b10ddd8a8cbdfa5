// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The archives that the build has made, unpacked as a user unpacks them. */
final class Tarball {
    private final Path home;

    private Tarball(Path home) {
        this.home = home;
    }

    /** Both, one over the other. */
    static Tarball unpack(Path into) throws IOException {
        Tarball both = unpackWithoutExtra(into);
        unpack(Path.of("target", "extra"), "platter-extra-.*\\.tar\\.gz", into);
        return both;
    }

    /** The archive platter alone. */
    static Tarball unpackWithoutExtra(Path into) throws IOException {
        unpack(Path.of("target"), "platter-[0-9].*\\.tar\\.gz", into);
        try (Stream<Path> folders = Files.list(into)) {
            return new Tarball(folders.filter(Files::isDirectory).findFirst().orElseThrow());
        }
    }

    private static void unpack(Path folder, String name, Path into) throws IOException {
        Path archive;
        try (Stream<Path> files = Files.list(folder)) {
            archive = files.filter(file -> file.getFileName().toString().matches(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the build has made no archive " + name));
        }
        Peer.require("tar")
                .run("-xzf", archive.toString(), "-C", into.toString())
                .success();
    }

    /** A copy with the same files, of which a test may remove and replace some, but not change them where they are. */
    Tarball copy(Path into) throws IOException {
        Path root = into.resolve(home.getFileName());
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                Path place = root.resolve(home.relativize(file).toString());
                if (Files.isSymbolicLink(file)) {
                    Files.createSymbolicLink(place, Files.readSymbolicLink(file));
                } else if (Files.isDirectory(file)) {
                    Files.createDirectories(place);
                } else {
                    Files.createLink(place, file);
                }
            }
        }
        return new Tarball(root);
    }

    /** The folder that the archive was unpacked to. */
    Path home() {
        return home;
    }

    /** The launcher of a command. */
    Path command(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** The folder in which plugins and filters are found by name. */
    Path bundles() {
        return home.resolve("bundles");
    }
}
