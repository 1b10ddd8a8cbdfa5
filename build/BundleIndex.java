// SPDX-License-Identifier: BSD-3-Clause
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Writes an index of the bundles of a distribution: the headers by which a start finds a plugin or filter, for all jars in one
 * file. Opening a hundred jars only to read their manifests would take longer than the rest of a start.
 *
 * <p>The index has the form of a manifest with a section for each jar. The size in a section and the time in the main section tell a
 * reader whether the index still describes a jar.
 *
 * <p>Called as {@code java BundleIndex.java OUTPUT TIMESTAMP CLASSPATH [ARCHIVE]}; the timestamp is that of the files in the archive.
 * With an ARCHIVE, the jars that OUTPUT does not have yet are added to it, as those of that other archive.
 */
final class BundleIndex {
    private BundleIndex() {}

    public static void main(String[] args) throws Exception {
        Path output = Path.of(args[0]);
        Manifest index = new Manifest();
        if (args.length > 3) {
            try (InputStream in = Files.newInputStream(output)) {
                index.read(in);
            }
        }
        index.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        index.getMainAttributes()
                .putValue("Modified", Long.toString(Instant.parse(args[1]).toEpochMilli()));
        for (String name : args[2].split(File.pathSeparator)) {
            Path jar = Path.of(name);
            if (Files.isRegularFile(jar) && jar.toString().endsWith(".jar")) {
                add(index, jar, args.length > 3 ? args[3] : null);
            }
        }
        Files.createDirectories(output.getParent());
        try (OutputStream out = Files.newOutputStream(output)) {
            index.write(out);
        }
    }

    private static void add(Manifest index, Path jar, String archive) throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes headers = file.getManifest() == null
                    ? new Attributes()
                    : file.getManifest().getMainAttributes();
            String capabilities = headers.getValue("Provide-Capability");
            boolean known = index.getEntries().containsKey(jar.getFileName().toString());
            if (!known && capabilities != null && capabilities.contains("dev.platter.")) {
                Attributes section = new Attributes();
                section.putValue("Size", Long.toString(Files.size(jar)));
                for (String header : new String[] {
                    "Provide-Capability",
                    "Bundle-Version",
                    "Import-Package",
                    "DynamicImport-Package",
                    "Require-Bundle",
                    "Fragment-Host"
                }) {
                    if (headers.getValue(header) != null) {
                        section.putValue(header, headers.getValue(header));
                    }
                }
                if (archive != null) {
                    section.putValue("Archive", archive);
                }
                index.getEntries().put(jar.getFileName().toString(), section);
            }
        }
    }
}
