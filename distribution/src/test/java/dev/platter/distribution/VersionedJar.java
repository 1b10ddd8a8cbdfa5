// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Manifest;

/** Copies our own bundles under another version. */
final class VersionedJar {
    private VersionedJar() {}

    /** Makes a copy with another version, and moves it atomically to the target, which it replaces. */
    static void copy(Path jar, String version, Path target) throws IOException {
        Path hidden = target.resolveSibling("." + target.getFileName());
        Files.copy(jar, hidden);
        try (FileSystem inside = FileSystems.newFileSystem(hidden)) {
            Path file = inside.getPath("META-INF", "MANIFEST.MF");
            Manifest manifest = new Manifest();
            try (InputStream in = Files.newInputStream(file)) {
                manifest.read(in);
            }
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (OutputStream out = Files.newOutputStream(file)) {
                manifest.write(out);
            }
        }
        Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
