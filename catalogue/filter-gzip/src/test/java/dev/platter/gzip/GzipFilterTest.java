// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.NbdError;
import dev.platter.seekable.KeptRegion;
import dev.platter.testkit.HeldLoan;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GzipFilterTest {
    private static final int SIZE = 5 << 20;
    private static final int START = 1 << 20;
    private static final int END = START + 300_000;

    private final byte[] image = new byte[SIZE];
    private final BytesDisk behind = new BytesDisk();
    private final TestContext context = new TestContext();
    private final GzipFilter filter = new GzipFilter(new GzipFilter.Config(Size.parse("1M"), Optional.empty()));
    private Disk disk;

    /** A disk of any bytes, in whole sectors. */
    private static final class BytesDisk implements Disk {
        private byte[] bytes = new byte[0];
        private boolean writable = true;
        private long full = Long.MAX_VALUE;

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public Features features() {
            return writable ? Features.writable().withFlush() : Features.readOnly();
        }

        @Override
        public synchronized void read(ByteBuffer into, long offset, HoleSink holes) {
            assertTrue(into.isDirect());
            into.put(bytes, (int) offset, into.remaining());
        }

        @Override
        public synchronized void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
            assertTrue(from.isDirect());
            if (offset >= full) {
                throw new DiskException(NbdError.ENOSPC, "no room");
            }
            from.get(bytes, (int) offset, from.remaining());
        }

        @Override
        public void flush() {}

        private byte[] unpacked() throws IOException {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return in.readAllBytes();
            }
        }
    }

    @BeforeEach
    void serve() throws IOException {
        Random random = new Random(2);
        for (int i = 0; i < 2 << 20; i++) {
            image[i] = (byte) random.nextInt(30);
        }
        behind.bytes = Images.made(image, new KeptRegion(START, END, "boot"));
    }

    private Disk open() throws IOException {
        TestOpener next = new TestOpener(behind);
        filter.start(next, context);
        disk = filter.open(next, context.client());
        return disk;
    }

    private byte[] read(int offset, int length, HoleSink holes) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(length);
        disk.read(into, offset, holes);
        assertFalse(into.hasRemaining());
        byte[] bytes = new byte[length];
        into.flip().get(bytes);
        return bytes;
    }

    @Test
    void anyRangeIsRead() throws IOException {
        assertEquals(SIZE, open().size());

        for (int[] range : new int[][] {{SIZE - 1, 1}, {0, SIZE}, {START - 5, 400_000}, {131_000, 200}, {END - 1, 2}}) {
            byte[] expected = Arrays.copyOfRange(image, range[0], range[0] + range[1]);
            assertArrayEquals(expected, read(range[0], range[1], HoleSink.NONE));
        }
    }

    @Test
    void holesAreTold() throws IOException {
        open();
        List<String> holes = new ArrayList<>();
        List<String> extents = new ArrayList<>();

        read((2 << 20) - 10, 100, (index, length) -> holes.add(index + "+" + length));
        disk.extents(
                START, SIZE - START, (offset, length, status) -> extents.add(offset + "+" + length + ":" + status));

        assertEquals(List.of("10+90"), holes);
        assertEquals("1048576+300000:0", extents.getFirst());
        assertEquals("4194304+1048576:3", extents.getLast());
    }

    @Test
    void writesReachTheFileWithTheNextFlush() throws IOException {
        open();
        assertTrue(disk.features().write());
        byte[] bytes = new byte[200_000];
        Arrays.fill(bytes, (byte) 77);
        ByteBuffer from = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();

        disk.write(from, START + 1000, RequestFlags.NONE);
        disk.flush();

        System.arraycopy(bytes, 0, image, START + 1000, bytes.length);
        assertArrayEquals(image, behind.unpacked());
        assertArrayEquals(Arrays.copyOfRange(image, START, END), read(START, END - START, HoleSink.NONE));
    }

    @Test
    void writeThatFailsHalfwayLeavesTheChecksumRight() throws IOException {
        open();
        // A place in the file that is inside the region.
        behind.full = behind.bytes.length / 2;
        ByteBuffer from = ByteBuffer.allocateDirect(END - START);

        DiskException refused = assertThrows(DiskException.class, () -> disk.write(from, START, RequestFlags.NONE));
        behind.full = Long.MAX_VALUE;
        disk.close();

        assertEquals(NbdError.ENOSPC, refused.error());
        assertEquals(SIZE, behind.unpacked().length);
    }

    @Test
    void writeAcrossTheBorderOfTheRegionIsRefusedByName() throws IOException {
        open();

        DiskException refused = assertThrows(
                DiskException.class, () -> disk.write(ByteBuffer.allocateDirect(2), END - 1, RequestFlags.NONE));

        assertEquals(NbdError.EPERM, refused.error());
        assertTrue(refused.getMessage().contains("1048576-1348575 (boot)"), refused::getMessage);
    }

    @Test
    void lastClientThatLeavesGivesTheFileUp() throws IOException {
        open();
        Disk second = filter.open(new TestOpener(behind), context.client());
        disk.write(ByteBuffer.allocateDirect(10), START, RequestFlags.NONE);
        disk.close();
        byte marked = behind.bytes[32];
        second.close();

        assertEquals(1, marked);
        assertEquals(0, behind.bytes[32]);
        Arrays.fill(image, START, START + 10, (byte) 0);
        assertArrayEquals(image, behind.unpacked());
        filter.stop();
        assertEquals(0, context.memoryHeld());
    }

    @Test
    void readOnlyDiskBehindIsOnlyRead() throws IOException {
        behind.writable = false;

        assertFalse(open().features().write());
    }

    @Test
    void whatWasUnpackedIsLent() throws IOException {
        open();
        HeldLoan lent = new HeldLoan();

        assertFalse(disk.lend(65_536, 65_536, lent));
        read(0, 1, HoleSink.NONE);
        assertTrue(disk.lend(65_536, 65_536, lent));

        assertArrayEquals(Arrays.copyOfRange(image, 65_536, 131_072), lent.bytes());
        filter.stop();
        assertEquals(131_072, context.memoryHeld());
        lent.close();
        assertEquals(0, context.memoryHeld());
    }
}
