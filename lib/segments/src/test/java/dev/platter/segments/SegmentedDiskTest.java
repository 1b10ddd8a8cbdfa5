// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.segments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.HeldLoan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two disks: 0 to 999 are 500 to 1499 of the first, 1000 to 1099 are the first bytes of the second, and the next 900 again of the first. */
class SegmentedDiskTest {
    private final FakeDisk first = FakeDisk.of(2000).lending().landing();
    private final FakeDisk second = FakeDisk.of(100).lending().landing();
    private final SegmentedDisk disk = of(List.of(
            new Segment(0, 1000, AsyncDisk.of(first), 500),
            new Segment(1000, 1100, AsyncDisk.of(second), 0),
            new Segment(1100, 2000, AsyncDisk.of(first), 0)));

    private SegmentedDisk of(List<Segment> segments) {
        return new SegmentedDisk(segments, List.of(AsyncDisk.of(first), AsyncDisk.of(second))) {};
    }

    private static ByteBuffer filled(int length, int value) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(length);
        for (int i = 0; i < length; i++) {
            buffer.put(i, (byte) value);
        }
        return buffer;
    }

    private static byte byteOf(FakeDisk disk, long offset) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(1);
        disk.read(into, offset, HoleSink.NONE);
        return into.get(0);
    }

    @Test
    void writeGoesToEachSegmentAndIsReadAgain() throws IOException {
        ByteBuffer from = ByteBuffer.allocateDirect(400);
        for (int i = 0; i < 400; i++) {
            from.put(i, (byte) (i * 7));
        }
        disk.write(from.duplicate().position(100).limit(350), 900, RequestFlags.NONE);
        assertEquals(from.get(100), byteOf(first, 1400));
        assertEquals(from.get(199), byteOf(first, 1499));
        assertEquals(0, byteOf(first, 1500));
        assertEquals(from.get(200), byteOf(second, 0));
        assertEquals(from.get(300), byteOf(first, 0));
        assertEquals(from.get(349), byteOf(first, 49));
        assertEquals(0, byteOf(first, 50));

        ByteBuffer into = ByteBuffer.allocateDirect(260).position(5).limit(255);
        disk.read(into, 900, HoleSink.NONE);
        assertEquals(255, into.position());
        assertEquals(255, into.limit());
        assertEquals(from.slice(100, 250), into.slice(5, 250));
    }

    @Test
    void requestInOneSegmentGoesOnAsItIs() throws IOException {
        disk.write(filled(1000, 1), 0, RequestFlags.NONE);
        disk.trim(1100, 900, RequestFlags.NONE);
        assertEquals(2, first.calls().size(), first.calls()::toString);
        assertEquals(0, second.calls().size());
    }

    @Test
    void holesAndExtentsAreReportedWhereTheyAre() throws IOException {
        disk.write(filled(1, 1), 999, RequestFlags.NONE);
        List<String> extents = new ArrayList<>();
        for (long at = 0; at < 2000; ) {
            List<Long> ends = new ArrayList<>();
            disk.extents(at, 2000 - at, (offset, length, status) -> {
                extents.add(offset + "+" + length);
                ends.add(offset + length);
                return true;
            });
            at = ends.getLast();
        }
        assertTrue(extents.toString().startsWith("[0+"), extents::toString);
        assertTrue(extents.contains("1000+100"), extents::toString);
    }

    @Test
    void loansAndLandingsAreThoseOfOneSegment() throws IOException {
        assertTrue(disk.lend(0, 1000, new HeldLoan()));
        assertFalse(disk.lend(1, 1000, new HeldLoan()));
        assertTrue(disk.land(1100, 900, RequestFlags.NONE).isPresent());
        assertTrue(disk.land(1099, 900, RequestFlags.NONE).isEmpty());
    }

    @Test
    void flushReachesAllDisks() throws IOException {
        disk.flush();
        assertEquals(1, first.count(FakeDisk.Method.FLUSH));
        assertEquals(1, second.count(FakeDisk.Method.FLUSH));
    }

    @Test
    void firstFailureEndsARequest() {
        second.fail(FakeDisk.Method.WRITE, new IOException("broken"));
        IOException failed = assertThrows(IOException.class, () -> disk.write(filled(300, 1), 900, RequestFlags.NONE));
        assertEquals("broken", failed.getMessage());
        assertEquals(1, first.count(FakeDisk.Method.WRITE));
    }

    @Test
    void segmentsHaveNoGaps() {
        AsyncDisk behind = AsyncDisk.of(first);
        assertThrows(IllegalArgumentException.class, () -> of(List.of(new Segment(1, 2, behind, 0))));
        assertThrows(
                IllegalArgumentException.class,
                () -> of(List.of(new Segment(0, 2, behind, 0), new Segment(3, 4, behind, 0))));
        assertEquals(0, of(List.of()).size());
    }
}
