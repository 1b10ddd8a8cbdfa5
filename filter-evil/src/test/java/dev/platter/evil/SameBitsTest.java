// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which corruption stays the same from read to read. */
class SameBitsTest {
    private static final int SIZE = 100_001;

    @ParameterizedTest
    @ValueSource(strings = {"1e-4", "1e-3", "1e-2", "0.5", "1"})
    void stuckBitsStayTheSameInReadsOfAnySize(String probability) throws IOException {
        String line = "evil-seed=77 evil-probability=" + probability;
        byte[] whole = Given.read(Given.disk(Fill.of(0x0f, SIZE), line), 0, SIZE);
        assertTrue(Given.difference(Given.filled(0x0f, SIZE), whole) > 0);

        EvilFilter restarted = Given.filter(line);
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            Disk connection = Given.disk(Fill.of(0x0f, SIZE), restarted, i);
            int length = 1 + random.nextInt(i % 2 == 0 ? 10 : 20_000);
            int offset = random.nextInt(SIZE - length);
            assertArrayEquals(
                    Arrays.copyOfRange(whole, offset, offset + length), Given.read(connection, offset, length));
        }
    }

    @Test
    void aSeedThatWasDrawnIsHandedOverToTheNextInstance() throws IOException {
        String line = "evil-probability=1e-2";
        EvilFilter old = Given.filter(line);
        byte[] before = Given.read(Given.disk(Fill.of(0x0f, SIZE), old, 1), 0, SIZE);
        EvilFilter next = Given.filter(line);
        assertFalse(Arrays.equals(before, Given.read(Given.disk(Fill.of(0x0f, SIZE), Given.filter(line), 1), 0, SIZE)));
        next.adopt(old.release());
        assertArrayEquals(before, Given.read(Given.disk(Fill.of(0x0f, SIZE), next, 1), 0, SIZE));
    }

    @Test
    void aSeedThatIsGivenCountsMoreThanOneThatIsHandedOver() throws IOException {
        EvilFilter old = Given.filter("evil-probability=1e-2");
        EvilFilter next = Given.filter("evil-seed=77 evil-probability=1e-2");
        next.adopt(old.release());
        assertArrayEquals(
                Given.read(Given.disk(Fill.of(0x0f, SIZE), "evil-seed=77 evil-probability=1e-2"), 0, SIZE),
                Given.read(Given.disk(Fill.of(0x0f, SIZE), next, 1), 0, SIZE));
        assertTrue(next.coexists());
        assertFalse(old.coexists());
    }

    @Test
    void stuckWiresStayTheSameInEachRequest() throws IOException {
        Disk disk = Given.disk(Fill.of(0, SIZE), "evil=stuck-wires evil-seed=77 evil-probability=1e-3");
        byte[] first = Given.read(disk, 0, 10_000);
        assertTrue(Given.difference(new byte[10_000], first) > 0);
        assertArrayEquals(first, Given.read(disk, 77_777, 10_000));
        assertArrayEquals(Arrays.copyOf(first, 500), Given.read(disk, 123, 500));
    }

    @Test
    void cosmicRaysDifferPerReadAndRepeatWithTheSeed() throws IOException {
        String line = "evil=cosmic-rays evil-seed=77 evil-probability=1e-3";
        Disk disk = Given.disk(Fill.of(0, SIZE), line);
        byte[] first = Given.read(disk, 0, 10_000);
        byte[] second = Given.read(disk, 0, 10_000);
        assertFalse(Arrays.equals(first, second));
        Disk again = Given.disk(Fill.of(0, SIZE), line);
        assertArrayEquals(first, Given.read(again, 0, 10_000));
        assertArrayEquals(second, Given.read(again, 0, 10_000));
    }

    @Test
    void intermittentBitsChangeFromReadToRead() throws IOException {
        Disk disk = Given.disk(Fill.of(0, SIZE), "evil-seed=77 evil-probability=1e-2 evil-stuck-probability=50%");
        byte[] all = Given.read(Given.disk(Fill.of(0, SIZE), "evil-seed=77 evil-probability=1e-2"), 0, 10_000);
        byte[] first = Given.read(disk, 0, 10_000);
        byte[] second = Given.read(disk, 0, 10_000);
        assertFalse(Arrays.equals(first, second));
        for (int i = 0; i < all.length; i++) {
            assertTrue((all[i] | first[i] | second[i]) == all[i], "a bit that is not stuck");
        }
    }

    @Test
    void withoutASeedEachRunCorruptsOtherBits() throws IOException {
        byte[] one = Given.read(Given.disk(Fill.of(0, SIZE), "evil-probability=1e-2"), 0, 10_000);
        byte[] other = Given.read(Given.disk(Fill.of(0, SIZE), "evil-probability=1e-2"), 0, 10_000);
        assertFalse(Arrays.equals(one, other));
    }
}
