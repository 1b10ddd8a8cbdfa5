// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From an image of two partitions, a FAT for /boot and a root file system, to a compressed one in whose /boot a file is changed, and
 * back.
 */
@Tag("same-in-both-modes")
class KeptPartitionIT {
    private static final int MIB = 1 << 20;
    private static final int BOOT = 3 * MIB;
    private static final String TABLE = "label: gpt\\nsize=3M,name=boot\\nsize=9M,name=root\\n";

    @RegisterExtension
    private final Platter platter = new Platter();

    private Path file(String name) {
        return platter.folder().resolve(name);
    }

    /** An image with both file systems, neither of which anybody has mounted. */
    private Path image() throws IOException {
        Path image = Files.write(file("disk.img"), new byte[14 * MIB]);
        Peer.require("sfdisk")
                .besides("sh")
                .run("-c", "printf '" + TABLE + "' | sfdisk -q \"$0\"", image.toString())
                .success();
        Peer.require("mkfs.vfat")
                .run("--offset=2048", "-n", "BOOT", image.toString(), Integer.toString(BOOT / 1024))
                .success();
        Files.createDirectories(file("root/etc"));
        Files.writeString(file("root/etc/hostname"), "demo\n".repeat(100_000));
        Peer.require("mkfs.ext4")
                .run("-q", "-F", "-d", file("root").toString(), "-E", "offset=" + 4 * MIB, image.toString(), "9M")
                .success();
        changeBoot(image + "@@1M", "console=ttyS0\n");
        return image;
    }

    private void changeBoot(String disk, String text) throws IOException {
        Path change = Files.writeString(file("cmdline.txt"), text);
        Peer.require("mcopy")
                .run("-o", "-i", disk, change.toString(), "::/cmdline.txt")
                .success();
    }

    private Path packed(String format, Path image) {
        Path packed = file("disk.packed");
        platter.command("platter-gzip")
                .run(
                        "create",
                        "--format",
                        format,
                        "--level",
                        "1",
                        "--keep",
                        "boot",
                        image.toString(),
                        packed.toString())
                .success();
        return packed;
    }

    private void test(String program, Path packed) {
        Peer.require(program)
                .besides("sh")
                .run("-c", program + " -t <\"$0\"", packed.toString())
                .success();
    }

    @Needs({"sfdisk", "mkfs.vfat", "mkfs.ext4", "mcopy", "nbdcopy", "gzip", "xz", "zstd"})
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "zstd"})
    void aFileOfTheKeptPartitionIsChangedThroughTheFilter(String format) throws IOException {
        Path image = image();
        Path packed = packed(format, image);
        Path boot = file("boot.img");

        try (Served served =
                platter.serve("--filter=partition", "--filter=" + format, "file", packed.toString(), "partition=1")) {
            Peer.require("nbdcopy").run(served.uri(), boot.toString()).success();
            changeBoot(boot.toString(), "console=tty0\n");
            Peer.require("nbdcopy")
                    .run("--flush", boot.toString(), served.uri())
                    .success();
        }

        test(format, packed);
        byte[] expected = Files.readAllBytes(image);
        byte[] changed = Files.readAllBytes(boot);
        assertEquals(BOOT, changed.length);
        System.arraycopy(changed, 0, expected, MIB, BOOT);
        Path unpacked = file("unpacked.img");
        Peer.require(format)
                .besides("sh")
                .run("-c", format + " -dc <\"$0\" >\"$1\"", packed.toString(), unpacked.toString())
                .success();
        assertArrayEquals(expected, Files.readAllBytes(unpacked));
        Outcome read = Peer.require("mcopy").run("-i", unpacked + "@@1M", "::/cmdline.txt", "-");
        assertEquals("console=tty0\n", read.success());
    }

    @Needs("nbdsh")
    @Test
    void aWriteOutsideOfTheKeptRegionIsRefused() throws IOException {
        Path image = Files.write(file("disk.img"), new byte[4 * MIB]);
        Path packed = file("disk.packed");
        platter.command("platter-gzip")
                .run("create", "--format", "zstd", "--keep", "1M+1M", image.toString(), packed.toString())
                .success();
        String uri = platter.serve("--filter=zstd", "file", packed.toString()).uri();

        Outcome refused = Peer.require("nbdsh").run("-u", uri, "-c", "h.pwrite(b'x', 0)");

        assertTrue(refused.err().contains("Operation not permitted"), refused.err());
    }
}
