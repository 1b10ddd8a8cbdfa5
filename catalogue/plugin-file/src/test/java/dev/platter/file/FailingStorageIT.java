// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.files.Access;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.NbdError;
import dev.platter.peers.FuseMount;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.testkit.ForgetfulDisk;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Storage that fails while it is served: clients get an error that says so, and the server lives. */
@Timeout(60)
class FailingStorageIT {
    private static final int MIB = 1 << 20;
    private static final int PIECE = 64 * 1024;

    @TempDir
    Path folder;

    private static RequestFailedException refused(Executable request) {
        return assertThrows(RequestFailedException.class, request);
    }

    /** Every request to the file whose storage has gone fails, and the connection goes on. */
    @Needs("nbdfuse")
    @ParameterizedTest
    @MethodSource("dev.platter.file.FileAccess#here")
    void aRequestToStorageThatHasGoneFails(Access access) throws IOException {
        Files.write(folder.resolve("good"), new byte[MIB]);
        try (Served below = Served.of(new ForgetfulDisk(MIB).plugin());
                FuseMount mount = FuseMount.of(below.uri().toString())) {
            Files.createSymbolicLink(folder.resolve("bad"), mount.file());
            try (Served served = Served.of(FileAccess.folder(access, folder));
                    NbdClient bad = NbdClient.connect(served.uri().withExportName("bad"));
                    NbdClient good = NbdClient.connect(served.uri().withExportName("good"))) {
                ByteBuffer data = ByteBuffer.allocateDirect(4096);
                bad.write(0, data.clear(), CommandFlags.FUA);

                mount.kill();

                RequestFailedException read = refused(() -> bad.read(500_000, data.clear(), 0));
                assertEquals(NbdError.EIO, read.error());
                assertTrue(
                        read.getMessage().contains(folder.resolve("bad") + " cannot be read, 4096 bytes at 500000: "),
                        read.getMessage());
                RequestFailedException write = refused(() -> bad.write(8192, data.clear(), 0));
                assertEquals(NbdError.EIO, write.error());
                assertTrue(write.getMessage().contains(" cannot be written, 4096 bytes at 8192: "), write.getMessage());
                assertEquals(NbdError.EIO, refused(bad::flush).error());
                good.write(0, data.clear(), CommandFlags.FUA);
                good.read(0, data.clear(), 0);
            }
        }
    }

    /** A file system of 256 KiB under a file of 1 MiB that is mostly a hole. */
    @Needs({"mount", "umount"})
    @ParameterizedTest
    @MethodSource("dev.platter.file.FileAccess#here")
    void aWriteToFullStorageFailsAndLeavesTheRest(Access access) throws IOException {
        Peer.require("mount")
                .run("-t", "tmpfs", "-o", "size=256k", "small", folder.toString())
                .success();
        try {
            writeUntilFull(access, folder.resolve("disk.img"));
        } finally {
            Peer.require("umount").run(folder.toString()).success();
        }
    }

    private static void writeUntilFull(Access access, Path image) throws IOException {
        byte[] content = new byte[PIECE];
        new Random(1).nextBytes(content);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.write(content);
            file.setLength(MIB);
        }
        try (Served served = Served.of(FileAccess.plugin(access, image))) {
            NbdClient client = served.client();
            ByteBuffer data = ByteBuffer.allocateDirect(PIECE);
            RequestFailedException full = refused(() -> {
                for (int at = PIECE; at < MIB; at += PIECE) {
                    client.write(at, data.clear(), 0);
                }
            });

            assertEquals(NbdError.ENOSPC, full.error());
            assertTrue(
                    full.getMessage()
                            .matches("(?s).*" + image + " cannot be written, \\d+ bytes at \\d+: No space left.*"),
                    full.getMessage());
            byte[] left = new byte[PIECE];
            client.read(0, data.clear(), 0);
            data.clear().get(left);
            assertArrayEquals(content, left);
            client.write(0, data.clear(), CommandFlags.FUA);
            client.flush();
        }
    }

    @Test
    void aSizeIsNoticedByTheNextClient() throws IOException {
        Path image = Files.write(folder.resolve("disk.img"), new byte[1000]);
        try (Served served = Served.of(FileAccess.plugin(Access.best(), image))) {
            NbdClient before = served.client();
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(5000);
            }
            assertEquals(1000, before.export().size());
            assertEquals(5000, served.client().export().size());
        }
    }
}
