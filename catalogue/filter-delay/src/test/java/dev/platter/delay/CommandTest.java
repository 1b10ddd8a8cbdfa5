// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of request waits for its own delay, and the other kinds do not. */
class CommandTest {
    private static final List<String> COMMANDS =
            List.of("read", "write", "flush", "trim", "zero", "cache", "extents", "x:dirty");

    private final RecordingDisk behind = RecordingDisk.of(1000);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delay-read=100             | read",
                "delay-write=100            | write",
                "delay-zero=100             | zero",
                "delay-trim=100             | trim",
                "delay-extents=100          | extents x:dirty",
                "delay-cache=100            | cache",
                "wdelay=100                 | write trim zero",
                "wdelay=100 delay-trim=0    | write zero",
                "delay-read=100 wdelay=100  | read write trim zero",
            })
    void eachDelayAppliesToItsKindOfRequest(String parameters, String waiting) throws IOException {
        Delayed delayed = Delayed.disk(behind, parameters);
        AsyncDisk disk = delayed.opened();
        List<TestCompletion> late = new ArrayList<>();
        for (String command : COMMANDS) {
            TestCompletion end = Delayed.send(disk, command);
            if (List.of(waiting.split(" ")).contains(command)) {
                late.add(end);
            } else {
                assertEquals("succeeded", end.outcome(), command);
            }
        }
        int passed = COMMANDS.size() - late.size();
        assertEquals(passed, behind.requests().size());
        delayed.context.advance(Delayed.millis(99));
        assertEquals(passed, behind.requests().size());
        delayed.context.advance(Delayed.millis(1));
        late.forEach(end -> assertEquals("succeeded", end.outcome()));
        assertEquals(COMMANDS.size(), behind.requests().size());
    }

    @Test
    void eachKindOfRequestWaitsForItsOwnDelay() throws IOException {
        Delayed delayed = Delayed.disk(behind, "wdelay=100 delay-zero=50 delay-read=200");
        AsyncDisk disk = delayed.opened();
        for (String command : List.of("read", "write", "trim", "zero")) {
            Delayed.send(disk, command);
        }
        delayed.context.advance(Delayed.millis(50));
        assertEquals(List.of("zero 4 at 0 []"), behind.requests());
        delayed.context.advance(Delayed.millis(50));
        assertEquals(3, behind.requests().size());
        delayed.context.advance(Delayed.millis(100));
        assertEquals("read 4 at 0", behind.requests().getLast());
    }

    @Test
    void withoutADelayTheFilterAddsNothing() throws IOException {
        assertTrue(Delayed.disk(behind, "delay-read=0").open() == behind);
    }
}
