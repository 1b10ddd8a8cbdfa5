// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without -f, -s and --run the command returns, and a daemon serves. */
@Tag("same-in-both-modes")
class BackgroundIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @Needs("nbdinfo")
    @Test
    void commandReturnsWhenTheDaemonServes() throws IOException {
        try (Background daemon = Background.start(platter, "memory", "1M")) {
            assertEquals(
                    "1048576",
                    Peer.require("nbdinfo")
                            .run("--size", Background.uri(platter))
                            .success()
                            .strip());
            Path facts = Path.of("/proc/" + daemon.process().pid());
            if (Files.exists(facts)) {
                assertEquals(Path.of("/"), Files.readSymbolicLink(facts.resolve("cwd")));
                for (int stream = 0; stream <= 2; stream++) {
                    assertEquals(Path.of("/dev/null"), Files.readSymbolicLink(facts.resolve("fd/" + stream)));
                }
                for (int descriptor = 3; descriptor <= 9; descriptor++) {
                    assertFalse(
                            pointsToThePipe(facts.resolve("fd/" + descriptor)), "the launcher's pipe is still open");
                }
                // The number of the session is the sixth word of the file; Java's name has no blank.
                assertEquals(
                        Long.toString(daemon.process().pid()),
                        Files.readString(facts.resolve("stat")).split(" ")[5]);
            }
        }
        assertFalse(Files.exists(Background.socket(platter)));
        assertTrue(Files.exists(Background.pidFile(platter)), "as in nbdkit, the file stays");
    }

    /** Its name ends with the number of the launcher's process. */
    private static boolean pointsToThePipe(Path descriptor) throws IOException {
        return Files.exists(descriptor, LinkOption.NOFOLLOW_LINKS)
                && Files.readSymbolicLink(descriptor).toString().matches(".*/platter-start-\\d+( \\(deleted\\))?");
    }

    @Test
    void socketOfADaemonHasTheModeOfAKnownUmask() throws IOException {
        String command = Platter.quoted(platter.command("platter").commandLine().getFirst());
        String line = " -U s -P pid null 1M";
        platter.shell("umask 0; PLATTER_AOT=use " + command + line).success();
        try (Background _ = Background.of(platter)) {
            assertEquals(
                    "rwxr-xr-x",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(Background.socket(platter))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void signalEndsADaemon(String signal) throws IOException {
        try (Background daemon = Background.start(platter, "null", "1M")) {
            Peer.at(Path.of("/bin/sh"))
                    .run("-c", "kill -s " + signal + " " + daemon.process().pid())
                    .success();
            daemon.awaitEnd();
            assertFalse(Files.exists(Background.socket(platter)));
        }
    }

    @Test
    void startThatFailsLeavesNoDaemonAndSaysWhy() {
        Outcome outcome = platter.run(
                "-U", "/nowhere/s", "-P", Background.pidFile(platter).toString(), "null", "1M");
        Platter.assertRefused(outcome, "/nowhere/s", "choose a folder");
        assertFalse(Files.exists(Background.pidFile(platter)));
    }

    @Test
    void addressIsPrintedBeforeTheCommandReturns() throws IOException {
        Outcome outcome = platter.run(
                "-U",
                Background.socket(platter).toString(),
                "-P",
                Background.pidFile(platter).toString(),
                "--print-uri",
                "null",
                "1M");
        try (Background _ = Background.of(platter)) {
            String uri = Background.uri(platter);
            assertEquals(
                    List.of(
                            uri,
                            "Shell-quoted URI: \"" + uri + "\"",
                            "Command to query the NBD endpoint:",
                            "  nbdinfo \"" + uri + "\""),
                    outcome.success().lines().toList());
        }
    }

    @Test
    void verboseDaemonKeepsStandardError() throws IOException {
        Path log = platter.folder().resolve("log");
        String command = Platter.quoted(platter.command("platter").commandLine().getFirst());
        platter.shell("PLATTER_AOT=use " + command + " -v -U s -P pid null 1M 2>log")
                .success();
        Background daemon = Background.of(platter);
        daemon.close();
        assertTrue(Files.readString(log).contains("platter: debug: ends: signal"), Files.readString(log));
    }

    @Needs("nbdsh")
    @Test
    void errorsOfADaemonGoToTheChosenFile() throws IOException {
        Path log = platter.folder().resolve("log");
        String[] words = {"--log=" + log, "--filter=error", "pattern", "1M", "error-rate=1"};
        try (Background _ = Background.start(platter, words)) {
            Peer.require("nbdsh").run("-u", Background.uri(platter), "-c", "h.pread(1, 0)");
        }
        assertTrue(Files.readString(log).startsWith("platter: error: pattern["), Files.readString(log));
    }

    /** The file is there before its line is. */
    private void awaitPidFile(Process process) throws IOException {
        Path file = Background.pidFile(platter);
        while (process.isAlive()
                && !(Files.exists(file) && Files.readString(file).endsWith("\n"))) {
            Thread.onSpinWait();
        }
    }

    /** The launcher does not look into the file, so it waits for a daemon that does not come. */
    @Test
    void foregroundThatOnlyAFileOfWordsAsksForPassesStatusAndSignals() throws Exception {
        Path words = platter.folder().resolve("words");
        Files.writeString(
                words,
                "# a disk\n--foreground\n-U\n" + Background.socket(platter) + "\n-P\n" + Background.pidFile(platter)
                        + "\n\nnull\nsize=1M\n");
        Process command = platter.command("platter").start("@" + words);
        awaitPidFile(command);
        Background server = Background.of(platter);
        assertTrue(command.isAlive());
        command.destroy();
        server.awaitEnd();
        assertEquals(0, command.waitFor());
    }

    @Test
    void serverEndsWithItsParent() throws Exception {
        String command = Platter.quoted(platter.command("platter").commandLine().getFirst());
        Process parent = Peer.at(Path.of("/bin/sh"))
                .with(platter.environment())
                .start(
                        "-c",
                        "cd " + platter.folder() + "; PLATTER_AOT=use " + command
                                + " --exit-with-parent -U s -P pid null 1M & read -r line");
        awaitPidFile(parent);
        Background server = Background.of(platter);
        parent.destroyForcibly();
        server.awaitEnd();
        assertFalse(Files.exists(Background.socket(platter)));
    }

    @Test
    void userChangesWhenTheSocketIsBound() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        Path folder = platter.folder();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(folder.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Background daemon = Background.start(platter, "-u", "nobody", "null", "1M")) {
            assertEquals("nobody", daemon.process().info().user().orElseThrow());
        }
        // It could remove what it had made as root.
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void pluginsAreConfiguredAsRootAndStartAsTheUser() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        Path folder = platter.folder();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(folder.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Path calls = Files.createFile(folder.resolve("calls"));
        Files.setPosixFilePermissions(calls, PosixFilePermissions.fromString("rw-rw-rw-"));
        // By its path, since the user may not find it in a folder of root.
        String script = "echo $(/usr/bin/id -un) >>" + Platter.quoted(calls.toString());
        try (Background _ = Background.start(
                platter,
                "-u",
                "nobody",
                "eval",
                "config_complete=" + script,
                "after_fork=" + script,
                "get_size=echo 1M")) {
            assertEquals(List.of("root", "nobody"), Files.readAllLines(calls));
        }
        // The script has lain in a folder that root has made.
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Needs("setpriv")
    @Test
    void userWithoutAnEntryKeepsNoGroupsOfRoot() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        Path folder = platter.folder();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(folder.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> line = new ArrayList<>(List.of("--groups", "4,24"));
        line.addAll(platter.command("platter")
                .commandLine(
                        "-U",
                        Background.socket(platter).toString(),
                        "-P",
                        Background.pidFile(platter).toString(),
                        "-u",
                        "12345",
                        "null"));
        Peer.require("setpriv")
                .with(platter.environment())
                .with(Map.of("PLATTER_AOT", "use"))
                .run(line.toArray(String[]::new))
                .success();
        try (Background daemon = Background.of(platter)) {
            List<String> facts =
                    Files.readAllLines(Path.of("/proc/" + daemon.process().pid() + "/status"));
            assertTrue(facts.contains("Uid:\t12345\t12345\t12345\t12345"), facts::toString);
            assertEquals(
                    List.of("Groups:"),
                    facts.stream()
                            .filter(fact -> fact.startsWith("Groups:"))
                            .map(String::strip)
                            .toList());
        }
    }

    @Needs("nbdinfo")
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 3})
    void descriptorOfTheUserReachesTheDaemon(int descriptor) throws IOException {
        Files.write(platter.folder().resolve("disk.img"), new byte[4096]);
        String command = Platter.quoted(platter.command("platter").commandLine().getFirst());
        platter.shell("PLATTER_AOT=use " + command + " -U s -P pid file fd=" + descriptor + " " + descriptor
                        + "<disk.img")
                .success();
        try (Background _ = Background.of(platter)) {
            assertEquals(
                    "4096",
                    Peer.require("nbdinfo")
                            .run("--size", Background.uri(platter))
                            .success()
                            .strip());
        }
    }

    @Test
    void daemonStartsWithoutStandardInput() throws IOException {
        String command = Platter.quoted(platter.command("platter").commandLine().getFirst());
        platter.shell("PLATTER_AOT=use " + command + " -U s -P pid null <&-").success();
        Background.of(platter).close();
    }

    @Test
    void controlSocketSteersADaemon() throws IOException {
        Path control = platter.folder().resolve("control");
        try (Background daemon = Background.start(platter, "--control=" + control, "memory", "1M")) {
            String status = platter.command("platterctl")
                    .run("--socket=" + control, "status")
                    .success();
            assertTrue(status.contains("process " + daemon.process().pid()), status);
            platter.command("platterctl").run("--socket=" + control, "stop").success();
            daemon.awaitEnd();
        }
        assertFalse(Files.exists(control));
    }

    @Needs("nbdsh")
    @Test
    void oneClientIsServedOnStandardInputAndOutput() {
        List<String> words = new ArrayList<>(List.of("env", "PLATTER_AOT=use"));
        words.add("PLATTER_JAVA=" + System.getProperty("java.home"));
        // For the server alone: where the foreign program is found may depend on these.
        platter.environment().forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(platter.command("platter").commandLine("-s", "memory", "1M"));
        Peer.require("nbdsh")
                .run("-c", """
                    h.connect_command(['%s'])
                    h.pwrite(b'p' * 100000, 7)
                    assert h.pread(100000, 7) == b'p' * 100000
                    h.shutdown()
                    """.formatted(String.join("', '", words)))
                .success();
    }
}
