// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next host removes the folder that a killed host has left behind, and no other. */
class AbandonedStorageTest {
    @TempDir
    Path cache;

    private PluginHost open() throws RefusedException {
        return PluginHost.open(List.of(), cache, System::getLogger);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void theFolderOfAKilledHostIsClearedAway() throws Exception {
        HostProcess.start(cache).kill();
        assertEquals(2, files().size(), "a folder and its lock are left behind");
        open().close();
        assertEquals(Set.of(), files());
    }

    @Test
    void theFolderOfALivingHostStays() throws Exception {
        HostProcess other = HostProcess.start(cache);
        try {
            Set<String> before = files();
            open().close();
            assertEquals(before, files());
        } finally {
            other.kill();
        }
    }

    /** Opening its own lock files would make the process drop the locks, which only another process notices. */
    @Test
    void theFoldersOfHostsSideBySideStay() throws Exception {
        try (PluginHost one = open();
                PluginHost two = open()) {
            Set<String> before = files();
            HostProcess.start(cache).kill();
            assertTrue(files().containsAll(before), () -> before + " before");
            assertEquals(one.available(), two.available());
        }
    }

    @Test
    void aFolderWithoutALockStays() throws Exception {
        Files.createDirectory(cache.resolve(Storage.PREFIX + "1-x-0"));
        open().close();
        assertEquals(Set.of(Storage.PREFIX + "1-x-0"), files());
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path precious = Files.createDirectory(cache.resolve("precious"));
        Files.createFile(precious.resolve("file"));
        Path link = Files.createSymbolicLink(cache.resolve(Storage.PREFIX + "1-x-0"), precious);
        Files.createFile(Storage.lockOf(link));
        open().close();
        assertTrue(Files.exists(link.resolve("file")));
    }

    @Test
    void otherUsersCannotEnter() throws Exception {
        try (PluginHost host = open()) {
            assertEquals(List.of(), host.available());
            Path folder = cache.resolve(new TreeSet<>(files()).first());
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
    }
}
