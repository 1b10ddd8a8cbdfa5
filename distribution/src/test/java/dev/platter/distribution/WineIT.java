// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launchers for Windows under Wine's cmd. In place of Java is a script, which Wine starts as it would start a program of Windows, and
 * which tells its words. Its exit status is not seen: Wine tells it of programs of Windows alone.
 */
@Tag("long")
@Tag("same-in-both-modes")
@Needs("wine")
class WineIT {
    private static final String AWKWARD = "Plätter & Söhne (x86)";

    /** What Wine calls a machine. One for all tests: making it takes most of the time. */
    @TempDir
    private static Path prefix;

    @RegisterExtension
    private final Platter platter = new Platter();

    private Path home;

    @BeforeEach
    void install() throws IOException {
        home = platter.copy(Files.createDirectory(platter.folder().resolve(AWKWARD)))
                .home();
    }

    /** A Java for Windows that prints each of its words on a line. */
    private Path java(String version) throws IOException {
        Path java = Files.createDirectories(platter.folder().resolve("my java " + version));
        Path program = Files.createDirectory(java.resolve("bin")).resolve("java.exe");
        Files.writeString(program, """
            #!/bin/sh
            for word; do printf '%s\\n' "$word"; done
            """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return java;
    }

    private static String windows(Path path) {
        return "Z:" + path.toString().replace('/', '\\');
    }

    private Outcome run(Map<String, String> variables, String command, String... words) {
        // In the folder of the command, whose name cmd would take apart in a command line that is not typed. Wine does
        // not wait for
        // a script that it has started: cat does, since that holds the other end of the pipe.
        List<String> line =
                new ArrayList<>(List.of("-c", """
                    cd "$0" && exec 3>&1
                    status=$({ { wine cmd /c "$@" 4>&-; echo $? >&4; } | cat >&3; } 4>&1)
                    exit $status
                    """, home.resolve("bin").toString(), command + ".cmd"));
        line.addAll(List.of(words));
        return wine("sh").with(variables).run(line.toArray(String[]::new));
    }

    private static Peer wine(String program) {
        return Peer.require("wine")
                .besides(program)
                .with(Map.of(
                        "WINEPREFIX",
                        prefix.toString(),
                        "WINEDEBUG",
                        "-all",
                        "XDG_RUNTIME_DIR",
                        prefix.toString(),
                        "LC_ALL",
                        "C.UTF-8"));
    }

    @BeforeAll
    static void bootWine() {
        wine("wine").run("wineboot", "--init").success();
    }

    /** Otherwise it would write to the folder while that is deleted. */
    @AfterAll
    static void endWine() {
        wine("wineserver").run("--kill");
        wine("wineserver").run("--wait");
    }

    private static Map<String, String> with(Path java) {
        return Map.of("PLATTER_JAVA", windows(java));
    }

    @ParameterizedTest
    @CsvSource({
        "platter, dev.platter.cli.Main",
        "nbdkit, dev.platter.cli.Main",
        "platterd, dev.platter.daemon.Main",
        "platterctl, dev.platter.ctl.Main",
        "platter-copy, dev.platter.cli.copy.CopyCommand",
        "platter-info, dev.platter.cli.info.InfoCommand",
        "platter-gzip, dev.platter.tool.gzip.Main",
        "platter-evil-map, dev.platter.cli.evilmap.EvilMapCommand",
    })
    void commandStartsItsClass(String command, String main) throws IOException {
        Outcome outcome = run(with(java("25.0.1")), command, "--one", "two words", "100%");

        List<String> said = outcome.out().lines().toList();
        String folder = windows(home);
        assertEquals("@" + folder + "\\etc\\jvm.options", said.getFirst());
        assertEquals(
                List.of("dev.platter.start.Start", main, "--one", "two words", "100%"),
                said.subList(said.size() - 5, said.size()));
        assertEquals("-Dplatter.home=" + folder, said.get(1));
        assertEquals("-Dplatter.name=" + command, said.get(2));
        assertEquals("-cp", said.get(3));
        assertEquals(folder + "\\lib\\*", said.get(4).split(";")[0]);
    }

    private void assertRefused(Map<String, String> variables, String sentence) {
        Outcome outcome = run(variables, "platter", "--version");
        assertEquals("platter: error: " + sentence, outcome.err().strip());
        assertEquals(1, outcome.status());
    }

    @Test
    void oldJavaIsRefused() throws IOException {
        Path old = java("21.0.9");
        assertRefused(
                with(old),
                "Java 25 or newer is needed, and PLATTER_JAVA=" + windows(old) + " is Java 21: set it to a newer one");
        assertRefused(
                Map.of("JAVA_HOME", windows(old)),
                "Java 25 or newer is needed, and the newest found is Java 21 at " + windows(old.resolve("bin/java.exe"))
                        + ": install one, or set PLATTER_JAVA to its folder");
    }

    @Test
    void noJavaIsRefused() {
        assertRefused(
                Map.of(),
                "Java 25 or newer is needed, and none was found: install one, or set PLATTER_JAVA to its folder");
        assertRefused(
                Map.of("PLATTER_JAVA", "Z:\\nosuch"),
                "Java 25 or newer is needed, and PLATTER_JAVA=Z:\\n"
                        + "osuch is not a Java: set it to a JDK's folder or program");
    }

    @Test
    void damagedInstallationIsRefused() throws IOException {
        Files.delete(home.resolve("etc/jvm.options"));
        Outcome outcome = run(with(java("25")), "platter", "--version");
        // Letters outside of ASCII are in the code page of Wine's console.
        assertTrue(outcome.err().startsWith("platter: error: Z:\\"), outcome.err());
        assertTrue(
                outcome.err().strip().endsWith("\\etc\\jvm.options is missing: install Platter again"), outcome.err());
        assertEquals(1, outcome.status());
    }
}
