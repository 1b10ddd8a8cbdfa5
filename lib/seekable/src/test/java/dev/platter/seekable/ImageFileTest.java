// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.gzip.GzipFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {
    private static final List<ImageFormat> FORMATS = List.of(new GzipFormat());
    private static final int START = 100_000;
    private static final int LENGTH = 5000;

    /** Where the mark of an owner names its process, in the header of a gzip file. */
    private static final int OWNER = 40;

    @TempDir
    Path folder;

    private Path file;
    private Path journal;
    private final byte[] before = new byte[300_000];
    private byte[] after;

    @BeforeEach
    void create() throws IOException {
        file = folder.resolve("image.gz");
        journal = folder.resolve("image.gz.platter-journal");
        new Random(3).nextBytes(before);
        after = before.clone();
        Arrays.fill(after, START, START + LENGTH, (byte) 9);
        KeptRegions kept = KeptRegions.of(List.of(new KeptRegion(START, START + LENGTH, "")));
        try (OutputFile out = new OutputFile(file)) {
            new GzipFormat()
                    .create(
                            new StreamInput(Channels.newChannel(new ByteArrayInputStream(before))),
                            new Recipe(kept, 1, 1),
                            out.storage(),
                            Progress.NONE);
            out.commit();
        }
    }

    private byte[] unpacked() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private void change() throws IOException {
        try (ImageFile image = ImageFile.open(file, FORMATS, OpenMode.JOURNALED)) {
            image.change(ByteBuffer.wrap(after, START, LENGTH), START);
        }
    }

    @Test
    void changeIsSeenByOthersAndLeavesNoJournal() throws IOException {
        change();

        assertArrayEquals(after, unpacked());
        assertFalse(Files.exists(journal));
    }

    /** Nothing of ours runs afterwards, as it would after an IOException. */
    private static final class Killed extends RuntimeException {}

    /** Dies after so many bytes were written to journal and image together. */
    private record MortalStorage(Storage file, int[] budget) implements Storage {
        @Override
        public long size() throws IOException {
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
            file.write(from.slice(from.position(), length), position);
            from.position(from.position() + length);
            if (dies) {
                budget[0] = 0;
                throw new Killed();
            }
        }

        @Override
        public void sync() {
            if (budget[0] == 0) {
                throw new Killed();
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Test
    void everyMomentOfAChangeLeavesTheImageAsBeforeOrAsAfter() throws IOException {
        byte[] original = Files.readAllBytes(file);
        int asAfter = 0;
        int asBefore = 0;
        boolean complete = false;
        int budget = 0;
        while (!complete) {
            Files.write(file, original);
            Files.deleteIfExists(journal);
            complete = changeUntilDeath(budget);
            forgetTheOwner();

            ImageFile.open(file, FORMATS, OpenMode.JOURNALED).close();

            byte[] found = unpacked(); // Fails if the checksum is wrong.
            assertTrue(Arrays.equals(before, found) || Arrays.equals(after, found), "after " + budget + " bytes");
            asAfter += Arrays.equals(after, found) ? 1 : 0;
            asBefore += Arrays.equals(before, found) ? 1 : 0;
            assertFalse(Files.exists(journal));
            // Every byte where something else begins, and some in between.
            budget += budget < 120 || budget % LENGTH < 150 || budget % LENGTH > LENGTH - 30 ? 1 : 499;
        }
        assertTrue(asBefore > 10 && asAfter > 10, asBefore + " and " + asAfter);
    }

    private boolean changeUntilDeath(int budget) throws IOException {
        int[] left = {budget};
        try (ImageFile image =
                ImageFile.open(file, FORMATS, OpenMode.JOURNALED, storage -> new MortalStorage(storage, left))) {
            image.change(ByteBuffer.wrap(after, START, LENGTH), START);
        } catch (Killed e) {
            return false;
        }
        return true;
    }

    /** A disk without room for so many bytes. */
    private record FullStorage(Storage file, long room) implements Storage {
        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            file.read(into, position);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            if (position + from.remaining() > room) {
                throw new IOException("No space left on device");
            }
            file.write(from, position);
        }

        @Override
        public void sync() throws IOException {
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Test
    void journalThatFindsNoRoomIsRemovedAndTheImageIsAsBefore() throws IOException {
        try (ImageFile image =
                ImageFile.open(file, FORMATS, OpenMode.JOURNALED, storage -> new FullStorage(storage, LENGTH / 2))) {
            assertThrows(IOException.class, () -> image.change(ByteBuffer.wrap(after, START, LENGTH), START));
        }

        assertFalse(Files.exists(journal));
        assertArrayEquals(before, unpacked());
    }

    private void forgetTheOwner() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(16), OWNER);
        }
    }

    @Test
    void interruptedChangeIsFinishedBeforeTheImageIsRead() throws IOException {
        assertFalse(changeUntilDeath(LENGTH + 500));
        forgetTheOwner();
        assertTrue(Files.exists(journal));

        ImageFile.open(file, FORMATS, OpenMode.READ).close();

        assertArrayEquals(after, unpacked());
        assertFalse(Files.exists(journal));
    }

    @Test
    void secondWriterIsRefused() throws IOException {
        try (ImageFile _ = ImageFile.open(file, FORMATS, OpenMode.JOURNALED)) {
            assertThrows(ImageInUseException.class, () -> ImageFile.open(file, FORMATS, OpenMode.JOURNALED));
        }
        change();
        assertArrayEquals(after, unpacked());
    }

    /** A filter sees the file and not the journal beside it. */
    @Test
    void filterLeavesAnInterruptedChangeToTheCommand() throws IOException {
        assertFalse(changeUntilDeath(LENGTH + 500));
        forgetTheOwner();
        try (FileStorage storage = FileStorage.open(file, true)) {
            IOException refused = assertThrows(IOException.class, () -> new GzipFormat().open(storage, OpenMode.WRITE));
            assertTrue(refused.getMessage().contains("platter-gzip repair"), refused::getMessage);
        }
    }

    @Test
    void fileOfNoKnownFormatIsRefused() throws IOException {
        Files.writeString(file, "text");

        IOException refused = assertThrows(IOException.class, () -> ImageFile.open(file, FORMATS, OpenMode.READ));

        assertEquals(file + " is not compressed in a known format: the formats are gzip", refused.getMessage());
    }

    @Test
    void outputThatIsNotCommittedLeavesNothing() throws IOException {
        Path target = folder.resolve("new");
        try (OutputFile out = new OutputFile(target)) {
            out.storage().write(ByteBuffer.allocate(10), 0);
        }

        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }
}
