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
 * A jar whose bytes were read once: what is checked is what is installed, whatever happens to the file meanwhile. A plain
 * jar, without our headers, has been made into a bundle. Immutable.
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
     * @param jar where it is
     * @return its content
     * @throws RefusedException if there is none, or it cannot be read or is damaged
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
                    jar + " is damaged or no jar (" + e.getMessage() + "): build or download it again", e);
        } catch (IOException e) {
            throw new RefusedException(jar + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Where it was.
     *
     * @return the path that it was read from
     */
    public Path jar() {
        return jar;
    }

    /**
     * What it holds.
     *
     * @return its plugins and filters; perhaps none
     */
    public List<BundleEntry> entries() {
        return manifest.entries();
    }

    /**
     * What it holds, for people.
     *
     * @return for example {@code plugin 'memory' 1.2.0}; several are separated by commas
     */
    public String titles() {
        return entries().stream()
                .map(entry -> entry.kind() + " '" + entry.name() + "' " + entry.version())
                .collect(Collectors.joining(", "));
    }

    /**
     * The file as it was, with its signatures.
     *
     * @return a stream of all bytes
     */
    public InputStream original() {
        return new ByteArrayInputStream(original);
    }

    /**
     * What tells it from every other content.
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

    /** The packages of the JDK that it imports; a plain jar looks for them while it runs. */
    JdkPackages jdk() {
        return manifest.jdk();
    }

    /** The bundle as it is to be installed. */
    InputStream open() {
        return new ByteArrayInputStream(bundle);
    }
}
