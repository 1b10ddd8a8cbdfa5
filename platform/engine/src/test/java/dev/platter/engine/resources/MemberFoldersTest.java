// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberFoldersTest {
    @TempDir
    Path base;

    private MemberFolders folders(Optional<Path> state) {
        return new MemberFolders("cache", () -> base, state);
    }

    private long count() throws IOException {
        try (Stream<Path> files = Files.list(base)) {
            return files.count();
        }
    }

    private static void assertPrivate(Path folder) throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs POSIX permissions");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }

    @Test
    void aTemporaryFolderIsMadeWhenItIsAskedForAndDeletedAtTheEnd() throws IOException {
        MemberFolders folders = folders(Optional.empty());
        assertEquals(0, count());
        Path folder = folders.temporary();
        assertEquals(folder, folders.temporary());
        assertTrue(folder.isAbsolute());
        Path outside = Files.writeString(Files.createTempFile(base, "kept", ""), "kept");
        Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("a").resolve("b")).resolve("link"), outside);

        folders.close();

        assertFalse(Files.exists(folder));
        assertEquals("kept", Files.readString(outside));
        assertThrows(IllegalStateException.class, folders::temporary);
    }

    @Test
    void aTemporaryFolderIsClosedToOthers() throws IOException {
        assertPrivate(folders(Optional.empty()).temporary());
    }

    @Test
    void twoInstancesHaveTwoTemporaryFolders() throws IOException {
        assertNotEquals(
                folders(Optional.empty()).temporary(), folders(Optional.empty()).temporary());
    }

    @Test
    void aTemporaryFolderThatTheInstanceHasDeletedItselfIsNoFault() throws IOException {
        MemberFolders folders = folders(Optional.empty());
        Files.delete(folders.temporary());
        folders.close();
    }

    @Test
    void thereIsNoPersistentFolderWithoutAStateFolder() throws IOException {
        assertEquals(Optional.empty(), folders(Optional.empty()).persistent());
    }

    @Test
    void aLaterInstanceFindsThePersistentFolder() throws IOException {
        Path state = base.resolve("state");
        MemberFolders folders = folders(Optional.of(state));
        assertFalse(Files.exists(state));
        Path folder = folders.persistent().orElseThrow();
        assertPrivate(folder);
        Files.writeString(folder.resolve("index"), "kept");
        folders.close();

        Path later = folders(Optional.of(state)).persistent().orElseThrow();

        assertEquals(folder, later);
        assertEquals("kept", Files.readString(later.resolve("index")));
    }
}
