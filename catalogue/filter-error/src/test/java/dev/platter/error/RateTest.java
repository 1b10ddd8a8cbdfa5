// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many requests of each kind fail. */
class RateTest {
    private static final String SUCCEEDED = "succeeded";

    private final RecordingDisk behind = RecordingDisk.of(1000);

    @Test
    void withoutARateNothingFails() {
        AsyncDisk disk = Filtered.disk(behind, Given.nothing(), () -> 0);
        for (String command : Filtered.COMMANDS) {
            assertEquals(SUCCEEDED, Filtered.outcome(disk, command), command);
        }
        assertEquals(Filtered.COMMANDS.size(), behind.requests().size());
    }

    @Test
    void atARateOfOneEverythingFailsButFlushes() {
        AsyncDisk disk = Filtered.disk(behind, Given.parameters("error-rate=100%"), () -> 0.999999);
        for (String command : Filtered.COMMANDS) {
            boolean passes = command.equals("flush");
            assertEquals(
                    passes ? SUCCEEDED : "EIO the error filter injects EIO into " + command,
                    Filtered.outcome(disk, command));
        }
        assertEquals(List.of("flush"), behind.requests());
    }

    @Test
    void otherContextsFailAsExtentsDo() {
        AsyncDisk disk = Filtered.disk(behind, Given.parameters("error-extents-rate=1"));
        assertEquals("EIO the error filter injects EIO into extents", Filtered.outcome(disk, "x:dirty"));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "0.0999, true", "0.1, false", "0.9, false"})
    void aRateBetweenIsDecidedByChance(double drawn, boolean fails) {
        AsyncDisk disk = Filtered.disk(behind, Given.parameters("error-rate=1:10"), Filtered.drawing(drawn));
        assertEquals(fails, !Filtered.outcome(disk, "pread").equals(SUCCEEDED));
    }

    @Test
    void eachKindOfRequestHasARateOfItsOwn() {
        for (String failing : Filtered.COMMANDS) {
            AsyncDisk disk = Filtered.disk(behind, Given.parameters("error-" + failing + "-rate=1"));
            for (String command : Filtered.COMMANDS) {
                assertEquals(
                        command.equals(failing),
                        !Filtered.outcome(disk, command).equals(SUCCEEDED),
                        command);
            }
        }
    }

    @Test
    void theRateOfAKindOverridesTheRateOfAll() {
        AsyncDisk disk = Filtered.disk(behind, Given.parameters("error-rate=1 error-trim-rate=0"));
        assertEquals(SUCCEEDED, Filtered.outcome(disk, "trim"));
        assertTrue(Filtered.outcome(disk, "zero").startsWith("EIO "));
    }

    /** With 10,000 draws, a true rate of one half misses these bounds less than once in a million years of builds. */
    @Test
    void chanceIsFair() throws IOException {
        ErrorFilter filter = Given.parameters("error-rate=50%");
        AsyncDisk disk = (AsyncDisk) filter.open(new TestOpener(behind), TestClient.anybody());
        int failed = 0;
        for (int i = 0; i < 10_000; i++) {
            TestCompletion end = new TestCompletion();
            disk.read(ByteBuffer.allocate(0), 0, HoleSink.NONE, end);
            failed += end.outcome().equals(SUCCEEDED) ? 0 : 1;
        }
        assertTrue(failed > 4_500 && failed < 5_500, failed + " of 10,000 failed");
    }
}
