// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparingTest {
    private static final int SIZE = 1 << 16;
    private static final int REQUEST = 4096;

    private final FakePlace one = new FakePlace(SIZE);
    private final FakePlace other = new FakePlace(SIZE);

    private void compare(Comparing.Differing differing) throws IOException {
        Plan plan = new Plan(Layout.ofBoth(one.layout(), other.layout()), 0, SIZE, 1, REQUEST);
        new Comparing(new Flight(1, REQUEST, _ -> {}), differing, Drain.nowhere(), new Tally(0, _ -> {}))
                .compare(one, other, plan);
    }

    private OptionalLong firstDifference() throws IOException {
        FirstDifference first = new FirstDifference();
        compare(first);
        return first.offset();
    }

    @Test
    void equalDisksHaveNoDifference() throws IOException {
        new Random(1).nextBytes(one.bytes);
        System.arraycopy(one.bytes, 0, other.bytes, 0, SIZE);
        assertEquals(OptionalLong.empty(), firstDifference());
    }

    @Test
    void firstByteThatDiffersIsFound() throws IOException {
        one.bytes[20_000] = 1;
        other.bytes[20_000] = 3;
        one.bytes[50_000] = 1;
        assertEquals(OptionalLong.of(20_000), firstDifference());
    }

    @Test
    void byteWhereOnlyOneDiskHasDataIsFound() throws IOException {
        other.bytes[12_345] = 1;
        assertEquals(OptionalLong.of(12_345), firstDifference());
    }

    @Test
    void zeroesOfBothAreNotRead() throws IOException {
        one.bytes[0] = 1;
        other.bytes[0] = 1;
        assertEquals(OptionalLong.empty(), firstDifference());
        assertEquals(List.of("read 0+1"), one.calls);
    }

    @Test
    void mendingWritesOnlyTheBlocksThatDiffer() throws IOException {
        Arrays.fill(one.bytes, (byte) 7);
        System.arraycopy(one.bytes, 0, other.bytes, 0, SIZE);
        other.bytes[REQUEST + 5] = 8;
        compare(new Mending(new Writing(other, new ZeroRuns(512), false, false)));
        assertArrayEquals(one.bytes, other.bytes);
        assertEquals(
                List.of("write 4096+4096"),
                other.calls.stream().filter(call -> !call.startsWith("read")).toList());
    }
}
