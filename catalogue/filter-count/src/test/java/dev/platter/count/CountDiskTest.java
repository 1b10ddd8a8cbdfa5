// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.HeldLoan;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CountDiskTest {
    private final Counts counts = new Counts();
    private final FakeDisk behind = FakeDisk.of(1 << 20).lending().landing();
    private final CountDisk disk = new CountDisk(behind, counts);

    private void makeRequests() throws IOException {
        disk.read(ByteBuffer.allocateDirect(5), 3, HoleSink.NONE);
        disk.write(ByteBuffer.allocateDirect(70), 0, RequestFlags.NONE);
        disk.zero(0, 900, RequestFlags.NONE);
        disk.trim(0, 11000, RequestFlags.NONE);
        disk.flush();
    }

    @Test
    void bytesOfEachKindAreCounted() throws IOException {
        makeRequests();
        assertEquals("count bytes: read 5, written 70, zeroed 900, trimmed 11000", counts.toString());
        makeRequests();
        assertEquals("count bytes: read 10, written 140, zeroed 1800, trimmed 22000", counts.toString());
    }

    @Test
    void bytesThatGoPastTheDiskAreCounted() throws IOException {
        try (HeldLoan loan = new HeldLoan()) {
            assertTrue(disk.lend(0, 100_000, loan));
        }
        TestCompletion end = new TestCompletion();
        disk.land(0, 200_000, RequestFlags.NONE).orElseThrow().commit(end);
        assertEquals("succeeded", end.outcome());
        disk.land(0, 300_000, RequestFlags.NONE).orElseThrow().abandon();
        assertEquals("count bytes: read 100000, written 200000, zeroed 0, trimmed 0", counts.toString());
    }

    @Test
    void requestsThatFailAreNotCounted() {
        behind.fail(FakeDisk.Method.READ, new IOException("broken"));
        assertThrows(IOException.class, () -> disk.read(ByteBuffer.allocateDirect(5), 3, HoleSink.NONE));
        assertEquals("count bytes: read 0, written 0, zeroed 0, trimmed 0", counts.toString());
    }
}
