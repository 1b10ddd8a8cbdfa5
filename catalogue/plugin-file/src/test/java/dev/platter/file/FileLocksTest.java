// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.Disk;
import dev.platter.files.Access;
import dev.platter.files.FileKind;
import dev.platter.files.FileLocks;
import dev.platter.files.LockMode;
import dev.platter.files.OpenFile;
import dev.platter.libc.Descriptors;
import dev.platter.libc.OpenFileLocks;
import dev.platter.testkit.LogBook;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The locks that others see, and what is shared within this process. {@link ForeignLocksIT} has foreign programs. */
class FileLocksTest {
    private static final List<Integer> OF_A_READER = List.of(100, 201, 203);
    private static final List<Integer> OF_A_WRITER = List.of(100, 101, 201, 203);

    @TempDir
    Path folder;

    private final LogBook log = new LogBook();
    private Path image;
    private int looker;

    @BeforeEach
    void make() throws IOException {
        assumeTrue(Access.LINUX.isHere(), "only Linux has these locks");
        image = Files.write(folder.resolve("disk.img"), new byte[1000]);
        looker = Descriptors.open(image, false);
    }

    @AfterEach
    void close() {
        Descriptors.close(looker);
    }

    private List<Integer> locked() {
        return IntStream.range(95, 210)
                .filter(at -> OpenFileLocks.isHeldByOther(looker, at) == 1)
                .boxed()
                .toList();
    }

    private FileLocks locks(LockMode mode) {
        return new FileLocks(mode, false, log.logger("file"));
    }

    private OpenFile open(FileLocks locks, boolean write) throws IOException {
        OpenFile file = Access.LINUX.open(image, FileKind.REGULAR, write);
        file.lock(locks);
        return file;
    }

    @Test
    void aFileIsLockedAsLongAsItIsOpen() throws IOException {
        FileLocks locks = locks(LockMode.REQUIRE);
        OpenFile reader = open(locks, false);
        assertEquals(OF_A_READER, locked());
        OpenFile one = open(locks, true);
        OpenFile other = open(locks, true);
        assertEquals(OF_A_WRITER, locked());

        one.close();
        assertEquals(OF_A_WRITER, locked());
        other.close();
        assertEquals(OF_A_READER, locked());
        reader.close();
        assertEquals(List.of(), locked());
    }

    /** As two exports of one file do, and two versions of the plugin during a live upgrade. */
    @Test
    void instancesOfOneServerDoNotExcludeEachOther() throws IOException {
        try (OpenFile reader = open(locks(LockMode.REQUIRE), false);
                OpenFile writer = open(locks(LockMode.REQUIRE), true);
                OpenFile newVersion = open(locks(LockMode.REQUIRE), true)) {
            assertTrue(writer.traits().writable() && newVersion.traits().writable());
            reader.size();
        }
        assertEquals(List.of(), locked());
        assertEquals(List.of(), log.lines());
    }

    @Test
    void nothingIsLockedIfNobodyWantsIt() throws IOException {
        try (OpenFile writer = open(locks(LockMode.NONE), true)) {
            assertEquals(List.of(), locked());
            writer.size();
        }
    }

    @Test
    void aFileUnderItsOldNameIsTheSame() throws IOException {
        FileLocks locks = locks(LockMode.REQUIRE);
        try (OpenFile writer = open(locks, true)) {
            Files.createLink(folder.resolve("other.img"), image);
            Path before = image;
            image = folder.resolve("other.img");
            try (OpenFile again = open(locks, true)) {
                again.size();
            }
            image = before;
            assertEquals(OF_A_WRITER, locked());
            writer.size();
        }
    }

    @Test
    void aDiskIsLockedUntilItIsClosed() throws IOException {
        FilePlugin plugin = FileAccess.plugin(Access.LINUX, image);
        plugin.start(new TestContext());

        Disk disk = plugin.open(TestClient.anybody());
        assertEquals(OF_A_WRITER, locked());
        disk.close();
        disk = plugin.open(TestClient.anybody().asReadOnly());
        assertEquals(OF_A_READER, locked());
        disk.close();
        assertEquals(List.of(), locked());
    }

    @Test
    void locksThatTheSystemLacksAreRefusedOnlyIfTheyAreRequired() throws IOException {
        FilePlugin portable = FileAccess.plugin(Access.PORTABLE, image);
        TestContext service = new TestContext();
        service.leaveUnattended();
        portable.start(service);
        portable.open(TestClient.anybody()).close();

        FilePlugin strict = FileAccess.locking(Access.PORTABLE, image, Optional.of(LockMode.REQUIRE));
        assertEquals(
                "lock=require cannot be kept, since only Linux has locks that other programs see: leave it out",
                assertThrows(IOException.class, () -> strict.start(service)).getMessage());
    }
}
