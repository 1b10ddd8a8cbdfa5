// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.KeptRegions;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.OwnerMark;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A server that is killed while clients write leaves an image whose checksum is mended by the next one to open it. */
class CrashTest {
    private static final int SIZE = 400_000;
    private static final int START = 150_000;
    private static final int CHANGED = 70_000;

    private final KeptRegions kept = Images.kept(START - 1000, START + CHANGED + 1000);
    private final byte[] before = Images.mixed(SIZE);

    /** Dies after so many bytes were written, in the middle of a write if it comes so. */
    private record MortalStorage(MemoryStorage file, int[] budget) implements Storage {
        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            file.read(into, position);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            int length = Math.min(budget[0], from.remaining());
            budget[0] -= length;
            boolean dies = length < from.remaining();
            if (dies) {
                budget[0] = 0;
            }
            file.write(from.slice(from.position(), length), position);
            if (dies) {
                throw new IOException("killed");
            }
            from.position(from.limit());
        }

        @Override
        public void sync() {}

        @Override
        public void close() {}
    }

    @Test
    void everyMomentOfAWriteLeavesAnImageThatCanBeMended() throws IOException {
        MemoryStorage original = Images.create(before, kept);
        byte[] after = before.clone();
        Arrays.fill(after, START, START + CHANGED, (byte) 0x5a);
        boolean complete = false;
        for (int budget = 0; !complete; budget += budget < 100 || budget > CHANGED ? 1 : 997) {
            MemoryStorage file = new MemoryStorage(original.bytes());
            complete = write(new MortalStorage(file, new int[] {budget}), after);
            forgetTheOwner(file);

            new GzipFormat().open(file, OpenMode.WRITE).close();

            byte[] found = Images.unpacked(file); // Fails if the checksum is wrong.
            assertArrayEquals(before, withOld(found), "after " + budget + " bytes");
            assertEquals(
                    OwnerMark.State.FREE,
                    new OwnerMark(file, Description.MARK).read().orElseThrow());
            if (complete) {
                assertArrayEquals(after, found);
            }
        }
    }

    /** The image with the old bytes where new ones may be. */
    private byte[] withOld(byte[] found) {
        byte[] old = found.clone();
        for (int i = START; i < START + CHANGED; i++) {
            assertTrue(found[i] == before[i] || found[i] == 0x5a);
        }
        System.arraycopy(before, START, old, START, CHANGED);
        return old;
    }

    private static boolean write(Storage file, byte[] after) {
        try (SeekableImage image = new GzipFormat().open(file, OpenMode.WRITE)) {
            image.write(ByteBuffer.wrap(after, START, CHANGED), START);
            image.flush();
        } catch (IOException e) {
            return false;
        }
        return true;
    }

    /** As if this process, which the mark names, had ended. */
    private static void forgetTheOwner(MemoryStorage file) throws IOException {
        file.write(ByteBuffer.allocate(16), Description.MARK + 8L);
    }

    @Test
    void readersAreServedBesideAWriter() throws IOException {
        MemoryStorage file = Images.create(before, kept);
        SeekableImage writer = new GzipFormat().open(file, OpenMode.WRITE);
        writer.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), START);

        SeekableImage reader = new GzipFormat().open(file, OpenMode.READ);

        assertFalse(reader.kept().list().isEmpty());
        ByteBuffer bytes = ByteBuffer.allocate(3);
        reader.readKept(bytes, START);
        assertArrayEquals(new byte[] {1, 2, 3}, bytes.array());
    }
}
