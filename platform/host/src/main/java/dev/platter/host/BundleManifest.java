// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a jar's manifest.
 *
 * @param entries the plugins and filters in the jar; none if its manifest declares none
 * @param imports its header Import-Package; empty if the bundle also finds packages in other ways
 */
record BundleManifest(List<BundleEntry> entries, Optional<String> imports) {
    static final String PROVIDE_CAPABILITY = "Provide-Capability";
    static final String SYMBOLIC_NAME = "Bundle-SymbolicName";
    static final String VERSION = "Bundle-Version";

    private static final BundleManifest NOT_OURS = new BundleManifest(List.of(), Optional.empty());

    BundleManifest {
        entries = List.copyOf(entries);
    }

    /**
     * Reads the manifest of a jar.
     *
     * @throws IOException if the file cannot be read, or is not a jar
     */
    static BundleManifest read(Path jar) throws IOException {
        // Signatures are not verified: that would load the JDK's security providers just to read one header.
        try (JarFile file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ)) {
            @Nullable JarEntry entry = manifest(file);
            if (entry == null) {
                return NOT_OURS;
            }
            try (InputStream packed = file.getInputStream(entry)) {
                byte[] bytes = JarLimits.DEFAULT.unpacked(packed, entry.getName());
                return of(new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes(), jar);
            }
        }
    }

    private static @Nullable JarEntry manifest(JarFile file) {
        JarEntry usual = file.getJarEntry(JarFile.MANIFEST_NAME);
        if (usual != null) {
            return usual;
        }
        for (JarEntry entry : Collections.list(file.entries())) {
            if (entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)) {
                return entry;
            }
        }
        return null;
    }

    /**
     * Reads the manifest from the bytes of a jar.
     *
     * @throws ZipException if the jar is damaged
     * @throws JarTooLargeException if a file in it is larger than the limits allow
     */
    static BundleManifest read(Path jar, byte[] bytes, JarLimits limits) throws IOException {
        ZipEnd.require(bytes, limits);
        // Not a JarInputStream, which reads a manifest of any size before it can be asked.
        try (ZipInputStream file = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = file.getNextEntry(); entry != null; entry = file.getNextEntry()) {
                byte[] content = limits.unpacked(file, entry.getName());
                if (entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)) {
                    return of(new Manifest(new ByteArrayInputStream(content)).getMainAttributes(), jar);
                }
            }
            return NOT_OURS;
        }
    }

    /** Reads the headers of a jar. */
    static BundleManifest of(Attributes headers, Path jar) {
        List<BundleEntry> entries = entries(headers, jar);
        return entries.isEmpty() ? NOT_OURS : new BundleManifest(entries, imports(headers));
    }

    private static Optional<String> imports(Attributes headers) {
        boolean inOtherWays = headers.getValue("DynamicImport-Package") != null
                || headers.getValue("Require-Bundle") != null
                || headers.getValue("Fragment-Host") != null;
        @Nullable String imports = headers.getValue("Import-Package");
        return inOtherWays ? Optional.empty() : Optional.of(imports == null ? "" : imports);
    }

    /** The packages of the JDK that the framework must show to the bundle. */
    JdkPackages jdk() {
        return imports.isPresent() ? JdkPackages.of(imports.get()) : JdkPackages.ALL;
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
