// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.blocks.BlockLocks.Hold;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockLocksTest {
    private final BlockLocks locks = new BlockLocks();
    private final List<String> held = new ArrayList<>();

    private Hold hold(String name, long offset, long length, boolean alone) {
        Hold hold = locks.prepare(offset, length, alone, () -> held.add(name));
        locks.acquire(hold);
        return hold;
    }

    @Test
    void rangesAreSharedUnlessSomebodyMustBeAlone() {
        hold("a", 0, 100, false);
        hold("b", 50, 100, false);
        hold("c", 99, 1, true);
        hold("d", 200, 10, true);
        assertEquals(List.of("a", "b", "d"), held);
    }

    @Test
    void rangeIsGrantedWhenTheLastThatExcludesItIsGivenBack() {
        Hold a = hold("a", 0, 100, false);
        Hold b = hold("b", 50, 100, false);
        hold("c", 99, 1, true);
        locks.release(a);
        assertEquals(List.of("a", "b"), held);
        locks.release(b);
        assertEquals(List.of("a", "b", "c"), held);
    }

    @Test
    void nobodyOvertakesOnTheSameRange() {
        Hold a = hold("a", 0, 10, false);
        Hold b = hold("b", 0, 10, true);
        hold("c", 5, 10, false);
        hold("d", 10, 10, false);
        assertEquals(List.of("a", "d"), held);
        locks.release(a);
        assertEquals(List.of("a", "d", "b"), held);
        locks.release(b);
        assertEquals(List.of("a", "d", "b", "c"), held);
    }

    /** Each of them would need some calls on the stack if it began in the end of the one before. */
    @Test
    void manyThatWaitDoNotNeedADeepStack() {
        int many = 20_000;
        Hold first = hold("first", 0, 10, true);
        List<Hold> ended = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Hold[] own = new Hold[1];
            own[0] = locks.prepare(0, 10, false, () -> {
                ended.add(own[0]);
                locks.release(own[0]);
            });
            locks.acquire(own[0]);
        }
        locks.release(first);
        assertEquals(many, ended.size());
    }
}
