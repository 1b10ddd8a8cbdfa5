// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
 * meanwhile. A plain jar, without our headers, is converted to a bundle. Immutable.
 *
 * @since 0.1
 */
public final class JarContent {
    private final Path jar;
    private final byte[] original;
    private final byte[] bundle;
    private final BundleManifest manifest;

    private JarContent(Path jar, byte[] original, byte[] bundle, BundleManifest manifest) {
        this.jar = jar;
        this.original = original;
        this.bundle = bundle;
        this.manifest = manifest;
    }

    /**
     * Reads a jar.
     *
     * @param jar the path of the jar
     * @return its content
     * @throws RefusedException if the jar is missing, unreadable or damaged
     */
    public static JarContent read(Path jar) throws RefusedException {
        try {
            byte[] bytes = Files.readAllBytes(jar);
            BundleManifest declared = BundleManifest.read(jar, bytes);
            if (!declared.entries().isEmpty()) {
                return new JarContent(jar, bytes, bytes, declared);
            }
            PlainJar plain = PlainJar.read(jar, new ByteArrayInputStream(bytes));
            return new JarContent(
                    jar,
                    bytes,
                    plain.entries().isEmpty() ? bytes : plain.asBundle(),
                    new BundleManifest(plain.entries(), Optional.empty()));
        } catch (NoSuchFileException e) {
            throw new RefusedException("there is no file " + jar.toAbsolutePath() + ": correct the path", e);
        } catch (ZipException e) {
            throw new RefusedException(
                    jar + " is damaged, or not a jar (" + e.getMessage() + "): build or download it again", e);
        } catch (IOException e) {
            throw new RefusedException(jar + " cannot be read: " + e.getMessage(), e);
        }
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
     * @return the SHA-256 of the file, in hexadecimal
     */
    public String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(original));
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
