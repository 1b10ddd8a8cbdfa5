// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/**
 * A jar whose bytes were read once. So the bytes that were checked are the bytes that are installed, even if the file changes
 * meanwhile. A plain jar, without our headers, is converted to a bundle; so are the libraries in the folder beside it, which has
 * its name and the ending {@code .libs}. Immutable.
 *
 * @since 0.1
 */
public final class JarContent {
    private final Path jar;
    private final byte[] original;
    private final byte[] bundle;
    private final Libraries libraries;
    private final BundleManifest manifest;

    private JarContent(Path jar, byte[] original, byte[] bundle, Libraries libraries, BundleManifest manifest) {
        this.jar = jar;
        this.original = original;
        this.bundle = bundle;
        this.libraries = libraries;
        this.manifest = manifest;
    }

    /**
     * Reads a jar of a usual size: {@link JarLimits#DEFAULT}.
     *
     * @param jar the path of the jar
     * @return its content
     * @throws RefusedException if the jar is missing, unreadable, damaged or too large
     */
    public static JarContent read(Path jar) throws RefusedException {
        return read(jar, JarLimits.DEFAULT);
    }

    /**
     * Reads a jar.
     *
     * @param jar the path of the jar
     * @param limits how large it may be
     * @return its content
     * @throws RefusedException if the jar is missing, unreadable, damaged or too large
     */
    public static JarContent read(Path jar, JarLimits limits) throws RefusedException {
        try {
            byte[] bytes = limits.file(jar);
            BundleManifest declared = BundleManifest.read(jar, bytes, limits);
            Libraries libraries = Libraries.beside(jar, limits);
            if (!declared.entries().isEmpty()) {
                refuseLibraries(jar, libraries);
                return new JarContent(jar, bytes, bytes, Libraries.NONE, declared);
            }
            PlainJar plain = PlainJar.read(jar, new ByteArrayInputStream(bytes), libraries, limits);
            for (BundleEntry entry : plain.entries()) {
                entry.requireName();
            }
            return new JarContent(
                    jar,
                    bytes,
                    plain.entries().isEmpty() ? bytes : plain.asBundle(),
                    libraries,
                    new BundleManifest(plain.entries(), Optional.empty()));
        } catch (NoSuchFileException e) {
            throw new RefusedException("there is no file " + jar.toAbsolutePath() + ": correct the path", e);
        } catch (JarTooLargeException e) {
            throw new RefusedException(jar + " is too large: " + e.getMessage(), e);
        } catch (ZipException e) {
            throw new RefusedException(
                    jar + " is damaged, or not a jar (" + e.getMessage() + "): build or download it again", e);
        } catch (IOException e) {
            throw new RefusedException(jar + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void refuseLibraries(Path jar, Libraries libraries) throws RefusedException {
        if (!libraries.isEmpty()) {
            throw new RefusedException(jar + " is an OSGi bundle, whose headers say where its libraries are, and "
                    + Libraries.folder(jar) + " holds " + libraries.jars().size()
                    + ": embed them in the bundle, or take them away");
        }
    }

    /**
     * The folder in which the libraries of a plain jar lie.
     *
     * @param jar the path of the jar
     * @return the path of the folder, which need not exist
     */
    public static Path libraryFolder(Path jar) {
        return Libraries.folder(jar);
    }

    /**
     * Whether it uses libraries that lie beside it.
     *
     * @return true if the folder with its name and the ending {@code .libs} holds jars
     */
    public boolean hasLibraries() {
        return !libraries.isEmpty();
    }

    /**
     * The path of the jar.
     *
     * @return the path that it was read from
     */
    public Path jar() {
        return jar;
    }

    /**
     * The plugins and filters in the jar.
     *
     * @return the entries; may be empty
     */
    public List<BundleEntry> entries() {
        return manifest.entries();
    }

    /**
     * The plugins and filters in the jar, for people.
     *
     * @return for example {@code plugin 'memory' 1.2.0}; several are separated by commas
     */
    public String titles() {
        return entries().stream()
                .map(entry -> entry.kind() + " '" + entry.name() + "' " + entry.version())
                .collect(Collectors.joining(", "));
    }

    /**
     * The original file, with its signatures.
     *
     * @return a stream of all bytes
     */
    public InputStream original() {
        return new ByteArrayInputStream(original);
    }

    /**
     * Identifies the content.
     *
     * @return the SHA-256 of the file, in hexadecimal; with libraries beside it, that of the file and of the libraries
     */
    public String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(original);
            libraries.jars().values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The packages of the JDK that the bundle imports; a plain jar looks for them at run time. */
    JdkPackages jdk() {
        return manifest.jdk();
    }

    /** The bundle to install. */
    InputStream open() {
        return new ByteArrayInputStream(bundle);
    }
}
