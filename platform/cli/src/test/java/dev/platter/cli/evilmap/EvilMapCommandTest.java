// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.evilmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code platter-evil-map} prints. */
class EvilMapCommandTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String map(String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printing = new PrintStream(out, false, StandardCharsets.UTF_8);
        int status =
                new EvilMapCommand().run(printing, new PrintStream(err, true, StandardCharsets.UTF_8), line.split(" "));
        printing.flush();
        assertEquals(err.size() == 0 ? 0 : 1, status);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachStuckBitIsPrintedWithOffsetAndValue() {
        assertEquals("""
            118674 4 1
            128918 3 1
            439857 4 0
            502985 5 1
            590095 4 0
            804822 7 0
            """, map("1M evil-seed=42 evil-probability=1e-6"));
    }

    @Test
    void bitsOutsideTheRangesAreLeftOut() {
        assertEquals(
                "128918 3 1\n590095 4 0\n",
                map("1M evil-seed=42 evil-probability=1e-6 evil-range=128918-128918 evil-range=590095-590095"));
    }

    @Test
    void jsonHasOneObjectPerLine() {
        assertEquals(
                "{\"offset\":118674,\"bit\":4,\"stuck\":1}\n",
                map("--json evil-seed=42 size=128000 evil-probability=1:1000000"));
    }

    @Test
    void countPrintsTheNumberOfBits() {
        assertEquals("6\n", map("--count 1M evil-seed=42 evil-probability=1e-6"));
        long most = Long.parseLong(map("--count 9223372036854775807 evil-seed=42 evil-probability=1e-16")
                .strip());
        assertTrue(Math.abs(most - 7379) < 4 * 86, most + " bits");
    }

    /** The usual probabilities are the filter's. */
    @Test
    void defaultProbabilityDependsOnTheMode() {
        assertEquals(map("10G evil-seed=1 evil-probability=1e-8"), map("10G evil-seed=1"));
        assertEquals(
                map("32M evil-seed=1 evil=stuck-wires evil-probability=1e-6"), map("32M evil-seed=1 evil=stuck-wires"));
        assertNotEquals("", map("32M evil-seed=1 evil=stuck-wires"));
    }

    @Test
    void runsOfNeighboursHaveTheSameProbability() {
        long bits = Long.parseLong(map("--count 10M evil-seed=42 evil-probability=1e-2 evil-burst=100")
                .strip());
        assertTrue(Math.abs(bits - 838_861) < 4 * 9113, bits + " bits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evil-seed=1                      | the size of the disk is needed",
                "1G                               | evil-seed= is needed",
                "1Q evil-seed=1                   | size=1Q: could not parse size: unknown suffix: Q",
                "1G evil-seed=x                   | evil-seed=x: could not parse seed: x",
                "1G evil-probability=2            | evil-probability=2: rate out of range: '2' parsed as 2 (a"
                        + " probability is from 0 to 1)",
                "1G evil-burst=0                  | evil-burst=0: a burst must be from 1 to 65536 bits, not 0",
                "1G evil-burst=x                  | evil-burst=x: write a whole number",
                "1G evil=cosmic-rays              | evil=cosmic-rays: cosmic rays strike different bits in each read",
                "1G evil=banana                   | evil=banana: choose stuck-bits or stuck-wires",
                "1K evil-seed=1 evil-range=0-1024 | evil-range=0-1024 reaches beyond the disk, which has 1024 bytes",
                "1G evil-sede=1                   | unknown parameter 'evil-sede': the parameters are size, evil,"
                        + " evil-seed,",
                "--banana                         | unrecognized option '--banana'",
            })
    void wrongWordsAreRefusedWithASentence(String line, String complaint) {
        assertEquals("", map(line));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.startsWith("platter-evil-map: " + complaint), said);
        assertTrue(said.endsWith("\nTry 'platter-evil-map --help'.\n"), said);
    }

    @Test
    void fullDiskIsReported() {
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        int status =
                new EvilMapCommand().run(full, new PrintStream(err, true, StandardCharsets.UTF_8), "1G", "evil-seed=1");
        assertEquals(1, status);
        assertFalse(err.toString(StandardCharsets.UTF_8).isEmpty());
    }

    @Test
    void helpAndVersionArePrinted() {
        assertTrue(map("--help").startsWith("Usage: platter-evil-map [OPTION...] SIZE"));
        assertTrue(map("--version").startsWith("platter-evil-map "));
    }
}
