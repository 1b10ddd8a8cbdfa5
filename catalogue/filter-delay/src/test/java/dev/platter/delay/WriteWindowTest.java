// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.testkit.RecordingDisk;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How many bytes of writes may be under way. */
class WriteWindowTest {
    private final RecordingDisk behind = RecordingDisk.of(1000).with(RecordingDisk.EVERYTHING.withWriteWindow(4096));

    @Test
    void onlyWritesThatAreDelayedHaveNoWindow() throws IOException {
        assertEquals(Long.MAX_VALUE, window("delay-write=100"));
        assertEquals(4096, window("delay-read=100"));
    }

    private long window(String parameters) throws IOException {
        return Delayed.disk(behind, parameters).open().features().writeWindow();
    }
}
