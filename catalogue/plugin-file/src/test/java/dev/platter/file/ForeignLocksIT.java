// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.files.Access;
import dev.platter.files.FileKind;
import dev.platter.files.FileLocks;
import dev.platter.files.LockMode;
import dev.platter.files.OpenFile;
import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import dev.platter.testkit.LogBook;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QEMU's programs see our locks, and we see theirs. */
@Needs({"qemu-img", "qemu-io", "qemu-nbd"})
class ForeignLocksIT {
    private static final Client WRITER = TestClient.anybody();
    private static final Client READER = TestClient.anybody().asReadOnly();

    @TempDir
    Path folder;

    private Path image;

    @BeforeEach
    void make() throws IOException {
        assumeTrue(Access.LINUX.isHere(), "only Linux has these locks");
        image = Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
    }

    private FilePlugin started(Optional<LockMode> mode, boolean service) throws IOException {
        FilePlugin plugin = FileAccess.locking(Access.LINUX, image, mode);
        TestContext context = new TestContext();
        if (service) {
            context.leaveUnattended();
        }
        plugin.start(context);
        return plugin;
    }

    private FilePlugin inAService() throws IOException {
        return started(Optional.empty(), true);
    }

    private static void assertRefused(FilePlugin plugin, Client client, String deed) {
        String message =
                assertThrows(IOException.class, () -> plugin.open(client)).getMessage();
        assertTrue(
                message.matches(".*/disk\\.img is in use: qemu-nbd \\(process \\d+\\) " + deed
                        + ": end that program first, or use lock=none .*"),
                message);
    }

    private Outcome qemuIo(String format, String... words) {
        List<String> line = new ArrayList<>(List.of("-f", format));
        line.addAll(List.of(words));
        line.add(image.toString());
        return Peer.require("qemu-io").run(line.toArray(String[]::new));
    }

    private void format() {
        Peer.require("qemu-img")
                .run("create", "-q", "-f", "qcow2", image.toString(), "1M")
                .success();
    }

    /** An image in a format of QEMU's own is not even read, since its tables could change. */
    @Test
    void qemuLeavesTheFileOfAWriterAlone() throws IOException {
        format();
        try (Disk disk = inAService().open(WRITER)) {
            String writing = qemuIo("raw", "-c", "write 0 512").err();
            assertTrue(writing.contains("Failed to get \"write\" lock"), writing);
            String reading = qemuIo("qcow2", "-r", "-c", "read 0 512").err();
            assertTrue(reading.contains("Failed to get shared \"write\" lock"), reading);
            assertTrue(disk.features().write());
        }
        qemuIo("qcow2", "-c", "write 0 512").success();
    }

    @Test
    void qemuReadsTheFileOfAReaderAndDoesNotWriteToIt() throws IOException {
        try (Disk disk = inAService().open(READER)) {
            qemuIo("raw", "-r", "-c", "read 0 512").success();
            String writing = qemuIo("raw", "-c", "write 0 512").err();
            assertTrue(writing.contains("Failed to get \"write\" lock"), writing);
            assertEquals(1 << 20, disk.size());
        }
    }

    @Test
    void aServiceRefusesAForeignWriterByName() throws IOException {
        FilePlugin plugin = inAService();
        try (PeerServer qemu = PeerServer.qemuNbd("-f", "raw", image.toString())) {
            assertRefused(plugin, WRITER, "writes to it");
            assertRefused(plugin, READER, "writes to it");
            assertTrue(Files.exists(qemu.socket()));
        }
        plugin.open(WRITER).close();
    }

    @Test
    void aForeignReaderExcludesWritersAndNotReaders() throws IOException {
        format();
        FilePlugin plugin = inAService();
        try (PeerServer qemu = PeerServer.qemuNbd("-r", "-f", "qcow2", image.toString())) {
            plugin.open(READER).close();
            assertRefused(plugin, WRITER, "reads it and lets nobody else write to it");
            assertTrue(Files.exists(qemu.socket()));
        }
    }

    /** Two exports of one file, of which the first was there before the other program. */
    @Test
    void aForeignWriterIsToldApartFromOurOwn() throws IOException {
        FilePlugin careless = started(Optional.of(LockMode.WARN), true);
        try (PeerServer qemu = PeerServer.qemuNbd("-f", "raw", image.toString());
                Disk own = careless.open(WRITER)) {
            assertRefused(inAService(), WRITER, "writes to it");
            assertTrue(own.features().write() && Files.exists(qemu.socket()));
        }
    }

    @Test
    void aUserIsOnlyWarnedUnlessLocksAreRequired() throws IOException {
        LogBook log = new LogBook();
        try (PeerServer qemu = PeerServer.qemuNbd("-f", "raw", image.toString())) {
            started(Optional.empty(), false).open(WRITER).close();
            started(Optional.of(LockMode.NONE), true).open(WRITER).close();
            assertRefused(started(Optional.of(LockMode.REQUIRE), false), WRITER, "writes to it");

            try (OpenFile file = Access.LINUX.open(image, FileKind.REGULAR, true)) {
                FileLocks locks = new FileLocks(LockMode.WARN, false, log.logger("file"));
                file.lock(locks);
                try (OpenFile again = Access.LINUX.open(image, FileKind.REGULAR, true)) {
                    again.lock(locks);
                }
            }
            assertTrue(Files.exists(qemu.socket()));
        }
        List<String> lines = log.lines();
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(
                lines.getFirst()
                        .matches("WARNING file: .*/disk\\.img is in use: qemu-nbd \\(process \\d+\\) writes to it: data"
                                + " may be lost if both go on .*"),
                lines::toString);
    }
}
