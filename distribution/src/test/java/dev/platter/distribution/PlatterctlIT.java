// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code platterctl} in the archive: the command, its manual page and its completion. */
class PlatterctlIT {
    /** Completes its arguments, of which the last is unfinished; a fake {@code platterctl} knows a few names. */
    private static final String COMPLETE = """
        platterctl() { local IFS=' '; case "$*" in
            "complete exports") printf '%s\\n' vm1 vm2 'two words' ;;
            "--socket /s complete exports") echo there ;;
            "complete filters") echo delay ;;
            "complete plugins") echo memory ;;
            "complete versions") echo memory@1.2.0 ;;
        esac; }
        . "$1"
        shift
        COMP_WORDS=(platterctl "$@")
        COMP_CWORD=$#
        _platterctl
        printf '%s\\n' "${COMPREPLY[@]}"
        """;

    @TempDir
    static Path folder;

    private static Tarball tarball;

    @BeforeAll
    static void unpack() throws IOException {
        tarball = Tarball.unpack(folder);
    }

    private static Outcome run(String... words) {
        return Peer.at(tarball.command("platterctl")).run(words);
    }

    @Test
    void commandPrintsItsVersion() {
        Outcome outcome = run("--version");
        assertTrue(outcome.out().startsWith("platterctl 0."), outcome.out() + outcome.err());
        assertEquals(0, outcome.status());
    }

    @Test
    void missingServerIsReported() {
        Path socket = folder.resolve("none.sock");
        Outcome outcome = run("--socket", socket.toString(), "status");
        assertTrue(outcome.err().startsWith("platterctl: there is no server at " + socket), outcome.err());
        assertEquals(3, outcome.status());
    }

    @Test
    void pageAndCompletionsAreThere() {
        for (String file : List.of(
                "man/man1/platterctl.1",
                "bash-completion/completions/platterctl",
                "zsh/site-functions/_platterctl",
                "fish/vendor_completions.d/platterctl.fish")) {
            assertTrue(Files.isRegularFile(tarball.home().resolve("share").resolve(file)), file);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        st                            | status,stop
        export r                      | remove
        upgrade vm                    | vm1,vm2
        upgrade --live t              | two\\ words
        --json drain --grace = 5s vm2 | vm2
        --socket = /s drain t         | there
        upgrade --l                   | --live
        export add --filter = d       | delay
        export add b m                | memory
        uninstall memory@             | memory@1.2.0
        status v                      |
        """)
    void bashCompletesCommandsOptionsAndNames(String line, String expected) {
        String[] words = line.split(" ");
        String[] call = new String[words.length + 4];
        call[0] = "-c";
        call[1] = COMPLETE;
        call[2] = "bash";
        call[3] = tarball.home()
                .resolve("share/bash-completion/completions/platterctl")
                .toString();
        System.arraycopy(words, 0, call, 4, words.length);
        Outcome outcome = Peer.require("bash").run(call);
        assertEquals("", outcome.err());
        Set<String> offered = new TreeSet<>(
                outcome.out().lines().filter(each -> !each.isEmpty()).toList());
        assertEquals(expected == null ? Set.of() : new TreeSet<>(List.of(expected.split(","))), offered);
    }
}
