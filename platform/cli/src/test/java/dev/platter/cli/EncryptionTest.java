// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command line can say of TLS, and what a captive command is told. */
class EncryptionTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--tls=maybe, \"--tls: could not decipher boolean (maybe): write off, on or require\"",
                "--tls=require --tls-certificates=/no/such, TLS: /no/such/server-cert.pem does not exist",
                "--tls-certificates=/no/such, TLS: /no/such/server-cert.pem does not exist",
                "--tls-psk=/no/such, TLS: /no/such does not exist",
                "--tls-psk=/dev/null, TLS: /dev/null holds no key: psktool",
                "--tls=require -o --tls-psk=/no/such, -o and --tls=require cannot be used together",
            })
    void contradictingTlsOptionsAreRefusedInOneSentence(String options, String sentence) {
        String[] words = (options + " tiny 1M --run false").split(" ", -1);
        Outcome outcome = Outcome.of(words);
        assertEquals(1, outcome.status());
        assertTrue(outcome.err().startsWith("platter: error: " + sentence), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.released());
    }

    @ParameterizedTest
    @CsvSource({"off, nbd, ''", "on, nbd, 1", "yes, nbd, 1", "require, nbds, 2"})
    void captiveCommandGetsTheTlsVariables(String mode, String scheme, String level) throws IOException {
        Path keys = keys();
        List<String> told = told("-U", "-", "-e", "x", "--tls=" + mode, "--tls-psk=" + keys);
        String query = "?socket=" + told.get(4) + (scheme.equals("nbds") ? "&tls-psk-file=" + keys : "");
        assertEquals(
                List.of(scheme + "+unix:///x" + query, level, "", keys.toString()),
                told.subList(0, 4),
                "uri, tls, tls_certificates, tls_psk");
    }

    @Test
    void captiveCommandGetsTheNameOfTheKeysAsItWasGiven() throws IOException {
        Path keys = keys();
        Path here = Path.of("").toAbsolutePath().relativize(keys);
        List<String> told = told("-U", "-", "--tls=require", "--tls-psk=" + here);
        assertEquals(here.toString(), told.get(3));
        assertTrue(told.getFirst().endsWith("&tls-psk-file=" + keys), told::toString);
    }

    @Test
    void keysFileIsInTheQueryOfATcpAddress() throws IOException {
        Path keys = keys();
        List<String> told = told("-i", "127.0.0.1", "-p", "0", "--tls=require", "--tls-psk=" + keys);
        assertTrue(told.getFirst().matches("nbds://localhost:\\d+\\?tls-psk-file=\\Q" + keys + "\\E"), told::toString);
    }

    @Test
    void keysAloneMeanThatTlsIsOffered() throws IOException {
        assertEquals("1", told("--tls-psk=" + keys()).get(1));
    }

    @Test
    void offWinsOverAFolderThatIsNotThere() throws IOException {
        assertEquals(
                List.of("", "/no/such", ""),
                told("--tls=off", "--tls-certificates=/no/such").subList(1, 4));
    }

    private Path keys() throws IOException {
        return Files.writeString(folder.resolve("keys"), "alice:0123456789abcdef\n");
    }

    private List<String> told(String... options) throws IOException {
        Path told = folder.resolve("told");
        String command =
                "printf '%s\\n' \"$uri\" \"$tls\" \"$tls_certificates\" \"$tls_psk\" \"$unixsocket\" > '" + told + "'";
        Outcome outcome = Outcome.of(Stream.concat(Arrays.stream(options), Stream.of("tiny", "1M", "--run", command))
                .toArray(String[]::new));
        assertEquals(0, outcome.status(), outcome.err());
        return Files.readAllLines(told);
    }
}
