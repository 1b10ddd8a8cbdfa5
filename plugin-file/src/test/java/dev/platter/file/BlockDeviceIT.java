package dev.platter.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

/** A loop device, which only root can make. Its sectors have 512 bytes, and it is as long as 2049 of them. */
class BlockDeviceIT {
    private static final int SIZE = 2049 * 512;

    @TempDir
    Path folder;

    private final byte[] content = new byte[SIZE];
    private Path image;
    private Path device;

    @BeforeEach
    void make() throws IOException, InterruptedException {
        assumeTrue(Access.LINUX.isHere(), "only Linux has loop devices");
        assumeTrue(Files.isWritable(Path.of("/dev/loop-control")), "only root can make loop devices");
        new Random(1).nextBytes(content);
        image = Files.write(folder.resolve("disk.img"), content);
        device = Path.of(run("losetup", "--find", "--show", image.toString()));
    }

    @AfterEach
    void remove() throws IOException, InterruptedException {
        if (device != null) {
            run("losetup", "--detach", device.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void itsSizeIsThatOfTheDevice(Access access) throws IOException {
        assertEquals(FileKind.BLOCK_DEVICE, FileKind.of(device));
        try (FileDisk disk = Ways.disk(access, device)) {
            assertEquals(SIZE, disk.size());
        }
    }

    @Test
    void whetherItTurnsIsWhatTheSystemSays() throws IOException {
        Path setting = Path.of("/sys/block", device.getFileName().toString(), "queue", "rotational");
        String before = Files.readString(setting);
        for (boolean rotational : new boolean[] {true, false}) {
            Files.writeString(setting, rotational ? "1" : "0");
            try (FileDisk disk = Ways.disk(Access.LINUX, device)) {
                assertEquals(rotational, disk.features().rotational());
            } finally {
                Files.writeString(setting, before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void whatIsWrittenIsOnTheDeviceAfterAFlush(Access access) throws IOException {
        try (FileDisk disk = Ways.disk(access, device)) {
            disk.write(ByteBuffer.allocateDirect(1000), 100, RequestFlags.NONE);
            disk.flush();
        }
        Arrays.fill(content, 100, 1100, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(image));
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void zeroesOfAnyAlignmentAreZeroes(Access access) throws IOException {
        try (FileDisk disk = Ways.disk(access, device)) {
            disk.zero(100, 300_000, RequestFlags.NONE);
            disk.zero(400_001, 200_000, RequestFlags.NONE.withNoHole(true));
            disk.zero(SIZE - 700, 700, RequestFlags.NONE.withFua(true));
            Arrays.fill(content, 100, 300_100, (byte) 0);
            Arrays.fill(content, 400_001, 600_001, (byte) 0);
            Arrays.fill(content, SIZE - 700, SIZE, (byte) 0);
            assertArrayEquals(content, read(disk));
        }
    }

    /** A loop device passes a discard on to its file, so the file shows that it was one. */
    @Test
    void aTrimReachesTheDevice() throws IOException, InterruptedException {
        long before = Long.parseLong(run("stat", "--format=%b", image.toString()));
        try (FileDisk disk = Ways.disk(Access.LINUX, device)) {
            disk.trim(100, 600_000, RequestFlags.NONE);
            disk.flush();
            byte[] left = read(disk);
            assertArrayEquals(Arrays.copyOf(content, 512), Arrays.copyOf(left, 512));
            assertArrayEquals(Arrays.copyOfRange(content, 600_064, SIZE), Arrays.copyOfRange(left, 600_064, SIZE));
        }
        long given = before - Long.parseLong(run("stat", "--format=%b", image.toString()));
        assertTrue(given * 512 >= 500_000, "only " + given + " blocks were given back");
    }

    @Test
    void zeroesThatMustStayAllocatedAreNotCertainToBeFast() throws IOException {
        try (FileDisk disk = Ways.disk(Access.LINUX, device)) {
            DiskException refused = assertThrows(
                    DiskException.class,
                    () -> disk.zero(0, 4096, RequestFlags.NONE.withNoHole(true).withFastZero(true)));

            assertEquals(NbdError.ENOTSUP, refused.error());
            assertArrayEquals(content, read(disk));
        }
    }

    @Test
    void aReadOnlyDeviceIsServedReadOnly() throws IOException, InterruptedException {
        run("blockdev", "--setro", device.toString());
        try (FileDisk disk = Ways.disk(Access.LINUX, device)) {
            assertFalse(disk.features().write());
            assertArrayEquals(content, read(disk));
        } finally {
            run("blockdev", "--setrw", device.toString());
        }
    }

    private static byte[] read(FileDisk disk) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
        disk.read(buffer, 0, HoleSink.NONE);
        byte[] bytes = new byte[SIZE];
        buffer.clear().get(bytes);
        return bytes;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
