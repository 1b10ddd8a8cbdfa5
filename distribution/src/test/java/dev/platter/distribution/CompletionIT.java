// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shells offer when somebody types a command line of {@code platter}. */
@Tag("same-in-both-modes")
class CompletionIT {
    @TempDir
    static Path folder;

    private static Path share;

    @BeforeAll
    static void unpack() throws IOException {
        share = Tarball.unpack(folder).home().resolve("share");
    }

    private static void assertOffered(String expected, Outcome outcome) {
        assertEquals("", outcome.err());
        Set<String> offered = new TreeSet<>();
        outcome.out().lines().map(line -> line.replaceAll("\t.*", "").strip()).forEach(offered::add);
        offered.remove("");
        assertEquals(expected == null ? Set.of() : new TreeSet<>(Set.of(expected.split(","))), offered);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --filt                           | --filter=
        --filter = offs                  | offset
        mem                              | memory
        memory si                        | size=
        --filter = offset memory ra      | range=
        --filter offset memory ra        | range=
        -f mem                           | memory
        -f memory ra                     |
        -p mem                           |
        memory allocator = /no/such/fi   |
        memory 1M xyz                    |
        """)
    void bashCompletesOptionsMembersAndTheirKeys(String line, String expected) {
        String script = """
            compopt() { :; }
            . "$1"
            shift
            COMP_WORDS=(platter "$@")
            COMP_CWORD=$#
            _platter
            printf '%s\\n' "${COMPREPLY[@]}"
            """;
        String[] words = line.split(" ");
        String[] call = new String[words.length + 4];
        call[0] = "-c";
        call[1] = script;
        call[2] = "bash";
        call[3] = share.resolve("bash-completion/completions/platter").toString();
        System.arraycopy(words, 0, call, 4, words.length);
        assertOffered(expected, Peer.require("bash").run(call));
    }

    @Needs("fish")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --filt                           | --filter
        --filter=offs                    | --filter=offset
        mem                              | memory
        memory si                        | size=
        --filter=offset memory ra        | range=
        -f memory xyz                    |
        """)
    void fishCompletesOptionsMembersAndTheirKeys(String line, String expected) {
        Path script = share.resolve("fish/vendor_completions.d/platter.fish");
        assertOffered(
                expected,
                Peer.require("fish")
                        .run(
                                "--no-config",
                                "-c",
                                "source " + script + "; complete --do-complete 'platter " + line + "'"));
    }

    @Needs("zsh")
    @Test
    void zshAcceptsTheScripts() {
        for (String name : Set.of("_platter", "_platterctl", "_platter-gzip")) {
            Path script = share.resolve("zsh/site-functions").resolve(name);
            Peer.require("zsh").run("-n", script.toString()).success();
        }
        String completed = Peer.require("zsh")
                .run(
                        "-fc",
                        """
                        compset() { : }
                        _files() { : }
                        _describe() { print -r -- ${(P)2} }
                        compadd() { print -r -- $@ }
                        CURRENT=3 words=(platter memory si)
                        . "$1"
                        """,
                        "zsh",
                        share.resolve("zsh/site-functions/_platter").toString())
                .success();
        assertTrue(completed.contains("size=:"), completed);
    }
}
