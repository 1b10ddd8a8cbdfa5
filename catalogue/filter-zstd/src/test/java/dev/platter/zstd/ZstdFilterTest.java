// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.zstd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.platter.api.DiskException;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Size;
import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.TransmissionFlags;
import dev.platter.seekable.KeptRegion;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The filter in the real engine. What it reads and writes is tested where that is done. */
@Tag("same-in-both-modes")
class ZstdFilterTest {
    private static final int SIZE = 300_000;
    private static final int START = 100_000;
    private static final int END = 200_000;

    private final byte[] image = new byte[SIZE];

    ZstdFilterTest() {
        new Random(1).nextBytes(image);
    }

    private static FakeDisk disk(byte[] file) throws IOException {
        FakeDisk disk = FakeDisk.of(file.length);
        disk.write(ByteBuffer.allocateDirect(file.length).put(file).flip(), 0, RequestFlags.NONE);
        return disk;
    }

    private static byte[] unpacked(FakeDisk disk) throws IOException {
        ByteBuffer file = ByteBuffer.allocateDirect((int) disk.size());
        disk.read(file, 0, (_, _) -> {});
        byte[] bytes = new byte[file.capacity()];
        file.get(0, bytes);
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private FakeDisk foreign() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
            zstd.write(image);
        }
        return disk(out.toByteArray());
    }

    private static ZstdFilter filter(Optional<Size> maxFrame) {
        return new ZstdFilter(new ZstdFilter.Config(maxFrame, new Size(64 << 20), Optional.empty()));
    }

    private static Served serve(FakeDisk behind) throws IOException {
        return Served.of(behind.plugin(), filter(Optional.empty()));
    }

    private static byte[] read(NbdClient client, long offset, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(length);
        client.read(offset, into, 0);
        byte[] bytes = new byte[length];
        into.get(0, bytes);
        return bytes;
    }

    @Test
    void aFileOfAnotherProgramIsReadAtAnyPlaceAndCannotBeWrittenTo() throws IOException {
        try (Served served = serve(foreign())) {
            NbdClient client = served.client();

            assertEquals(SIZE, client.export().size());
            assertArrayEquals(Arrays.copyOfRange(image, 77_777, 277_777), read(client, 77_777, 200_000));
            assertTrue(client.export().has(TransmissionFlags.READ_ONLY));
        }
    }

    @Test
    void aKeptRegionIsWrittenToAndTheFileIsRightAfterAFlush() throws IOException {
        FakeDisk behind = disk(Images.made(image, new KeptRegion(START, END, "")));
        try (Served served = serve(behind)) {
            NbdClient client = served.client();
            assertFalse(client.export().has(TransmissionFlags.READ_ONLY));

            client.write(START, ByteBuffer.allocate(50_000), 0);
            client.flush();

            Arrays.fill(image, START, START + 50_000, (byte) 0);
            assertArrayEquals(image, read(client, 0, SIZE));
            assertArrayEquals(image, unpacked(behind));
        }
        assertArrayEquals(image, unpacked(behind));
    }

    @Test
    void aWriteThatFailsLeavesAFileThatIsRight() throws IOException {
        FakeDisk behind = disk(Images.made(image, new KeptRegion(START, END, "")));
        try (Served served = serve(behind)) {
            NbdClient client = served.client();
            client.write(START, ByteBuffer.allocate(10), 0);
            behind.fail(FakeDisk.Method.WRITE, new DiskException(NbdError.ENOSPC, "no room"));

            RequestFailedException refused = assertThrows(
                    RequestFailedException.class, () -> client.write(START, ByteBuffer.allocate(50_000), 0));
            behind.heal();
            client.flush();

            assertEquals(NbdError.ENOSPC, refused.error());
            Arrays.fill(image, START, START + 10, (byte) 0);
            assertArrayEquals(image, unpacked(behind));
        }
    }

    @Test
    void aWriteAcrossTheBorderIsRefusedWithTheRegion() throws IOException {
        try (Served served = serve(disk(Images.made(image, new KeptRegion(START, END, ""))))) {
            NbdClient client = served.client();

            RequestFailedException refused =
                    assertThrows(RequestFailedException.class, () -> client.write(END - 1, ByteBuffer.allocate(2), 0));

            assertEquals(NbdError.EPERM, refused.error());
            assertTrue(refused.getMessage().contains(START + "-" + (END - 1)), refused.getMessage());
        }
    }

    @Test
    void aFileThatIsNotZstdIsRefused() throws IOException {
        try (Served served = serve(disk(new byte[1000]))) {
            IOException refused = assertThrows(IOException.class, served::client);

            assertTrue(refused.getMessage().contains("not compressed with zstd"), refused.getMessage());
        }
    }

    @Test
    void aFrameThatIsLongerThanAllowedIsRefusedWithBothNumbers() throws IOException {
        try (Served served = Served.of(foreign().plugin(), filter(Optional.of(new Size(SIZE - 1))))) {
            IOException refused = assertThrows(IOException.class, served::client);

            assertTrue(refused.getMessage().contains(SIZE + " bytes"), refused.getMessage());
            assertTrue(refused.getMessage().contains("allowed is " + (SIZE - 1)), refused.getMessage());
        }
    }
}
