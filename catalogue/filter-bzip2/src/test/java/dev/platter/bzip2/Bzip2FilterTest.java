// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.bzip2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Size;
import dev.platter.client.NbdClient;
import dev.platter.nbd.TransmissionFlags;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The filter in the real engine. What it reads is tested where that is done. */
@Tag("same-in-both-modes")
class Bzip2FilterTest {
    private final byte[] image = Images.image();

    private static Bzip2Filter filter() {
        return new Bzip2Filter(new Bzip2Filter.Config(new Size(64 << 20), Optional.empty()));
    }

    private static FakeDisk disk(byte[] file) throws IOException {
        FakeDisk disk = FakeDisk.of(file.length);
        disk.write(ByteBuffer.allocateDirect(file.length).put(file).flip(), 0, RequestFlags.NONE);
        return disk;
    }

    @Test
    void fileIsReadAtAnyPlaceAndCannotBeWrittenTo() throws IOException {
        try (Served served = Served.of(disk(Images.packed(image)).plugin(), filter())) {
            NbdClient client = served.client();
            byte[] read = new byte[300_000];
            client.read(377_777, ByteBuffer.allocate(read.length), 0).data().get(0, read);

            assertEquals(image.length, client.export().size());
            assertArrayEquals(Arrays.copyOfRange(image, 377_777, 677_777), read);
            assertTrue(client.export().has(TransmissionFlags.READ_ONLY));
        }
    }

    @Test
    void fileOfAnotherFormatIsRefused() throws IOException {
        try (Served served = Served.of(disk(new byte[1000]).plugin(), filter())) {
            IOException refused = assertThrows(IOException.class, served::client);

            assertTrue(refused.getMessage().contains("not compressed with bzip2"), refused.getMessage());
        }
    }

    @Test
    void damagedFileIsRefusedWithItsPlace() throws IOException {
        byte[] file = Images.packed(image);
        file[file.length / 2] ^= 1;
        try (Served served = Served.of(disk(file).plugin(), filter())) {
            IOException refused = assertThrows(IOException.class, served::client);

            assertTrue(refused.getMessage().contains("does not fit its checksum"), refused.getMessage());
        }
    }
}
