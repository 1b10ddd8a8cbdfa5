// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.RequestFlags;
import dev.platter.files.Access;
import dev.platter.libc.Descriptors;
import dev.platter.libc.Linux;
import dev.platter.testkit.TestClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files and folders behind descriptors. The test's own descriptors stand for inherited ones. */
class GivenDescriptorTest {
    /** No process here has as many. */
    private static final int UNUSED = 987_654;

    @TempDir
    Path folder;

    private Path image;
    private int fd = -1;

    @BeforeEach
    void make() throws IOException {
        assumeTrue(Linux.isHere(), "only Linux' own calls can open a file here without Java's channel");
        image = Files.write(folder.resolve("disk.img"), new byte[1000]);
    }

    @AfterEach
    void close() {
        if (fd >= 0) {
            Descriptors.close(fd);
        }
    }

    private int opened(Path path, boolean write) {
        fd = Descriptors.open(path, write);
        assertTrue(fd > 2);
        return fd;
    }

    private static String refusedAtStart(FilePlugin plugin) {
        return assertThrows(IOException.class, plugin::prepare).getMessage();
    }

    @ParameterizedTest
    @MethodSource("dev.platter.file.FileAccess#here")
    void eachClientOpensTheFileAnew(Access access) throws IOException {
        FilePlugin plugin = FileAccess.descriptor(access, opened(image, true));
        plugin.prepare();
        plugin.open(TestClient.anybody()).close();

        try (Disk disk = plugin.open(TestClient.anybody())) {
            assertEquals(1000, disk.size());
            disk.write(ByteBuffer.allocateDirect(3).put(0, (byte) 42), 10, RequestFlags.NONE);
        }
        assertEquals(42, Files.readAllBytes(image)[10]);
    }

    /** Even if the file itself would allow more. */
    @ParameterizedTest
    @MethodSource("dev.platter.file.FileAccess#here")
    void aDescriptorForReadingIsServedReadOnly(Access access) throws IOException {
        FilePlugin plugin = FileAccess.descriptor(access, opened(image, false));
        plugin.prepare();

        try (Disk disk = plugin.open(TestClient.anybody())) {
            assertFalse(disk.features().write());
        }
    }

    @Test
    void aFileThatWasDeletedIsServed() throws IOException {
        FilePlugin plugin = FileAccess.descriptor(Access.LINUX, opened(image, true));
        Files.delete(image);
        plugin.prepare();

        try (Disk disk = plugin.open(TestClient.anybody())) {
            assertEquals(1000, disk.size());
        }
    }

    @Test
    void aFolderIsServedByItsDescriptor() throws IOException {
        FilePlugin plugin = FileAccess.folderDescriptor(Access.best(), opened(folder, false));
        plugin.prepare();

        assertEquals(List.of(new Export("disk.img", "")), plugin.exports(TestClient.anybody()));
        try (Disk disk = plugin.open(TestClient.anybody().withExportName("disk.img"))) {
            assertEquals(1000, disk.size());
        }
    }

    @Test
    void aDescriptorThatIsNotThereIsRefusedByItsNumber() {
        assertEquals(
                "fd=987654: the descriptor was not handed over: open it where the server is started, as in"
                        + " 987654<>FILE",
                refusedAtStart(FileAccess.descriptor(Access.best(), UNUSED)));
        assertTrue(refusedAtStart(FileAccess.folderDescriptor(Access.best(), UNUSED))
                .startsWith("dirfd=987654: the descriptor was not handed over: "));
    }

    /** Java opens some files by descriptors of low numbers, which a user may name by mistake. */
    @Test
    void aFileOfJavaItselfIsRefused() {
        int module = opened(Path.of(System.getProperty("java.home"), "lib", "modules"), false);

        String message = refusedAtStart(FileAccess.descriptor(Access.best(), module));

        assertTrue(message.startsWith("fd=" + module + ": the descriptor was not handed over: "), message);
    }

    @Test
    void aDescriptorOfTheWrongKindIsRefused() {
        int number = opened(folder, false);
        assertTrue(refusedAtStart(FileAccess.descriptor(Access.best(), number)).contains(" is a folder: "));
        close();
        int file = opened(image, false);
        assertTrue(
                refusedAtStart(FileAccess.folderDescriptor(Access.best(), file)).contains(" is not a folder"));
    }
}
