// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real block device of 2049 sectors. */
@Needs({"losetup", "blockdev"})
class BlockDeviceIT {
    private static final int SIZE = 2049 * 512;

    @TempDir
    Path folder;

    private final byte[] content = new byte[SIZE];
    private Path image;
    private LoopDevice loop;
    private Path device;

    @BeforeEach
    void make() throws IOException {
        new Random(1).nextBytes(content);
        image = Files.write(folder.resolve("disk.img"), content);
        loop = LoopDevice.of(image);
        device = loop.path();
    }

    @AfterEach
    void remove() {
        if (loop != null) {
            loop.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void theSizeIsThatOfTheDevice(Access access) throws IOException {
        assertEquals(FileKind.BLOCK_DEVICE, FileKind.of(device));
        try (FileDisk disk = FileAccess.disk(access, device)) {
            assertEquals(SIZE, disk.size());
        }
    }

    @Test
    void rotationalIsWhatTheSystemSays() throws IOException {
        Path setting = loop.queue("rotational");
        String before = Files.readString(setting);
        for (boolean rotational : new boolean[] {true, false}) {
            Files.writeString(setting, rotational ? "1" : "0");
            try (FileDisk disk = FileAccess.disk(Access.LINUX, device)) {
                assertEquals(rotational, disk.features().rotational());
            } finally {
                Files.writeString(setting, before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void writtenDataIsOnTheDeviceAfterAFlush(Access access) throws IOException {
        try (FileDisk disk = FileAccess.disk(access, device)) {
            disk.write(ByteBuffer.allocateDirect(1000), 100, RequestFlags.NONE);
            disk.flush();
        }
        Arrays.fill(content, 100, 1100, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(image));
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void zeroesOfAnyAlignmentAreZeroes(Access access) throws IOException {
        try (FileDisk disk = FileAccess.disk(access, device)) {
            disk.zero(100, 300_000, RequestFlags.NONE);
            disk.zero(400_001, 200_000, RequestFlags.NONE.withNoHole(true));
            disk.zero(SIZE - 700, 700, RequestFlags.NONE.withFua(true));
            Arrays.fill(content, 100, 300_100, (byte) 0);
            Arrays.fill(content, 400_001, 600_001, (byte) 0);
            Arrays.fill(content, SIZE - 700, SIZE, (byte) 0);
            assertArrayEquals(content, read(disk));
        }
    }

    /** A loop device passes a discard on to its file, so the file shows whether a trim arrived. */
    @Test
    void aTrimReachesTheDevice() throws IOException {
        long before = blocks();
        try (FileDisk disk = FileAccess.disk(Access.LINUX, device)) {
            disk.trim(100, 600_000, RequestFlags.NONE);
            disk.flush();
            byte[] left = read(disk);
            assertArrayEquals(Arrays.copyOf(content, 512), Arrays.copyOf(left, 512));
            assertArrayEquals(Arrays.copyOfRange(content, 600_064, SIZE), Arrays.copyOfRange(left, 600_064, SIZE));
        }
        long given = before - blocks();
        assertTrue(given * 512 >= 500_000, "only " + given + " blocks were given back");
    }

    @Test
    void fastAllocatedZeroesAreRefused() throws IOException {
        try (FileDisk disk = FileAccess.disk(Access.LINUX, device)) {
            DiskException refused = assertThrows(
                    DiskException.class,
                    () -> disk.zero(0, 4096, RequestFlags.NONE.withNoHole(true).withFastZero(true)));

            assertEquals(NbdError.ENOTSUP, refused.error());
            assertArrayEquals(content, read(disk));
        }
    }

    @Test
    void aReadOnlyDeviceIsServedReadOnly() throws IOException {
        loop.setReadOnly();
        try (FileDisk disk = FileAccess.disk(Access.LINUX, device)) {
            assertFalse(disk.features().write());
            assertArrayEquals(content, read(disk));
        }
    }

    private static byte[] read(FileDisk disk) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
        disk.read(buffer, 0, HoleSink.NONE);
        byte[] bytes = new byte[SIZE];
        buffer.clear().get(bytes);
        return bytes;
    }

    /** In units of 512 bytes, as the image's file system counts them. */
    private long blocks() {
        String blocks =
                Peer.require("stat").run("--format=%b", image.toString()).success();
        return Long.parseLong(blocks.strip());
    }
}
