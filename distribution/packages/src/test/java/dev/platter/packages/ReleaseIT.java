// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a release offers: archives and packages, what they are made of, checksums and a signature. */
@Timeout(120)
class ReleaseIT {
    private static final Path RELEASE = Path.of("target", "release").toAbsolutePath();
    private static final long MOST_BYTES_WITH_RUNTIME = 90_000_000;
    private static final Pattern OPENED_CACHE = Pattern.compile("/lib/([a-z-]+)/platter-[^/]*\\.aot");

    @TempDir
    Path folder;

    private static Path offered(String pattern) throws IOException {
        try (var files = Files.newDirectoryStream(RELEASE, pattern)) {
            return files.iterator().next();
        }
    }

    /** Runs a script in a folder, which must succeed. */
    private static String shell(Path folder, String script, String... words) {
        String[] line = Stream.concat(Stream.of("-euc", "cd \"$0\"\n" + script, folder.toString()), Stream.of(words))
                .toArray(String[]::new);
        return Peer.require("sh").run(line).success();
    }

    @Test
    void checksumsCoverEverything() throws IOException {
        Set<String> files;
        try (Stream<Path> all = Files.walk(RELEASE)) {
            files = all.filter(Files::isRegularFile)
                    .map(file -> RELEASE.relativize(file).toString())
                    .filter(name -> !name.startsWith("SHA256SUMS"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        Set<String> listed = Files.readAllLines(RELEASE.resolve("SHA256SUMS")).stream()
                .map(line -> line.substring(line.indexOf(' ') + 2))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(files, listed);
        shell(RELEASE, "sha256sum --check --quiet SHA256SUMS");
        for (String kind : List.of(
                "*.tar.gz",
                "*linux-x86_64.tar.gz",
                "*.zip",
                "platter-extra-*.tar.gz",
                "platter-extra-*.zip",
                "platter-extra_*_all.deb",
                "platter-extra-*.rpm",
                "*_all.deb",
                "*_amd64.deb",
                "*.rpm",
                "*.cdx.json")) {
            assertTrue(Files.exists(offered(kind)), kind);
        }
    }

    @Test
    void filesForOtherSystemsNameTheArchivesOfThisRelease() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASE.resolve("systems"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        Pattern.compile("@[A-Z0-9_]+@")
                                .matcher(Files.readString(file))
                                .find(),
                        file::toString);
            }
        }
        String sums = Files.readString(RELEASE.resolve("SHA256SUMS"));
        assertEquals(
                1, named(sums, "homebrew/platter.rb", "sha256 \"(\\w+)\"", "platter-[^-]*(-SNAPSHOT)?\\.tar\\.gz"));
        assertEquals(
                1, named(sums, "freebsd/port/distinfo", "SHA256 .* = (\\w+)", "platter-[^-]*(-SNAPSHOT)?\\.tar\\.gz"));
        assertEquals(
                1,
                named(
                        sums,
                        "windows/winget/Platter.Platter.installer.yaml",
                        "Sha256: \"(\\w+)\"",
                        "platter-[0-9].*\\.zip"));
    }

    /** How many lines of the checksums have the one that a file names. */
    private static long named(String sums, String file, String pattern, String archive) throws IOException {
        Matcher matcher = Pattern.compile(pattern)
                .matcher(Files.readString(RELEASE.resolve("systems").resolve(file)));
        assertTrue(matcher.find(), file);
        return sums.lines()
                .filter(line -> line.matches(matcher.group(1) + "  " + archive))
                .count();
    }

    /** Jars by their files' names, and what is inside of ours. */
    @Test
    void billOfMaterialsNamesEveryJar() throws IOException {
        String bill = Files.readString(offered("*.cdx.json"));
        String listing = shell(RELEASE, "for archive in platter-*[!4].tar.gz; do tar -tzf \"$archive\"; done");
        Set<String> missing = new TreeSet<>();
        for (String line : listing.lines().filter(line -> line.endsWith(".jar")).toList()) {
            String jar = line.substring(line.lastIndexOf('/') + 1);
            Matcher name = Pattern.compile("(.+?)-(\\d.*)\\.jar").matcher(jar);
            assertTrue(name.matches(), jar);
            String version = name.group(2).replaceFirst("-(windows-x86_64)$", "");
            if (!bill.contains("/" + name.group(1) + "@" + version)) {
                missing.add(jar);
            }
        }
        assertEquals(Set.of(), missing);
        for (String inside : List.of("aircompressor-v3", "xz", "zstd-jni", "netty-transport-native-epoll")) {
            assertTrue(bill.contains("/" + inside + "@"), inside);
        }
        assertTrue(bill.contains("\"bomFormat\" : \"CycloneDX\""));
    }

    private Path released() throws IOException {
        Path built = Files.createDirectory(folder.resolve("built"));
        for (String name : List.of("platter-1.0.tar.gz", "platter-1.0.zip")) {
            Files.writeString(built.resolve(name), name);
        }
        return built;
    }

    private Outcome release(Path built, String key, Map<String, String> variables) {
        // In a system of its own, as the key is.
        String script = Path.of("src/main/sh/release").toAbsolutePath().toString();
        String systems = Path.of("../systems").toAbsolutePath().normalize().toString();
        return Peer.require("gpg")
                .besides("sh")
                .with(variables)
                .run(
                        script,
                        folder.resolve("release").toString(),
                        "1.0",
                        systems,
                        "--url=https://here.invalid/",
                        "--key=" + key,
                        built.toString());
    }

    @Test
    @Needs("gpg")
    void keySignsTheChecksums() throws IOException {
        Path home = Files.createDirectory(folder.resolve("gpg"));
        shell(home, "chmod 700 .");
        Map<String, String> variables = Map.of("GNUPGHOME", home.toString());
        Peer gpg = Peer.require("gpg").with(variables);
        try {
            gpg.run("--batch", "--passphrase", "", "--quick-generate-key", "thrown-away", "ed25519", "sign", "1d")
                    .success();
            release(released(), "thrown-away", variables).success();

            Path sums = folder.resolve("release/SHA256SUMS");
            gpg.run("--batch", "--verify", sums + ".asc", sums.toString()).success();
            Files.writeString(sums, "another line\n");
            assertEquals(
                    1,
                    gpg.run("--batch", "--verify", sums + ".asc", sums.toString())
                            .status());
        } finally {
            Peer.require("gpg").besides("gpgconf").with(variables).run("--kill", "all");
        }
    }

    @Test
    @Needs("gpg")
    void nothingIsSignedWithoutAKeyOrWithOneThatIsMissing() throws IOException {
        Path home = Files.createDirectory(folder.resolve("gpg"));
        Map<String, String> variables = Map.of("GNUPGHOME", home.toString());
        Path built = released();
        release(built, "", variables).success();
        assertFalse(Files.exists(folder.resolve("release/SHA256SUMS.asc")));

        Outcome refused = release(built, "nobody", variables);
        assertTrue(refused.status() != 0, refused::toString);
        assertTrue(refused.err().contains("nobody"), refused::toString);
    }

    /** Where there is no Java, no file but its own, and nothing may be written. */
    @Test
    void archiveWithARuntimeNeedsNothingElse() throws IOException {
        Path archive = offered("*linux-x86_64.tar.gz");
        long size = Files.size(archive);
        assertTrue(size <= MOST_BYTES_WITH_RUNTIME, size + " bytes");
        shell(folder, "tar -xzf \"$1\" --strip-components=1", archive.toString());

        Outcome run = Peer.require("env")
                .run("-i", "PATH=/nonexistent", folder.resolve("bin/platter").toString(), "--dump-config");
        assertTrue(run.success().contains("java_home=" + folder.toRealPath() + "/runtime\n"), run.out());
        String[] captive = {"-U", "-", "memory", "1M", "--run", "'" + folder + "/bin/platter-info' --size \"$uri\""};
        assertEquals(
                "1048576\n", Peer.at(folder.resolve("bin/platter")).run(captive).success());
        assertEquals("brought-aot", folderOfTheCache());

        // Java looks in vain for the place where the one that was brought was made, with each class.
        Peer.at(folder.resolve("bin/platter"))
                .with(Map.of("PLATTER_AOT", "make"))
                .run()
                .success();
        assertEquals("aot", folderOfTheCache());
    }

    private String folderOfTheCache() throws IOException {
        Path log = folder.resolve("caches");
        Peer.at(folder.resolve("bin/platter"))
                .with(Map.of("PLATTER_AOT", "use", "_JAVA_OPTIONS", "-Xlog:class+path,class+load:file=" + log))
                .run("--version")
                .success();
        List<String> lines = Files.readAllLines(log);
        assertTrue(
                lines.stream()
                        .anyMatch(
                                line -> line.contains("dev.platter.cli.Main ") && line.contains("shared objects file")),
                "the AOT cache is not used");
        return lines.stream()
                .flatMap(line -> OPENED_CACHE.matcher(line).results())
                .map(opened -> opened.group(1))
                .findFirst()
                .orElseThrow();
    }
}
