// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each shell of a system starts the commands, wherever they were unpacked and however they are linked to. */
@Tag("same-in-both-modes")
class LauncherIT {
    /** Blanks, letters outside of ASCII, and what shells treat in a special way. */
    private static final String AWKWARD = "Plätter & Söhne's $HOME; №1 *";

    @RegisterExtension
    private final Platter platter = new Platter();

    private Path link;

    @BeforeEach
    void linkFromAnotherFolder() throws IOException {
        Path moved = Files.createDirectory(platter.folder().resolve(AWKWARD));
        Tarball copy = platter.copy(moved);
        Path bin = Files.createDirectory(moved.resolve("my bin"));
        // One relative link to another, which is absolute.
        Files.createSymbolicLink(bin.resolve("absolute"), copy.command("platter"));
        link = Files.createSymbolicLink(bin.resolve("platter"), Path.of("absolute"));
    }

    private Outcome run(String[] shell, String... words) {
        List<String> line = new ArrayList<>(List.of(shell).subList(1, shell.length));
        line.add(link.toString());
        line.addAll(List.of(words));
        // TMPDIR is left alone: foreign programs may lie there.
        return Peer.require(shell[0]).with(Map.of("PLATTER_AOT", "use")).run(line.toArray(String[]::new));
    }

    private void assertStarts(String command) throws IOException {
        String[] shell = command.split(" ");
        String word = "a 'word' of €5 * \\ \"$1\"";
        Outcome captive = run(shell, "-U", "-", "-e", word, "memory", "1M", "--run", "printf %s \"$exportname\"");
        assertEquals(new Outcome(0, word, ""), captive);

        Path socket = Background.socket(platter);
        String pid = Background.pidFile(platter).toString();
        assertEquals(new Outcome(0, "", ""), run(shell, "-U", socket.toString(), "-P", pid, "memory", "1M"));
        Background.of(platter).close();
    }

    @Test
    void shellOfTheSystemStartsThem() throws IOException {
        assertStarts("sh");
    }

    @Test
    void bashStartsThem() throws IOException {
        assertStarts("bash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "mksh", "bash --posix"})
    @Needs({"dash", "busybox", "mksh"})
    void otherShellsStartThem(String shell) throws IOException {
        assertStarts(shell);
    }
}
