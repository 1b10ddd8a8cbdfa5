// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the archives, and what is not. */
@Tag("same-in-both-modes")
class ArchivesIT {
    private static final long MOST_BYTES = 35_000_000;

    @TempDir
    private static Path folder;

    private static Path home;

    /** With platter-extra unpacked over it. */
    private static Path whole;

    @BeforeAll
    static void unpack() throws IOException {
        home = Tarball.unpackWithoutExtra(Files.createDirectory(folder.resolve("core")))
                .home();
        whole = Tarball.unpack(Files.createDirectory(folder.resolve("whole"))).home();
    }

    private static Path built(String pattern) throws IOException {
        try (var files = Files.newDirectoryStream(Path.of("target"), pattern)) {
            return files.iterator().next();
        }
    }

    private static Set<String> names(Path root) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> !Files.isDirectory(file) || Files.isSymbolicLink(file))
                    .forEach(file -> names.add(root.relativize(file).toString()));
        }
        return names;
    }

    @Test
    void bothArchivesAreSmall() throws IOException {
        for (String pattern : List.of("platter-*.tar.gz", "platter-*.zip")) {
            long size = Files.size(built(pattern));
            assertTrue(
                    size <= MOST_BYTES,
                    pattern + " has " + size + " bytes, and at most " + MOST_BYTES + " are allowed");
        }
    }

    @Test
    void zipHasTheSameFiles() throws IOException {
        try (FileSystem zip =
                FileSystems.newFileSystem(built("platter-*.zip"), Map.of("enablePosixFileAttributes", true))) {
            Path root = zip.getPath("/" + home.getFileName());
            assertEquals(names(home), names(root));
            for (String name : names(home)) {
                Path file = home.resolve(name);
                Path zipped = root.resolve(name);
                if (Files.isSymbolicLink(file)) {
                    assertEquals(Files.readSymbolicLink(file).toString(), Files.readString(zipped), name);
                } else {
                    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(zipped), name);
                    assertEquals(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(zipped)),
                            name);
                }
            }
        }
    }

    /** Otherwise it would matter in which order they are unpacked, and which one a package manager removes. */
    @Test
    void extraReplacesNothing() throws IOException {
        for (String name : names(home)) {
            if (!Files.isSymbolicLink(home.resolve(name))) {
                assertArrayEquals(
                        Files.readAllBytes(home.resolve(name)), Files.readAllBytes(whole.resolve(name)), name);
            }
        }
    }

    @Test
    void extraHasItsBundlesPagesWordsAndChecksums() throws IOException {
        Set<String> added = names(whole);
        added.removeAll(names(home));
        Set<String> plugins = new TreeSet<>();
        for (String name : added) {
            if (name.startsWith("bundles/")) {
                plugins.add(name.replaceFirst("bundles/(plugin|filter)-(.*)-[0-9].*", "$2-$1"));
            }
        }
        assertTrue(plugins.contains("curl-plugin"), added.toString());
        List<String> words = Files.readAllLines(whole.resolve("share/platter/words-extra"));
        List<String> checksums = Files.readAllLines(whole.resolve("lib/checksums-extra"));
        assertEquals(plugins.size(), checksums.size(), checksums.toString());
        for (String plugin : plugins) {
            assertTrue(added.contains("share/man/man1/platter-" + plugin + ".1"), plugin);
            String[] parts = plugin.split("-(?=plugin|filter)");
            assertTrue(words.stream().anyMatch(line -> line.startsWith(parts[1] + "\t" + parts[0] + "\t")), plugin);
            assertTrue(checksums.stream().anyMatch(line -> line.contains(parts[1] + "-" + parts[0])), plugin);
        }
    }

    @Test
    void everyCommandHasALauncherForWindows() throws IOException {
        for (String name : names(home.resolve("bin"))) {
            if (!name.endsWith(".cmd")) {
                assertTrue(Files.exists(home.resolve("powershell/" + name + ".ps1")), name);
                String cmd = Files.readString(home.resolve("bin/" + name + ".cmd"));
                // cmd loses its way to a label in a file with other ends of lines.
                assertEquals(cmd.lines().count(), cmd.split("\r\n").length, name);
            }
        }
    }

    /** The build fails where a jar has no licence; here is what is inside of ours. */
    @Test
    void everythingThatOthersHaveMadeHasALicence() throws IOException {
        Path home = whole;
        List<String> parts = Files.readAllLines(home.resolve("share/licences/parts"));
        Set<String> strangers = new TreeSet<>();
        for (String name : names(home)) {
            if (name.endsWith(".jar") && name.matches("(bundles|lib)/(.*/)?(plugin|filter|tool|platter)-.*")) {
                strangers.addAll(packagesOfOthers(home.resolve(name)));
            } else if (name.endsWith(".jar")) {
                String jar = name.substring(name.lastIndexOf('/') + 1);
                assertTrue(parts.stream().anyMatch(part -> part.startsWith(jar + "  ")), jar + " is not in " + parts);
            }
        }
        assertTrue(!strangers.isEmpty(), "no bundle has anything of others");
        for (String stranger : strangers) {
            assertTrue(
                    parts.stream()
                            .anyMatch(part ->
                                    part.contains("*") && stranger.startsWith(part.substring(0, part.indexOf('*')))),
                    stranger + " is not in " + parts);
        }
        for (String part : parts) {
            assertTrue(Files.exists(home.resolve("share/licences").resolve(part.split(" {2}")[2])), part);
        }
    }

    private static Set<String> packagesOfOthers(Path jar) throws IOException {
        Set<String> packages = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("dev/platter/"))
                    .forEach(name -> packages.add(
                            name.substring(0, name.lastIndexOf('/') + 1).replace('/', '.')));
        }
        return packages;
    }
}
