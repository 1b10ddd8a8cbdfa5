// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.server.PlatterVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed on request, on the standard output, without anything being constructed. */
class InformationTest {
    @Test
    void versionIsOneLine() {
        Outcome outcome = Outcome.of("--version");
        assertEquals("platter " + PlatterVersion.read() + "\n", outcome.out());
        assertTrue(Character.isDigit(PlatterVersion.read().charAt(0)), PlatterVersion.read());
        assertFalse(outcome.loaded(), "the bundles are not needed for that");
    }

    @Test
    void versionOfMembersFollows() {
        assertEquals(
                List.of("platter " + PlatterVersion.read(), "plain 4.5.6", "tiny 1.2.3"),
                Outcome.of("--filter=plain", "tiny", "--version").out().lines().toList());
    }

    @Test
    void helpShowsEveryOption() {
        Outcome outcome = Outcome.of("--help");
        assertEquals(0, outcome.status());
        for (String option : List.of(
                "--filter",
                "-U",
                "-p",
                "-i",
                "-e",
                "-r",
                "-f",
                "-v",
                "-t",
                "--run",
                "--dump-plugin",
                "--dump-config")) {
            assertTrue(outcome.out().contains(option), option);
        }
    }

    @Test
    void helpOfMembersNeedsNoParameters() {
        String out = Outcome.of("--filter=plain", "tiny", "--help").out();
        assertTrue(out.indexOf("plugin: tiny") > 0, out);
        assertTrue(out.indexOf("filter: plain") > out.indexOf("plugin: tiny"), out);
    }

    @Test
    void dumpPluginHasNbdkitsKeys() {
        Outcome outcome = Outcome.of("--filter=plain", "tiny", "--dump-plugin");
        Path bundles = outcome.home().resolve("bundles");
        assertEquals(
                List.of(
                        "path=" + bundles.resolve("tiny.jar"),
                        "name=tiny",
                        "version=1.2.3",
                        "max_thread_model=parallel",
                        "thread_model=serialize_all_requests",
                        "magic_config_key=size",
                        "parameters=size,start",
                        "plain_path=" + bundles.resolve("plain.jar"),
                        "plain_name=plain",
                        "plain_version=4.5.6"),
                outcome.out().lines().toList());
    }

    @Test
    void dumpPluginTellsWhatFollowsFromParameters() {
        List<String> lines =
                Outcome.of("tiny", "--dump-plugin", "1M").out().lines().toList();
        assertEquals("tiny_sectors=2048", lines.getLast());
        Outcome refused = Outcome.of("tiny", "--dump-plugin", "banana");
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("banana"), refused.err());
    }

    @Test
    void dumpConfigNamesTheFolders() {
        Outcome outcome = Outcome.of("--dump-config");
        List<String> lines = outcome.out().lines().toList();
        assertTrue(lines.contains("plugindir=" + outcome.home().resolve("bundles")), lines.toString());
        assertEquals(lines.stream().sorted().toList(), lines);
    }
}
