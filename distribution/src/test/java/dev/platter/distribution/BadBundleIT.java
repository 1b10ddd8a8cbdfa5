// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that names an unusable jar is refused with a reason; all other runs are served. */
@Tag("same-in-both-modes")
class BadBundleIT {
    private static final String REMEDY = "build or download it again";

    @RegisterExtension
    private final Platter platter = new Platter();

    private Tarball copy;

    @BeforeEach
    void unpack() throws IOException {
        copy = Tarball.unpack(Files.createDirectory(platter.folder().resolve("copy")));
    }

    @Test
    void fileThatIsNotAJarIsRefused() throws IOException {
        Path jar = Files.writeString(platter.folder().resolve("text.jar"), "rubbish");
        Platter.assertRefused(run(jar.toString()), jar + " is damaged, or not a jar", REMEDY);
    }

    @Test
    void truncatedJarIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(bundle("plugin-memory"));
        Path jar = Files.write(platter.folder().resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
        Platter.assertRefused(run(jar.toString(), "1G"), jar + " is damaged, or not a jar", REMEDY);
    }

    @Test
    void aJarOfAnotherPlatterIsRefusedByItsPath() throws IOException {
        Path jar = platter.folder().resolve("other.jar");
        writeForAnotherPlatter(jar);
        Platter.assertRefused(run(jar.toString(), "1G"), jar.toString(), "get the plugin for this Platter");
    }

    @Test
    void aJarOfAnotherPlatterAmongTheBundlesIsRefused() throws IOException {
        Path jar = copy.bundles().resolve("plugin-null-9.jar");
        writeForAnotherPlatter(jar);
        Platter.assertRefused(
                run("null", "1G"), "plugin 'null' 9.0.0 (" + jar + ")", "get the plugin for this Platter");
        assertEquals(new Outcome(0, "", ""), run("null@[0,9)", "1G", "--run", "true"));
        assertEquals(new Outcome(0, "", ""), run("memory", "1G", "--run", "true"));
    }

    @Test
    void rubbishAmongTheBundlesHidesNoOther() throws IOException {
        Path jar = Files.writeString(copy.bundles().resolve("aaa.jar"), "rubbish");
        Outcome outcome = run("memory", "1G", "--run", "true");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("platter: warning: host: passing over " + jar), outcome.err());
    }

    private Outcome run(String... words) {
        return platter.command(copy, "platter").run(words);
    }

    private Path bundle(String name) throws IOException {
        try (Stream<Path> files = Files.list(copy.bundles())) {
            return files.filter(file -> file.getFileName().toString().startsWith(name + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Writes a copy of the plugin null that needs a later version of Platter. */
    private void writeForAnotherPlatter(Path jar) throws IOException {
        try (InputStream bytes = Files.newInputStream(bundle("plugin-null"));
                JarInputStream from = new JarInputStream(bytes);
                OutputStream file = Files.newOutputStream(jar)) {
            Manifest manifest = from.getManifest();
            Attributes headers = manifest.getMainAttributes();
            headers.putValue("Bundle-Version", "9.0.0");
            headers.putValue("Import-Package", "dev.platter.api;version=\"[9,10)\"");
            try (JarOutputStream to = new JarOutputStream(file, manifest)) {
                for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    from.transferTo(to);
                }
            }
        }
    }
}
