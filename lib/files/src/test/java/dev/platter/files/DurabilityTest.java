// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.DiskException;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurabilityTest {
    private static final RequestFlags FUA = RequestFlags.NONE.withFua(true);

    private final WatchedFile file = new WatchedFile();
    private FileDisk disk;

    @BeforeEach
    void open() throws IOException {
        disk = new FileDisk(file, CacheMode.DEFAULT, AccessPattern.NORMAL);
    }

    @Test
    void aFlushReachesTheDisk() throws IOException {
        disk.flush();

        assertEquals(List.of("sync"), file.calls);
    }

    @Test
    void aWriteWithFuaIsSyncedAfterItsLastByte() throws IOException {
        disk.write(ByteBuffer.allocate(7), 10, FUA);

        assertEquals(List.of("write 10", "write 13", "write 16", "sync"), file.calls);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trimAndZeroWithFuaAreSyncedLast(boolean supported) throws IOException {
        file.punches = supported;
        file.allocates = supported;

        disk.trim(0, 10, FUA);
        assertEquals("sync", file.calls.removeLast());
        assertFalse(file.calls.contains("sync"));

        disk.zero(0, 10, FUA);
        assertEquals("sync", file.calls.removeLast());
        assertFalse(file.calls.contains("sync"));
    }

    @Test
    void withoutFuaNothingIsSynced() throws IOException {
        disk.write(ByteBuffer.allocate(7), 10, RequestFlags.NONE);
        disk.trim(0, 10, RequestFlags.NONE);
        disk.zero(0, 10, RequestFlags.NONE);

        assertFalse(file.calls.contains("sync"));
    }

    @Test
    void afterAFailedFlushEveryFlushFails() {
        file.syncs = false;
        assertThrows(IOException.class, disk::flush);
        file.syncs = true;

        DiskException refused = assertThrows(DiskException.class, disk::flush);
        assertEquals(NbdError.EIO, refused.error());
        assertTrue(refused.getMessage().startsWith("disk.img could not be flushed before"), refused.getMessage());
        assertThrows(DiskException.class, () -> disk.write(ByteBuffer.allocate(1), 0, FUA));
    }

    @Test
    void aFlushCallsTheSystem() throws IOException {
        Path device = Path.of("/dev/null");
        assumeTrue(Access.LINUX.isHere() && Files.exists(device), "only Linux refuses to flush /dev/null");

        try (OpenFile nowhere = Access.LINUX.open(device, FileKind.REGULAR, true)) {
            IOException refused = assertThrows(IOException.class, nowhere::sync);
            assertTrue(refused.getMessage().startsWith("/dev/null cannot be flushed: "), refused.getMessage());
        }
    }
}
