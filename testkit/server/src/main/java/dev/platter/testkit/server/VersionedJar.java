// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** One of our own bundles in another version, or damaged in some way. */
public final class VersionedJar {
    private final byte[] bytes;

    private VersionedJar(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bundle that contains a class, with another version. */
    public static VersionedJar of(Class<?> type, String version) throws IOException {
        return of(type, version, "", "");
    }

    /** A bundle with another version. */
    public static VersionedJar of(Path jar, String version) throws IOException {
        return of(jar, version, "", "");
    }

    /** The bundle that contains a class, with another version and another changed header. */
    public static VersionedJar of(Class<?> type, String version, String header, String value) throws IOException {
        return of(jarOf(type), version, header, value);
    }

    private static VersionedJar of(Path jar, String version, String header, String value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            if (!header.isEmpty()) {
                manifest.getMainAttributes().putValue(header, value);
            }
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
            }
        }
        return new VersionedJar(bytes.toByteArray());
    }

    /** A bundle of the test's classes; the first class is a plugin. */
    public static VersionedJar plugin(String name, String version, List<Class<?>> classes) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.putValue("Manifest-Version", "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "test." + name);
        headers.putValue("Bundle-Version", version);
        headers.putValue("Import-Package", "dev.platter.api,dev.platter.api.parameters");
        headers.putValue(
                "Provide-Capability",
                "dev.platter.plugin;class=\"" + classes.getFirst().getName() + "\";name=" + name);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            for (Class<?> type : classes) {
                String file = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(file));
                try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
                    in.transferTo(out);
                }
            }
        }
        return new VersionedJar(bytes.toByteArray());
    }

    /** The jar that contains a class. */
    public static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes the jar and moves it into place as a whole. */
    public Path writeTo(Path file) throws IOException {
        Path hidden = file.resolveSibling("." + file.getFileName());
        Files.write(hidden, bytes);
        return Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
