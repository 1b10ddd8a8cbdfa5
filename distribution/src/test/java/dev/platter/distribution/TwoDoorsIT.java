// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code platter} and {@code platterd} run the same server: the same chain has the same errors, log lines and features. */
@Timeout(120)
@Tag("same-in-both-modes")
class TwoDoorsIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    private Path configuration(String plugin, String parameters, String more) throws IOException {
        return Files.writeString(platter.folder().resolve("platter.toml"), """
            [server]
            state = "state"
            control = "control"
            [[listen]]
            unix = "socket"
            [export.one.plugin]
            use = "%s"
            parameters = { %s }
            %s
            """.formatted(plugin, parameters, more));
    }

    /** The error message, without the name of the program and the position in the file. */
    private static String sentence(String err) {
        assertEquals(1, err.lines().count(), err);
        return err.strip()
                .replaceFirst("^platterd?: error: (\\S+\\.toml:\\d+:\\d+: )?(export 'one', made of .*?\\): )?", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memry 1M          | memry  | size = '1M'",
                "memory banana     | memory | size = 'banana'",
                "memory 1M sise=2M | memory | size = '1M', sise = '2M'",
                "memory            | memory |",
            })
    void aChainThatCannotBeMadeIsRefusedInTheSameWords(String line, String plugin, String parameters)
            throws IOException {
        String toml = parameters == null ? "" : parameters.replace('\'', '"');
        Path file = configuration(plugin, toml, "");

        Outcome words = platter.run(line.strip().split(" "));
        Outcome check = platter.command("platterd").run("--check", "--config=" + file);

        assertEquals(1, words.status());
        assertEquals(1, check.status());
        assertEquals(sentence(words.err()), sentence(check.err()));
    }

    @Test
    void aFilterThatDoesNotExistIsRefusedInTheSameWords() throws IOException {
        Path file = configuration("null", "size = \"1M\"", "[[export.one.filter]]\nuse = \"ofset\"");

        Outcome words = platter.run("--filter=ofset", "null", "1M");
        Outcome check = platter.command("platterd").run("--check", "--config=" + file);

        assertEquals(sentence(words.err()), sentence(check.err()));
    }

    @Test
    void aPluginThatDoesNotStartIsRefusedInTheSameWords() throws Exception {
        Path file = configuration("file", "file = \"/nosuch/image\"", "");

        Outcome words = platter.run("file", "/nosuch/image");
        Outcome served = platter.command("platterd").run("--strict", "--config=" + file);

        assertEquals(1, words.status());
        assertEquals(1, served.status());
        assertEquals(sentence(words.err()), sentence(served.err()));
    }

    @Test
    void clientsFindTheSameDiskAndTheLogSaysTheSame() throws Exception {
        Path file = configuration("memory", "size = \"4M\"", """
            [[export.one.filter]]
            use = "offset"
            parameters = { offset = "1M" }
            """);
        try (Daemon daemon = new Daemon(platter.command("platterd").start("-v", "--config=" + file))) {
            daemon.awaitLog("ready: ");
            String socket = platter.folder().resolve("socket").toString();
            List<String> offered = offer(platter.command("platter-info")
                    .run("nbd+unix:///one?socket=" + socket)
                    .success());
            String opened = daemon.awaitLog("memory: open readonly=0 exportname=\"\" tls=0");

            String info =
                    Platter.quoted(platter.command("platter-info").commandLine().getFirst());
            Outcome words = platter.run(
                    "-v",
                    "-U",
                    "-",
                    "-e",
                    "one",
                    "--filter=offset",
                    "memory",
                    "4M",
                    "offset=1M",
                    "--run",
                    info + " \"$uri\"");

            assertEquals(offer(words.success()), offered);
            // A server of many names the export, and nbdkit's command line the plugin.
            assertTrue(opened.contains(" DEBUG one["), opened);
            // There the name is the export's, and a plugin is told none; here it is the plugin's to understand.
            String said = opened.substring(opened.indexOf("memory: open")).replace("\"\"", "\"one\"");
            assertTrue(
                    words.err()
                            .lines()
                            .anyMatch(
                                    line -> line.startsWith("platter: debug: memory[") && line.endsWith("]: " + said)),
                    words.err());
        }
    }

    /** The printed facts about the export, without its URI. */
    private static List<String> offer(String printed) {
        return printed.lines().filter(line -> !line.contains("uri:")).toList();
    }
}
