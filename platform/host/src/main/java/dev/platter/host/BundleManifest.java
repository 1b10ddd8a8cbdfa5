// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads off a jar's manifest what the jar holds. */
final class BundleManifest {
    static final String PROVIDE_CAPABILITY = "Provide-Capability";
    static final String SYMBOLIC_NAME = "Bundle-SymbolicName";
    static final String VERSION = "Bundle-Version";

    private BundleManifest() {}

    /**
     * The entries of a jar; none if it is not one of ours.
     *
     * @throws IOException if the file cannot be read, or is no jar
     */
    static List<BundleEntry> entries(Path jar) throws IOException {
        // Without verifying signatures: that would load the JDK's providers to look at one header.
        try (JarFile file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ)) {
            Manifest manifest = file.getManifest();
            return manifest == null ? List.of() : entries(manifest.getMainAttributes(), jar);
        }
    }

    /**
     * The entries of a jar that was read already; none if it is not one of ours.
     *
     * @throws ZipException if it is damaged
     */
    static List<BundleEntry> entries(Path jar, byte[] bytes) throws IOException {
        ZipEnd.require(bytes);
        try (JarInputStream file = new JarInputStream(new ByteArrayInputStream(bytes), false)) {
            Manifest manifest = file.getManifest();
            if (manifest != null) {
                return entries(manifest.getMainAttributes(), jar);
            }
            for (JarEntry entry = file.getNextJarEntry(); entry != null; entry = file.getNextJarEntry()) {
                if (entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)) {
                    return entries(new Manifest(file).getMainAttributes(), jar);
                }
            }
            return List.of();
        }
    }

    private static List<BundleEntry> entries(Attributes headers, Path jar) {
        String capabilities = headers.getValue(PROVIDE_CAPABILITY);
        List<BundleEntry> entries = new ArrayList<>();
        if (capabilities == null) {
            return entries;
        }
        String version = headers.getValue(VERSION);
        for (HeaderClause clause : HeaderClause.parse(capabilities)) {
            for (Namespace namespace : Namespace.values()) {
                if (clause.path().equals(namespace.capability())) {
                    entries.add(new BundleEntry(
                            namespace.kind(),
                            clause.attribute("name"),
                            version == null ? "0.0.0" : version.strip(),
                            clause.attribute("summary"),
                            clause.attribute("class"),
                            jar));
                }
            }
        }
        return entries;
    }
}
