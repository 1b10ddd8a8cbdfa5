// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ProgressLines lines(OptionalLong size) {
        return new ProgressLines(size, new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @Test
    void eachPercentIsOneLine() {
        try (ProgressLines lines = lines(OptionalLong.of(1000))) {
            for (long done : new long[] {1, 9, 10, 500, 505, 1000}) {
                lines.reached(done);
            }
        }
        assertEquals("0/100\n1/100\n50/100\n100/100\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void pipeIsAtTheBeginningUntilItsEnd() {
        try (ProgressLines lines = lines(OptionalLong.empty())) {
            lines.reached(1);
            lines.reached(1L << 40);
        }
        assertEquals("0/100\n100/100\n", out.toString(StandardCharsets.UTF_8));
    }
}
