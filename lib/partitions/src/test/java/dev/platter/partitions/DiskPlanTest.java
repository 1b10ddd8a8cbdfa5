// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are made are read as they were planned. Other programs read those of the plugin partitioning. */
class DiskPlanTest {
    private static final UUID TYPE = UUID.fromString("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");

    private static PlannedPartition partition(int number) {
        return new PlannedPartition(
                1000L * number, 4096, number == 1, 0x20 + number % 64, TYPE, new UUID(1, number), "name " + number);
    }

    private static List<PlannedPartition> partitions(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(DiskPlanTest::partition).toList();
    }

    private static PartitionTable read(DiskPlan plan) throws IOException {
        return PartitionTable.find((into, offset) -> fill(plan, into, offset), plan.size(), PartitionTable.SECTOR);
    }

    private static void fill(DiskPlan plan, ByteBuffer into, long offset) {
        for (long at = offset; into.hasRemaining(); at++) {
            into.put(byteAt(plan, at));
        }
    }

    private static byte byteAt(DiskPlan plan, long at) {
        for (DiskPlan.Table table : plan.tables()) {
            if (at >= table.offset() && at - table.offset() < table.bytes().remaining()) {
                return table.bytes().get((int) (at - table.offset()));
            }
        }
        return 0;
    }

    private static void assertRead(DiskPlan plan, PartitionTable.Kind kind, int count) throws IOException {
        PartitionTable table = read(plan);
        assertEquals(kind, table.kind());
        assertEquals(List.of(), table.notes());
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expected.add(plan.offsets().get(i) + "+" + Math.ceilDiv(1000L * (i + 1), 512) * 512);
            assertEquals(0, plan.offsets().get(i) % 4096);
        }
        assertEquals(
                expected,
                table.partitions().stream()
                        .map(one -> one.offset() + "+" + one.length())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 40})
    void anMbrIsReadAsPlanned(int count) throws IOException {
        DiskPlan plan = DiskPlan.mbr(partitions(count));
        assertRead(plan, PartitionTable.Kind.MBR, count);
        int last = count <= 4 ? count : count + 1;
        assertEquals(
                "0x%02x".formatted(0x20 + count % 64),
                read(plan).partition(last).type());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 128, 129})
    void aGptIsReadAsPlanned(int count) throws IOException {
        DiskPlan plan = DiskPlan.gpt(partitions(count), new UUID(7, 7));
        assertRead(plan, PartitionTable.Kind.GPT, count);
        assertEquals(count, read(plan).partition("name " + count).number());
        assertEquals(TYPE.toString(), read(plan).partition(count).type());
    }

    @Test
    void theCopyOfAGptIsWhole() throws IOException {
        DiskPlan plan = DiskPlan.gpt(partitions(2), new UUID(7, 7));
        DiskPlan.Table first = plan.tables().getFirst();
        ByteBuffer damaged =
                ByteBuffer.allocate(first.bytes().capacity()).put(first.bytes().duplicate());
        damaged.flip().put(600, (byte) 0xff);
        DiskPlan broken = new DiskPlan(
                plan.size(),
                plan.offsets(),
                List.of(new DiskPlan.Table(0, damaged), plan.tables().getLast()));
        assertEquals(2, read(broken).partitions().size());
        assertEquals(1, read(broken).notes().size());
    }

    @Test
    void anMbrHasAnEnd() {
        PlannedPartition large = new PlannedPartition(3L << 40, 512, true, 0x83, TYPE, new UUID(1, 1), "");
        PartitionException refused = assertThrows(PartitionException.class, () -> DiskPlan.mbr(List.of(large)));
        assertTrue(refused.getMessage().contains("4294967295"), refused.getMessage());
    }
}
