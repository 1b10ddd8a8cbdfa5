// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/**
 * How large a jar may be. A jar of one megabyte can unpack to gigabytes, and a sparse file can say that it has terabytes: what
 * is read from it is checked before and while it is read. Immutable.
 *
 * @param jar the most bytes of a jar, and of all that is unpacked from one that is converted to a bundle
 * @param entry the most bytes that one file in a jar may unpack to
 * @param manifest the most bytes that the manifest may unpack to
 * @since 0.1
 */
public record JarLimits(long jar, long entry, long manifest) {
    /** 256 MiB for a jar, 64 MiB for a file in it, 1 MiB for its manifest. */
    public static final JarLimits DEFAULT = new JarLimits(256L << 20, 64L << 20, 1L << 20);

    /** Reads a whole file. */
    byte[] file(Path file) throws IOException {
        requireJar(file, Files.size(file));
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, jar + 1));
            requireJar(file, bytes.length);
            return bytes;
        }
    }

    private void requireJar(Path file, long size) throws JarTooLargeException {
        if (size > jar) {
            throw new JarTooLargeException(file + " has " + size + " bytes, and a jar may have at most " + jar
                    + ": make it smaller, or raise 'jar-size' in [limits]");
        }
    }

    /**
     * Unpacks one file of a jar.
     *
     * @param in the file's bytes, which are read to the end
     * @throws JarTooLargeException if they are more than allowed; no more of them are read then
     */
    byte[] unpacked(InputStream in, String name) throws IOException {
        long most = most(name);
        byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, most + 1));
        require(name, bytes.length);
        return bytes;
    }

    /** Refuses a file of a jar by the size that it says it has. */
    void require(String name, long size) throws JarTooLargeException {
        if (size > most(name)) {
            throw new JarTooLargeException("the file " + name + " in it unpacks to more than " + most(name)
                    + " bytes: make it smaller, or raise '"
                    + (isManifest(name) ? "jar-manifest-size" : "jar-entry-size") + "' in [limits]");
        }
    }

    /** Refuses files of a jar which are larger together than a jar may be. */
    void requireAll(long size) throws JarTooLargeException {
        if (size > jar) {
            throw new JarTooLargeException("its files unpack to more than " + jar
                    + " bytes together: make it smaller, or raise 'jar-size' in [limits]");
        }
    }

    private long most(String name) {
        return isManifest(name) ? manifest : entry;
    }

    private static boolean isManifest(String name) {
        return name.equalsIgnoreCase(JarFile.MANIFEST_NAME);
    }
}
