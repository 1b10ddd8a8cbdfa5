// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readonly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The file is made and removed while the disk is open. */
class SwitchTest {
    private static final RequestFlags FUA = RequestFlags.NONE.withFua(true);

    @TempDir
    private Path folder;

    private final RecordingDisk behind = RecordingDisk.of(1000);
    private Path file;
    private AsyncDisk disk;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("protect");
        disk = Filtered.whileThereIs(file, behind);
    }

    @Test
    void withoutTheFileEveryRequestPasses() throws IOException {
        change();
        assertEquals(List.of("write 4 at 1 [fua]", "trim 5 at 2 [fua]", "zero 6 at 3 [fua]"), behind.requests());
    }

    @Test
    void whileTheFileExistsChangesAreRefused() throws IOException {
        Files.createFile(file);
        for (Executable change : List.<Executable>of(
                () -> disk.write(ByteBuffer.allocate(4), 1, FUA),
                () -> disk.trim(2, 5, FUA),
                () -> disk.zero(3, 6, FUA))) {
            DiskException refused = assertThrows(DiskException.class, change);
            assertEquals(NbdError.EPERM, refused.error());
            assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        }
        assertEquals(List.of(), behind.requests());
    }

    @Test
    void whileTheFileExistsOtherRequestsPass() throws IOException {
        Files.createFile(file);
        disk.read(ByteBuffer.allocate(4), 1, HoleSink.NONE);
        disk.flush();
        disk.cache(2, 3);
        assertEquals(List.of("read 4 at 1", "flush", "cache 3 at 2"), behind.requests());
    }

    @Test
    void whenTheFileIsRemovedTheDiskCanBeWrittenToAgain() throws IOException {
        Files.createFile(file);
        assertThrows(DiskException.class, this::change);
        Files.delete(file);
        change();
    }

    @Test
    void theOfferDoesNotDependOnTheFile() throws IOException {
        Files.createFile(file);
        assertEquals(RecordingDisk.EVERYTHING, disk.features());
    }

    @Test
    void theEventLoopDoesNotLookForFiles() throws IOException {
        assertTrue(disk.blocking());
        assertTrue(disk.completesOnReturn());
        assertFalse(Filtered.whileThereIs(file, new HeldDisk(1)).completesOnReturn());
    }

    private void change() throws IOException {
        disk.write(ByteBuffer.allocate(4), 1, FUA);
        disk.trim(2, 5, FUA);
        disk.zero(3, 6, FUA);
    }
}
