// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.qcow2dec;

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
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The filter in the real engine. What it reads is tested where that is done. */
@Tag("same-in-both-modes")
class Qcow2decFilterTest {
    private static Served serve(byte[] file) throws IOException {
        FakeDisk disk = FakeDisk.of(file.length);
        disk.write(ByteBuffer.allocateDirect(file.length).put(file).flip(), 0, RequestFlags.NONE);
        return Served.of(disk.plugin(), new Qcow2decFilter(new Qcow2decFilter.Config(List.of(), new Size(1 << 20))));
    }

    @Test
    void diskIsReadAndCannotBeWrittenTo() throws IOException {
        byte[] disk = Images.disk();
        try (Served served = serve(Images.image(disk))) {
            NbdClient client = served.client();
            byte[] read = new byte[Images.SIZE];
            client.read(0, ByteBuffer.allocate(read.length), 0).data().get(0, read);

            assertEquals(Images.SIZE, client.export().size());
            assertArrayEquals(disk, read);
            assertTrue(client.export().has(TransmissionFlags.READ_ONLY));
        }
    }

    @Test
    void whatIsNoImageIsRefused() throws IOException {
        try (Served served = serve(new byte[1000])) {
            IOException refused = assertThrows(IOException.class, served::client);

            assertTrue(refused.getMessage().contains("the disk behind is not a qcow2 image"), refused.getMessage());
        }
    }
}
