// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
    @TempDir
    Path folder;

    private static void make(Path made, Path file, Path closed) throws IOException {
        Files.createDirectory(made, OwnerOnly.folder(made));
        FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(file))
                .close();
        Files.createFile(closed);
        OwnerOnly.close(closed);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void otherUsersAreKeptOut() throws IOException {
        make(folder.resolve("made"), folder.resolve("file"), folder.resolve("closed"));
        assertEquals("rwx------", permissions(folder.resolve("made")));
        assertEquals("rw-------", permissions(folder.resolve("file")));
        assertEquals("rw-------", permissions(folder.resolve("closed")));
    }

    /** As on Windows: an archive's file system has no permissions unless it is asked for them. */
    @Test
    void fileSystemWithoutPermissionsIsLeftAlone() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", true))) {
            make(zip.getPath("made"), zip.getPath("file"), zip.getPath("closed"));
            assertTrue(Files.exists(zip.getPath("made")));
            assertTrue(Files.exists(zip.getPath("file")));
        }
    }
}
