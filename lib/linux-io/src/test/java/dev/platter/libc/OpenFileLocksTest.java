// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFileLocksTest {
    @TempDir
    Path folder;

    @Test
    void aLockIsSeenByOtherOpenFilesUntilItIsReleased() throws IOException {
        assumeTrue(Linux.isHere(), "only Linux has these calls");
        Path file = Files.createFile(folder.resolve("disk.img"));
        int one = Descriptors.open(file, false);
        int other = Descriptors.open(file, true);
        try {
            assertEquals(0, OpenFileLocks.share(one, 101));
            assertEquals(0, OpenFileLocks.isHeldByOther(one, 101));
            assertEquals(1, OpenFileLocks.isHeldByOther(other, 101));
            assertEquals(0, OpenFileLocks.isHeldByOther(other, 100));
            assertEquals(0, OpenFileLocks.share(other, 101));
            assertEquals(1, OpenFileLocks.isHeldByOther(one, 101));

            assertEquals(0, OpenFileLocks.release(other, 101));
            assertEquals(0, OpenFileLocks.isHeldByOther(one, 101));
        } finally {
            Descriptors.close(one);
            Descriptors.close(other);
        }
        assertTrue(OpenFileLocks.share(one, 101) < 0);
    }
}
