// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.swab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.TransparentDisk;
import dev.platter.nbd.BlockStatus;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of bytes behind is that of the offsets: byte 5 is 5. */
class SwabFilterTest {
    private final TestContext server = new TestContext();
    private final RecordingDisk behind = RecordingDisk.of(4 << 20);

    private AsyncDisk open(String bits, Disk disk) throws IOException {
        SwabFilter filter = new SwabFilter(new SwabFilter.Config(WordSize.parse(bits)));
        filter.start(new TestOpener(disk), server);
        return AsyncDisk.of(filter.open(new TestOpener(disk), TestClient.anybody()));
    }

    private static byte[] bytes(String numbers) {
        String[] words = numbers.split(" ");
        byte[] bytes = new byte[words.length];
        for (int i = 0; i < words.length; i++) {
            bytes[i] = Byte.parseByte(words[i]);
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "16, 9 8 11 10 13 12 15 14 17 16",
        "32, 11 10 9 8 15 14 13 12 19 18 17 16",
        "64, 15 14 13 12 11 10 9 8 23 22 21 20 19 18 17 16",
    })
    void bytesOfEachWordAreReversed(String bits, String numbers) throws IOException {
        byte[] expected = bytes(numbers);
        ByteBuffer into = ByteBuffer.allocateDirect(expected.length + 3).position(3);
        open(bits, behind).read(into, 8, HoleSink.NONE);
        byte[] read = new byte[expected.length];
        into.get(3, read);
        assertArrayEquals(expected, read);
    }

    @ParameterizedTest
    @CsvSource({"16, 300000", "32, 262148", "64, 600000"})
    void whatIsWrittenInPiecesIsReadAgain(String bits, int length) throws IOException {
        MemoryDisk memory = new MemoryDisk(1 << 20);
        AsyncDisk disk = open(bits, memory);
        ByteBuffer from = ByteBuffer.allocateDirect(length);
        for (int i = 0; i < length; i++) {
            from.put(i, (byte) (i * 31 >> 3));
        }
        ByteBuffer before = ByteBuffer.allocate(length).put(0, from, 0, length);
        TestCompletion written = new TestCompletion();
        disk.write(from.duplicate(), 8, RequestFlags.NONE, written);
        server.work();
        assertEquals("succeeded", written.outcome());
        assertEquals(before, from, "the client's buffer was changed");
        assertEquals(from.get(0), memory.bytes.get(8 + Integer.parseInt(bits) / 8 - 1));

        ByteBuffer into = ByteBuffer.allocateDirect(length);
        TestCompletion read = new TestCompletion();
        disk.read(into, 8, HoleSink.NONE, read);
        server.work();
        assertEquals("succeeded", read.outcome());
        assertEquals(from, into.flip());
    }

    @Test
    void longReadIsSwappedByAWorker() throws IOException {
        TestCompletion end = new TestCompletion();
        ByteBuffer into = ByteBuffer.allocateDirect(2 << 20);
        open("16", behind).read(into, 0, HoleSink.NONE, end);
        assertEquals("pending", end.outcome());
        server.work();
        assertEquals("succeeded", end.outcome());
        assertEquals(1, into.get(0));
    }

    @Test
    void diskEndsWithItsLastWholeWord() throws IOException {
        AsyncDisk disk = open("64", RecordingDisk.of(1007));
        assertEquals(1000, disk.size());
        assertEquals(8, disk.features().blockSizes().minimum());
    }

    @Test
    void wordsOfEightBitsAreServedAsTheyAre() throws IOException {
        SwabFilter filter = new SwabFilter(new SwabFilter.Config(WordSize.parse("8")));
        filter.start(new TestOpener(behind), server);
        assertSame(behind, filter.open(new TestOpener(behind), TestClient.anybody()));
    }

    @Test
    void wordsThatAreHolesInPartAreData() {
        List<String> told = new ArrayList<>();
        HoleSink holes = new WholeHoles(new WordSize(4), (index, length) -> told.add(index + "+" + length));
        holes.hole(3, 2);
        holes.hole(9, 11);
        assertEquals(List.of("12+8"), told);
    }

    /** As in nbdkit: what is told of a word is true of all its bytes. */
    @Test
    void extentsAreThoseOfWholeWords() throws IOException {
        Disk fine = new TransparentDisk(RecordingDisk.of(32)) {
            @Override
            public void extents(long offset, long length, ExtentSink sink, Completion completion) {
                sink.add(0, 9, BlockStatus.DATA);
                sink.add(9, 11, BlockStatus.HOLE | BlockStatus.ZERO);
                sink.add(20, 1, BlockStatus.ZERO);
                sink.add(21, 11, BlockStatus.HOLE | BlockStatus.ZERO);
                completion.succeeded();
            }
        };
        List<String> extents = new ArrayList<>();
        open("32", fine).extents(4, 28, (offset, length, status) -> extents.add(offset + "+" + length + " " + status));
        assertEquals(List.of("4+4 0", "8+4 0", "12+8 3", "20+4 2", "24+8 3"), extents);
    }

    private static final class MemoryDisk implements Disk {
        private final ByteBuffer bytes;

        MemoryDisk(int size) {
            bytes = ByteBuffer.allocate(size);
        }

        @Override
        public long size() {
            return bytes.capacity();
        }

        @Override
        public Features features() {
            return Features.writable();
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.put(bytes.slice((int) offset, into.remaining()));
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) {
            bytes.put((int) offset, from, from.position(), from.remaining());
        }
    }
}
