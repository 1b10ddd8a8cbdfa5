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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** shellcheck finds nothing in the scripts that users and package managers run. */
@Tag("same-in-both-modes")
@Needs("shellcheck")
class ShellScriptsIT {
    /** Without a first line that names their shell: one is read by another, the others are run by rpm. */
    private static final List<String> PARTS = List.of("make-aot-cache.sh", "installed", "removed", "removing");

    private static List<Path> scripts() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : List.of("src/main", "systems", "packages/src/main")) {
            try (Stream<Path> files = Files.walk(Path.of(folder).toAbsolutePath())) {
                found.addAll(files.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
                        .filter(ShellScriptsIT::isScript)
                        .sorted()
                        .toList());
            }
        }
        return found;
    }

    private static boolean isScript(Path file) {
        if (PARTS.contains(file.getFileName().toString())) {
            return true;
        }
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").matches("#!/bin/k?sh");
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    @Test
    void shellcheckFindsNothing() throws IOException {
        List<Path> scripts = scripts();
        for (String expected : List.of("platter", "make-aot-cache.sh", "postinst", "installed", "stage", "platterd")) {
            assertTrue(
                    scripts.stream().anyMatch(script -> script.endsWith(expected)),
                    expected + " is not among " + scripts);
        }
        List<String> words = new ArrayList<>(List.of("--format=gcc", "--external-sources", "--source-path=SCRIPTDIR"));
        // A directive in the script names another shell.
        words.add("--shell=sh");
        scripts.forEach(script -> words.add(script.toString()));
        Outcome outcome = Peer.require("shellcheck").run(words.toArray(String[]::new));
        assertEquals(new Outcome(0, "", ""), outcome);
    }
}
