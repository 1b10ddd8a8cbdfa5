// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.BlockSizes;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Byte 5 of the disk behind is 5. */
class MapFilterTest {
    private final RecordingDisk behind = RecordingDisk.of(200);

    private Disk open(Disk disk, Optional<Long> size, String... maps) throws IOException {
        List<Mapping> mappings = Stream.of(maps).map(Mapping::parse).toList();
        return new MapFilter(new MapFilter.Config(mappings, size.map(Size::new)))
                .open(new TestOpener(disk), TestClient.anybody());
    }

    private static String read(Disk disk, long offset, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(length);
        disk.read(into, offset, HoleSink.NONE);
        assertEquals(length, into.position());
        byte[] bytes = new byte[length];
        into.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void requestsGoToWhereTheBytesAre() throws IOException {
        Disk disk = open(behind, Optional.empty(), "0-3:4", "4-7:0");
        assertEquals("04050607000102030809", read(disk, 0, 10));
        assertEquals("0102", read(disk, 5, 2));
        disk.write(ByteBuffer.allocateDirect(6), 2, RequestFlags.NONE);
        disk.trim(3, 2, RequestFlags.NONE);
        List<String> requests = behind.requests().stream()
                .map(request -> request.replaceAll("( at \\d+) .*", "$1"))
                .toList();
        assertEquals(
                List.of(
                        "read 4 at 4",
                        "read 4 at 0",
                        "read 2 at 8",
                        "read 2 at 1",
                        "write 2 at 6",
                        "write 4 at 0",
                        "trim 1 at 7",
                        "trim 1 at 0"),
                requests);
    }

    @Test
    void bytesBeyondTheDiskBehindCannotBeRead() throws IOException {
        Disk disk = open(behind, Optional.of(300L), "100-149:180", "250-299:0");
        assertEquals(300, disk.size());
        assertEquals("b4b5", read(disk, 100, 2));
        assertEquals("0001", read(disk, 250, 2));
        for (long offset : new long[] {119, 120, 149, 200, 249}) {
            DiskException refused = assertThrows(
                    DiskException.class, () -> disk.read(ByteBuffer.allocateDirect(2), offset, HoleSink.NONE));
            assertEquals(NbdError.EIO, refused.error());
            assertTrue(
                    refused.getMessage().contains("beyond end of plugin")
                            && refused.getMessage().contains(offset < 150 ? "100-149:180" : "1-1"),
                    refused.getMessage());
        }
    }

    @Test
    void diskCanBeCutOff() throws IOException {
        Disk disk = open(behind, Optional.of(10L), "0-99:100");
        assertEquals(10, disk.size());
        assertEquals("6d", read(disk, 9, 1));
    }

    @Test
    void partsOfBlocksAreRefused() {
        RecordingDisk blocks = RecordingDisk.of(4096)
                .with(RecordingDisk.EVERYTHING.withBlockSizes(
                        new BlockSizes(512, 4096, Long.MAX_VALUE, Long.MAX_VALUE)));
        IOException refused = assertThrows(IOException.class, () -> open(blocks, Optional.empty(), "0-99:512"));
        assertTrue(refused.getMessage().contains("multiples of 512"), refused.getMessage());
    }
}
