// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.host.RefusedException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The watch on a system whose calls are faked; BackgroundIT lets a real parent end. */
class ParentWatchTest {
    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    private ParentWatch watch(boolean systemTells, long launchedBy) {
        ParentWatch.Signal signal = () -> {
            requested.set(true);
            return systemTells;
        };
        return new ParentWatch(signal, Optional.of(launchedBy));
    }

    private static long parent() {
        return ProcessHandle.current().parent().orElseThrow().pid();
    }

    @Test
    void parentThatHasEndedBeforeTheStartIsNoticed() {
        RefusedException refusal = assertThrows(
                RefusedException.class, () -> watch(true, parent() + 1).begin(() -> ended.set(true)));
        assertEquals("--exit-with-parent: the parent process has ended already", refusal.getMessage());
        assertTrue(requested.get(), "its end between the look and the request would be missed");
    }

    @Test
    void parentThatLivesIsWatched() throws RefusedException {
        for (boolean systemTells : new boolean[] {true, false}) {
            watch(systemTells, parent()).begin(() -> ended.set(true));
            assertTrue(requested.get());
        }
        assertFalse(ended.get());
    }
}
