// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.RequestFlags;
import dev.platter.client.NbdClient;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("same-in-both-modes")
class PartitionTest {
    private static final int SIZE = 1 << 20;

    private static FakeDisk disk(ByteBuffer table) throws IOException {
        FakeDisk disk = FakeDisk.of(SIZE);
        disk.write(table, 0, RequestFlags.NONE);
        return disk;
    }

    private static FakeDisk mbr() throws IOException {
        return disk(Tables.mbr(new int[] {64, 100}, new int[] {200, 1}));
    }

    private static FakeDisk gpt() throws IOException {
        return disk(Tables.gpt(new long[] {64, 163}, new long[] {200, 200}));
    }

    private static Served serve(FakeDisk behind, int partition) throws IOException {
        return Served.of(behind.plugin(), new PartitionFilter(new PartitionFilter.Config(partition)));
    }

    @ParameterizedTest
    @CsvSource({"false, 1, 64, 100", "false, 2, 200, 1", "true, 1, 64, 100", "true, 2, 200, 1"})
    void aPartitionIsTheRangeThatTheTableTells(boolean gpt, int number, int first, int sectors) throws IOException {
        FakeDisk behind = gpt ? gpt() : mbr();
        try (Served served = serve(behind, number)) {
            NbdClient client = served.client();
            client.write(sectors * 512L - 1, ByteBuffer.wrap(new byte[] {42}), 0);

            assertEquals(sectors * 512L, client.export().size());
        }
        ByteBuffer last = ByteBuffer.allocateDirect(1);
        behind.read(last, (first + sectors) * 512L - 1, (_, _) -> {});
        assertEquals(42, last.get(0));
    }

    @ParameterizedTest
    @CsvSource({"false, 3", "false, 5", "true, 3", "true, 128"})
    void aPartitionThatIsNotInTheTableIsRefusedAndTheDiskClosed(boolean gpt, int number) throws IOException {
        FakeDisk behind = gpt ? gpt() : mbr();
        try (Served served = serve(behind, number)) {
            IOException refused = assertThrows(IOException.class, served::client);

            assertTrue(refused.getMessage().contains("no partition " + number), refused.getMessage());
        }
        assertEquals(behind.count(Method.OPEN), behind.count(Method.CLOSE));
    }

    @ParameterizedTest
    @CsvSource({"1, 2048", "2040, 9"})
    void aPartitionBeyondTheEndOfTheDiskIsRefused(int first, int sectors) throws IOException {
        try (Served served = serve(disk(Tables.mbr(new int[] {first, sectors})), 1)) {
            IOException refused = assertThrows(IOException.class, served::client);

            assertTrue(refused.getMessage().contains(SIZE + " bytes"), refused.getMessage());
        }
    }
}
