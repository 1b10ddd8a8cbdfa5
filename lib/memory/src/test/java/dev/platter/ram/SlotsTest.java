// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.libc.PageCache;
import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlotsTest {
    static Stream<Supplier<Slots>> slots() {
        return Stream.of(SlotsTest::mapped, SlotsTest::inAFile, ArenaSlots::new);
    }

    @ParameterizedTest
    @MethodSource("slots")
    void slotsDoNotOverlap(Supplier<Slots> source) throws IOException {
        Slots slots = source.get();
        Slot first = slots.take();
        Slot second = slots.take();
        fill(slots, first, 1);
        fill(slots, second, 2);
        assertEquals(1L << slots.shift(), sum(slots, first));
        assertEquals(2L << slots.shift(), sum(slots, second));
        slots.close();
    }

    @ParameterizedTest
    @MethodSource("slots")
    void onlyDiscardedPagesAreZero(Supplier<Slots> source) throws IOException {
        Slots slots = source.get();
        Slot slot = slots.take();
        fill(slots, slot, 1);
        slots.discard(slot, 2 * Memory.PAGE, 3 * Memory.PAGE);
        assertEquals((1L << slots.shift()) - 3 * Memory.PAGE, sum(slots, slot));
        assertEquals(0, slot.region().buffer().get(slot.base() + 2 * Memory.PAGE));
        assertEquals(0, slot.region().buffer().get(slot.base() + 5 * Memory.PAGE - 1));
        slots.close();
    }

    @ParameterizedTest
    @MethodSource("slots")
    void populatingKeepsTheContents(Supplier<Slots> source) throws IOException {
        Slots slots = source.get();
        Slot slot = slots.take();
        slot.region().buffer().put(slot.base() + 100, (byte) 1);
        slots.populate(slot, 100, 10_000);
        assertEquals(1, sum(slots, slot));
        slots.close();
    }

    @ParameterizedTest
    @MethodSource("slots")
    void aDirtySlotIsCleanWhenTakenAgain(Supplier<Slots> source) throws IOException {
        Slots slots = source.get();
        Slot slot = slots.take();
        fill(slots, slot, 1);
        slots.give(slot, 0, 1 << slots.shift());
        assertEquals(0, sum(slots, slots.take()));
        slots.close();
    }

    @Test
    void mappedSlotsAreReusedFirst() throws IOException {
        Slots slots = mapped();
        slots.take();
        Slot slot = slots.take();
        slots.give(slot, 0, 0);
        assertSame(slot, slots.take());
        assertNotEquals(slot.base(), slots.take().base());
        slots.close();
    }

    /** Pages that read as zeroes, but are still in the file, may be on their way to a client. */
    @Test
    void aSlotOfAFileLeavesNothingInItWhenItIsGivenBack() throws IOException {
        Slots slots = inAFile();
        Slot slot = slots.take();
        fill(slots, slot, 1);
        slots.discard(slot, 0, 1 << slots.shift());
        Zeroes.fill(slot.region().buffer(), slot.base(), Memory.PAGE);
        long all = (1 << slots.shift()) / Memory.PAGE;
        assertEquals(all - 1, missing(slot, slots.shift()));
        slots.give(slot, 0, 0);
        assertEquals(all, missing(slot, slots.shift()));
        slots.close();
    }

    private static long missing(Slot slot, int shift) {
        long missing =
                PageCache.missing(slot.region().descriptor(), slot.region().position() + slot.base(), 1L << shift);
        assumeTrue(missing >= 0, "this kernel cannot tell what is in a file, which Linux 6.5 can");
        return missing;
    }

    @Test
    void portableMemoryIsFreedWithItsSlot() throws IOException {
        Slots slots = new ArenaSlots();
        Slot slot = slots.take();
        assertEquals(1, slots.regions().size());
        slots.give(slot, 0, 0);
        assertEquals(List.of(), slots.regions());
        assertFalse(slot.region().arena().scope().isAlive());
    }

    @Test
    void furtherRegionsAreTakenWhenNeeded() throws IOException {
        Slots slots = mapped();
        Slot slot = slots.take();
        for (long taken = 1; taken <= Region.MAX_SIZE >>> slots.shift(); taken++) {
            slot = slots.take();
        }
        assertEquals(2, slots.regions().size());
        assertEquals(0, slot.base());
        fill(slots, slot, 1);
        assertEquals(1L << slots.shift(), sum(slots, slot));
        slots.close();
    }

    private static Slots mapped() {
        return new MappedSlots(new PrivatePages(SystemMemory.find().orElseThrow()));
    }

    private static Slots inAFile() {
        return new MappedSlots(new FilePages(SystemMemory.find().orElseThrow()));
    }

    private static void fill(Slots slots, Slot slot, int value) {
        for (int i = 0; i < 1 << slots.shift(); i++) {
            slot.region().buffer().put(slot.base() + i, (byte) value);
        }
    }

    private static long sum(Slots slots, Slot slot) {
        long sum = 0;
        for (int i = 0; i < 1 << slots.shift(); i++) {
            sum += slot.region().buffer().get(slot.base() + i);
        }
        return sum;
    }
}
