// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be wrong with an installation, its Java and the folders around it is said in one sentence, or does no harm. */
@Tag("same-in-both-modes")
class InstallationIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    private Tarball copy;

    @BeforeEach
    void install() throws IOException {
        copy = platter.copy(Files.createDirectory(platter.folder().resolve("copy")));
    }

    private Outcome run(Map<String, String> variables, String... words) {
        return platter.command(copy, "platter").with(variables).run(words);
    }

    private Path file(String pattern) throws IOException {
        Path folder = copy.home().resolve(pattern).getParent();
        String name = pattern.substring(pattern.lastIndexOf('/') + 1);
        try (var files = Files.newDirectoryStream(folder, name)) {
            return files.iterator().next();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "platter, lib/platter-cli-*.jar",
        "platter, lib/platter-engine-*.jar",
        "platter, lib/netty-common-*.jar",
        "platter, lib/org.apache.felix.framework-*.jar",
        "platterd, lib/daemon/platter-daemon-*.jar",
        "platterd, lib/daemon/tomlj-*.jar",
        "platterctl, lib/daemon/platter-ctl-*.jar",
        "platter-gzip, lib/gzip/tool-gzip-*.jar",
    })
    void brokenOffAndMissingFilesAreNamed(String command, String pattern) throws IOException {
        Path broken = file(pattern);
        byte[] whole = Files.readAllBytes(broken);
        Files.delete(broken);
        assertRefused(command, broken, "is missing");

        // A new file: the old one is a link to that of other tests.
        byte[] half = new byte[whole.length / 2];
        System.arraycopy(whole, 0, half, 0, half.length);
        Files.write(broken, half);
        assertRefused(command, broken, "is damaged");
    }

    @ParameterizedTest
    @CsvSource({"lib/platter-start-*.jar, is missing", "etc/jvm.options, cannot be read"})
    void filesThatJavaNeedsFirstAreNamed(String pattern, String state) throws IOException {
        Path file = file(pattern);
        Files.delete(file);
        Path named = pattern.contains("*") ? copy.home().resolve(pattern) : file;
        assertRefused("platter", named, state);
    }

    private void assertRefused(String command, Path file, String state) throws IOException {
        Path configuration = Files.writeString(platter.folder().resolve("platter.toml"), "[[listen]]\nunix = \"s\"\n");
        List<String> words = switch (command) {
            case "platterd" -> List.of("--check", "--config=" + configuration);
            case "platterctl" -> List.of("status");
            case "platter-gzip" -> List.of("info", configuration.toString());
            default -> List.of("-U", "-", "memory", "1M", "--run", "true");
        };
        // With an AOT cache Java has read most classes already.
        Outcome outcome = platter.command(copy, command)
                .with(Map.of("PLATTER_AOT", "off"))
                .run(words.toArray(String[]::new));
        String name = state.equals("cannot be read") || file.toString().contains("*") ? "platter" : command;
        String sentence = name + ": error: " + file + " " + state + ": install Platter again\n";
        assertEquals(new Outcome(1, "", sentence), outcome);
    }

    /** A fault that has nothing to do with the files is not blamed on them. */
    @Test
    void undamagedInstallationIsNotBlamed() {
        Outcome outcome = run(Map.of("PLATTER_JAVA_OPTIONS", "--limit-modules=java.base"), "--version");
        assertFalse(outcome.err().contains("install Platter again"), outcome.err());
    }

    /** A Java that has a release file and does nothing. */
    private Path java(String version) throws IOException {
        Path home = Files.createDirectories(platter.folder().resolve("java " + version));
        Path program = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    @Test
    void oldJavaIsRefused() throws IOException {
        Path old = java("21.0.9");
        Platter.assertRefused(
                run(Map.of("PLATTER_JAVA", old.toString()), "--version"),
                "Java 25 or newer is needed, and PLATTER_JAVA=" + old + " is Java 21",
                "set it to a newer one");
    }

    @Test
    void somethingElseThanAJavaIsRefused() {
        Platter.assertRefused(
                run(Map.of("PLATTER_JAVA", "/nosuch"), "--version"),
                "PLATTER_JAVA=/nosuch is not a Java",
                "JDK's folder");
    }

    @Test
    void oldJavaInJavaHomeIsPassedOver() throws IOException {
        Map<String, String> variables = Map.of(
                "JAVA_HOME", java("17").toString(), "PATH", System.getProperty("java.home") + "/bin:/usr/bin:/bin");
        assertTrue(run(variables, "--version").success().startsWith("platter "));
    }

    @Test
    void javaOf32BitsIsRefused() {
        Platter.assertRefused(
                run(Map.of("PLATTER_JAVA_OPTIONS", "-Dsun.arch.data.model=32"), "--version"),
                "a Java of 64 bits is needed, and " + System.getProperty("java.home") + " has 32",
                "set PLATTER_JAVA to its folder");
    }

    @Test
    void keysThatEveryUserCanReadAreReported() throws IOException {
        Path keys = Files.writeString(platter.folder().resolve("keys"), "alice:0123456789abcdef0123456789abcdef\n");
        String[] line = {"-U", "-", "--tls=require", "--tls-psk=" + keys, "null", "1M", "--run", "true"};
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
        Outcome told = platter.run(line);
        assertEquals(0, told.status(), told.err());
        assertEquals(1, told.err().lines().count(), told.err());
        assertTrue(told.err().contains("can read or change the key in " + keys + ": chmod o= " + keys), told.err());

        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(new Outcome(0, "", ""), platter.run(line));
    }

    /** Where AOT caches are; those of other tests are removed. */
    private Path emptyCaches() throws IOException {
        Path caches = Files.createDirectories(copy.home().resolve("lib/aot"));
        try (var files = Files.newDirectoryStream(caches)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        return caches;
    }

    /** Neither the folder of the installation nor that of the user can take an AOT cache. Permissions would not keep root out. */
    @Test
    void runThatCannotKeepACacheServes() throws IOException {
        Path caches = emptyCaches();
        Files.delete(caches);
        Files.writeString(caches, "a file in place of the folder");
        Map<String, String> variables =
                Map.of("PLATTER_AOT", "auto", "HOME", "/dev/null/home", "XDG_CACHE_HOME", "/dev/null/cache");
        assertEquals(new Outcome(0, "done\n", ""), run(variables, "-U", "-", "null", "1M", "--run", "echo done"));
    }

    /** A disk that is full, as the shell's limit for the length of files says. */
    @Test
    void cacheThatDoesNotFitLeavesNothingBehind() throws IOException {
        Path caches = emptyCaches();
        List<String> line = new ArrayList<>(List.of("-c", "ulimit -f 100; exec \"$0\" \"$@\""));
        line.addAll(platter.command(copy, "platter").commandLine());
        Outcome outcome = Peer.require("bash")
                .with(Map.of("PLATTER_AOT", "make", "HOME", platter.folder().toString()))
                .run(line.toArray(String[]::new));
        assertEquals(1, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("platter: error: no AOT cache could be made in "), outcome.err());
        try (Stream<Path> left = Files.list(caches)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
