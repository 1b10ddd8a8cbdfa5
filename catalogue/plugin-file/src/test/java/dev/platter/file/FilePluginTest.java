// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.Support;
import dev.platter.files.Access;
import dev.platter.testkit.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that are served, and those that are refused at the start or to a client. */
class FilePluginTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.platter.file.FileAccess#here")
    void aFileIsServedWithAllFeaturesOfTheSystem(Access access) throws IOException {
        FilePlugin plugin = FileAccess.plugin(access, Files.write(folder.resolve("disk.img"), new byte[1000]));
        plugin.prepare();

        try (Disk disk = plugin.open(TestClient.anybody())) {
            Features features = disk.features();
            assertEquals(1000, disk.size());
            assertTrue(disk.blocking());
            assertTrue(features.write() && features.flush() && features.multiConn() && features.fastZero());
            assertEquals(Support.NATIVE, features.fua());
            assertEquals(Support.NATIVE, features.zero());
            assertEquals(access == Access.LINUX, features.trim());
            assertEquals(access == Access.LINUX ? Support.NATIVE : Support.EMULATED, features.cache());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.platter.file.FileAccess#here")
    void aClientThatOnlyReadsCannotWrite(Access access) throws IOException {
        FilePlugin plugin = FileAccess.plugin(access, Files.write(folder.resolve("disk.img"), new byte[1000]));

        try (Disk disk = plugin.open(TestClient.anybody().asReadOnly())) {
            assertFalse(disk.features().write());
            assertTrue(disk.features().multiConn());
        }
    }

    /** Not even root may write to this file of the kernel. */
    @ParameterizedTest
    @MethodSource("dev.platter.file.FileAccess#here")
    void aFileThatCannotBeWrittenToIsServedReadOnly(Access access) throws IOException {
        Path path = Path.of("/sys/kernel/uevent_seqnum");
        assumeTrue(Files.isReadable(path), "this system has no file that root cannot write to");

        try (Disk disk = FileAccess.plugin(access, path).open(TestClient.anybody())) {
            assertFalse(disk.features().write());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.platter.file.FileAccess#here")
    void aMissingFileIsRefusedByName(Access access) {
        Path path = folder.resolve("missing.img");
        String message = path + " does not exist: name an existing regular file or block device";

        assertEquals(message, refusedAtStart(FileAccess.plugin(access, path)));
        assertEquals(message, refusedAtOpen(FileAccess.plugin(access, path)));
    }

    @ParameterizedTest
    @MethodSource("dev.platter.file.FileAccess#here")
    void aFolderIsRefusedByName(Access access) {
        String message = folder + " is a folder: name a file in it, or serve all files in it with dir=";

        assertEquals(message, refusedAtStart(FileAccess.plugin(access, folder)));
        assertEquals(message, refusedAtOpen(FileAccess.plugin(access, folder)));
    }

    @ParameterizedTest
    @MethodSource("dev.platter.file.FileAccess#here")
    void aCharacterDeviceIsRefusedByName(Access access) {
        Path path = Path.of("/dev/null");
        assumeTrue(Files.exists(path), "this system has no /dev/null");

        assertEquals(
                path + " is neither a regular file nor a block device, and only those can be served",
                refusedAtStart(FileAccess.plugin(access, path)));
    }

    /** Not even root can read this file of the kernel. */
    @ParameterizedTest
    @MethodSource("dev.platter.file.FileAccess#here")
    void anUnreadableFileIsRefusedByName(Access access) {
        Path path = Path.of("/sys/bus/platform/drivers_probe");
        assumeTrue(Files.exists(path), "this system has no file that root cannot read");

        String message = refusedAtOpen(FileAccess.plugin(access, path));

        assertTrue(message.startsWith(path + " cannot be "), message);
    }

    @Test
    void detailsHaveNbdkitsKeys() {
        Map<String, String> linux = FileDetails.of(Access.LINUX);

        assertEquals(Set.of("yes"), Set.copyOf(linux.values()));
        assertTrue(linux.keySet().containsAll(List.of("file_extents", "file_blkdiscard", "file_falloc_fl_punch_hole")));
        assertEquals(Map.of(), FileDetails.of(Access.PORTABLE));
        assertEquals(FileDetails.of(Access.best()), new FileDetails().details());
    }

    private static String refusedAtStart(FilePlugin plugin) {
        return assertThrows(IOException.class, plugin::prepare).getMessage();
    }

    private static String refusedAtOpen(FilePlugin plugin) {
        return assertThrows(IOException.class, () -> plugin.open(TestClient.anybody()))
                .getMessage();
    }
}
