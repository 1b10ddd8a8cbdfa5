// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.SelectStrategy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdaptiveSpinTest {
    private final AdaptiveSpin spin = new AdaptiveSpin();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void aLoopSleepsAtOnceUntilAPollHasPaid() throws Exception {
        assertEquals(SelectStrategy.SELECT, spin.calculateStrategy(this::nothing, false));
        assertEquals(0, looks.get());
    }

    @Test
    void pollingIsTriedNowAndThenAndGoesOnWhileItPays() throws Exception {
        int found = 0;
        for (int i = 0; i < 200; i++) {
            if (spin.calculateStrategy(this::something, false) == 3) {
                found++;
            }
        }
        assertTrue(found > 100, "of 200 turns " + found + " looked out");
    }

    @Test
    void pollingIsGivenUpWhenNothingComes() throws Exception {
        for (int i = 0; i < 200; i++) {
            spin.calculateStrategy(this::something, false);
        }
        int lookedOut = 0;
        for (int i = 0; i < 50; i++) {
            looks.set(0);
            spin.calculateStrategy(this::nothing, false);
            lookedOut += looks.get() > 0 ? 1 : 0;
        }
        assertTrue(lookedOut < 6, "of 50 idle turns " + lookedOut + " looked out");
    }

    @Test
    void pollingCanBeSwitchedOff() throws Exception {
        AdaptiveSpin off = new AdaptiveSpin(0);
        for (int i = 0; i < 200; i++) {
            assertEquals(SelectStrategy.SELECT, off.calculateStrategy(this::something, false));
        }
        assertEquals(0, looks.get());
    }

    @Test
    void tasksDoNotWait() throws Exception {
        assertEquals(0, spin.calculateStrategy(this::nothing, true));
        assertEquals(1, looks.get());
    }

    private int nothing() {
        looks.incrementAndGet();
        return 0;
    }

    private int something() {
        looks.incrementAndGet();
        return 3;
    }
}
