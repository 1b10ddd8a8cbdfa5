// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.DiskException;
import dev.platter.api.Filter;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.RequestFlags;
import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.TransmissionFlags;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What a filter does that unpacks the file behind it, and lets clients write to a region that is in the file as it is. Tested in the
 * real engine; an author extends this class beside {@link FilterConformance}, for which {@link PackingFilter} helps.
 *
 * @since 0.1
 */
public abstract class UnpackingConformance {
    /** The size of the image, in bytes. */
    protected static final int SIZE = 300_000;

    private static final int START = 100_000;
    private static final int END = 200_000;
    private static final int WRITTEN = 50_000;

    private final byte[] image = new byte[SIZE];

    /** Called by the author's class. */
    protected UnpackingConformance() {
        new Random(1).nextBytes(image);
    }

    /**
     * The filter to judge.
     *
     * @return a new instance
     */
    protected abstract Filter filter();

    /**
     * Packs an image that can be written to.
     *
     * @param image its bytes
     * @param start the first byte of the region that is kept as it is
     * @param end the byte behind the region
     * @return the packed file
     * @throws IOException if that fails
     */
    protected abstract byte[] keeping(byte[] image, long start, long end) throws IOException;

    /**
     * Packs an image as other programs do, so that it can only be read.
     *
     * @param image its bytes
     * @return the packed file
     * @throws IOException if that fails
     */
    protected abstract byte[] packed(byte[] image) throws IOException;

    /**
     * Unpacks a file without the filter.
     *
     * @param file the packed file
     * @return the image
     * @throws IOException if the file is not right, including its checksums
     */
    protected abstract byte[] unpacked(byte[] file) throws IOException;

    /**
     * A disk that has what {@link #packed} returns.
     *
     * @return a new disk
     * @throws IOException if it cannot be packed
     */
    protected final FakeDisk foreign() throws IOException {
        return disk(packed(image));
    }

    private FakeDisk kept() throws IOException {
        return disk(keeping(image, START, END));
    }

    private static FakeDisk disk(byte[] file) throws IOException {
        FakeDisk disk = FakeDisk.of(file.length);
        disk.write(ByteBuffer.allocateDirect(file.length).put(file).flip(), 0, RequestFlags.NONE);
        return disk;
    }

    private byte[] unpacked(FakeDisk disk) throws IOException {
        ByteBuffer file = ByteBuffer.allocateDirect((int) disk.size());
        disk.read(file, 0, HoleSink.NONE);
        byte[] bytes = new byte[file.capacity()];
        file.get(0, bytes);
        return unpacked(bytes);
    }

    private Served serve(FakeDisk behind) throws IOException {
        return Served.of(behind.plugin(), filter());
    }

    @Test
    void aFileOfAnotherProgramIsReadAtAnyPlaceAndCannotBeWrittenTo() throws IOException {
        try (Served served = serve(foreign())) {
            NbdClient client = served.client();

            assertEquals(SIZE, client.export().size());
            assertArrayEquals(Arrays.copyOfRange(image, 77_777, 277_777), Bytes.read(client, 77_777, 200_000));
            assertTrue(client.export().has(TransmissionFlags.READ_ONLY));
        }
    }

    @Test
    void aKeptRegionIsWrittenToAndTheFileIsRightAfterAFlush() throws IOException {
        FakeDisk behind = kept();
        try (Served served = serve(behind)) {
            NbdClient client = served.client();
            assertFalse(client.export().has(TransmissionFlags.READ_ONLY));

            client.write(START, ByteBuffer.allocate(WRITTEN), 0);
            client.flush();

            Arrays.fill(image, START, START + WRITTEN, (byte) 0);
            assertArrayEquals(image, Bytes.read(client, 0, SIZE));
            assertArrayEquals(image, unpacked(behind));
        }
        assertArrayEquals(image, unpacked(behind));
    }

    @Test
    void aWriteThatFailsLeavesAFileThatIsRight() throws IOException {
        FakeDisk behind = kept();
        try (Served served = serve(behind)) {
            NbdClient client = served.client();
            client.write(START, ByteBuffer.allocate(10), 0);
            behind.fail(FakeDisk.Method.WRITE, new DiskException(NbdError.ENOSPC, "no room"));

            RequestFailedException refused = assertThrows(
                    RequestFailedException.class, () -> client.write(START, ByteBuffer.allocate(WRITTEN), 0));
            behind.heal();
            client.flush();

            assertEquals(NbdError.ENOSPC, refused.error());
            Arrays.fill(image, START, START + 10, (byte) 0);
            assertArrayEquals(image, unpacked(behind));
        }
    }

    @Test
    void aFlushThatHasFailedIsNotTakenAsDone() throws IOException {
        FakeDisk behind = kept();
        try (Served served = serve(behind)) {
            NbdClient client = served.client();
            client.write(START, ByteBuffer.allocate(10), 0);
            behind.fail(FakeDisk.Method.FLUSH, new DiskException(NbdError.EIO, "a scratch"));
            assertThrows(RequestFailedException.class, client::flush);
            behind.heal();
            behind.forget();

            client.flush();

            assertEquals(1, behind.count(FakeDisk.Method.FLUSH));
        }
    }

    @Test
    void aWriteAcrossTheBorderIsRefusedWithTheRegion() throws IOException {
        try (Served served = serve(kept())) {
            NbdClient client = served.client();

            RequestFailedException refused =
                    assertThrows(RequestFailedException.class, () -> client.write(END - 1, ByteBuffer.allocate(2), 0));

            assertEquals(NbdError.EPERM, refused.error());
            assertTrue(refused.getMessage().contains(START + "-" + (END - 1)), refused.getMessage());
        }
    }

    @Test
    void aFileOfAnotherFormatIsRefused() throws IOException {
        String name = filter().getClass().getAnnotation(NbdFilter.class).name();
        try (Served served = serve(disk(new byte[1000]))) {
            IOException refused = assertThrows(IOException.class, served::client);

            assertTrue(refused.getMessage().contains("not compressed with " + name), refused.getMessage());
        }
    }
}
