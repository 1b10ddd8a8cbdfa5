// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said without a server. */
class InfoCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return new InfoCommand()
                .run(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        args);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --bogus nbd://h         | unrecognized option '--bogus'
        --size                  | a URI is needed
        nbd://a nbd://b         | one URI is needed, and there are 2
        --size --map nbd://h    | --can, --cannot, --list, --map, --size and --uri exclude each other: choose one
        --list --is tls nbd://h | --can, --cannot, --list, --map, --size and --uri exclude each other: choose one
        --totals nbd://h        | --totals sums up a map: use it with --map
        --can fly nbd://h       | unknown feature 'fly': the features are block-status-payload, cache, connect, df,
        -- [ nbdkit null ]      | platter-info does not start a server between [ and ]: start it, and name its URI
        --size nbds://h.invalid | cannot connect to h.invalid port 10809: unknown host
        --size http://h         | cannot use the NBD URI 'http://h': unknown scheme 'http'
        --size nbd://h.invalid  | cannot connect to h.invalid port 10809: unknown host
        --map nbd://h.invalid   | cannot connect to h.invalid port 10809: unknown host
        """)
    void wrongCommandLineIsRefusedInOneSentence(String line, String complaint) {
        assertEquals(1, run(line.split(" ")));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.startsWith("platter-info: " + complaint), said);
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void helpNamesEveryOption() {
        assertEquals(0, run("--help"));
        String help = out.toString(StandardCharsets.UTF_8);
        for (String option :
                new String[] {"--can", "--cannot", "--list", "--map", "--totals", "--size", "--uri", "--json"}) {
            assertTrue(help.contains(option), help);
        }
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void versionIsThatOfPlatter() {
        assertEquals(0, run("--version"));
        String version = out.toString(StandardCharsets.UTF_8);
        assertTrue(version.matches("platter-info \\d+\\.\\d+\\.\\d+\\S*\\R"), version);
    }
}
