// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import dev.platter.host.JarContent;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Attributes of everything that the content of a jar is read from.
 *
 * @param jar those of the jar itself
 * @param libraries those of each library beside it, by path
 */
record JarStamp(FileStamp jar, Map<Path, FileStamp> libraries) {
    /** The stamp of a jar whose attributes cannot be read. */
    static final JarStamp UNKNOWN = new JarStamp(FileStamp.UNKNOWN, Map.of());

    static JarStamp of(Path jar) throws IOException {
        FileStamp stamp = FileStamp.of(jar);
        Path folder = JarContent.libraryFolder(jar);
        return new JarStamp(stamp, Files.isDirectory(folder) ? stamps(folder) : Map.of());
    }

    private static Map<Path, FileStamp> stamps(Path folder) throws IOException {
        Map<Path, FileStamp> stamps = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path file : files) {
                stamps.put(file, FileStamp.of(file));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return stamps;
    }
}
