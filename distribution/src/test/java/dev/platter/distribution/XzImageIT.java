// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From an image of two partitions to a compressed one whose first partition is changed, and back. */
@Tag("same-in-both-modes")
class XzImageIT {
    private static final int MIB = 1 << 20;
    private static final String TABLE = "label: gpt\\nsize=3M,name=boot\\nsize=5M,name=root\\n";

    @RegisterExtension
    private final Platter platter = new Platter();

    private Path file(String name) {
        return platter.folder().resolve(name);
    }

    @Needs({"sfdisk", "mkfs.ext4", "nbdcopy", "xz"})
    @Test
    void aPartitionOfACompressedImageIsWrittenToAndXzUnpacksTheWhole() throws IOException {
        byte[] content = new byte[10 * MIB];
        new Random(1).nextBytes(content);
        Path image = Files.write(file("disk.img"), content);
        Peer.require("sfdisk")
                .besides("sh")
                .run("-c", "printf '" + TABLE + "' | sfdisk -q --wipe always \"$0\"", image.toString())
                .success();
        byte[] expected = Files.readAllBytes(image);
        Path packed = file("disk.img.xz");
        platter.command("platter-gzip")
                .run("create", "--format", "xz", "--level", "0", "--keep", "boot", image.toString(), packed.toString())
                .success();
        Path boot = file("boot.img");
        Peer.require("mkfs.ext4").run("-q", boot.toString(), "3M").success();

        try (Served served =
                platter.serve("--filter=partition", "--filter=xz", "file", packed.toString(), "partition=1")) {
            Peer.require("nbdcopy")
                    .run("--flush", boot.toString(), served.uri())
                    .success();
        }

        System.arraycopy(Files.readAllBytes(boot), 0, expected, MIB, 3 * MIB);
        Peer.require("xz").run("-df", packed.toString()).success();
        assertArrayEquals(expected, Files.readAllBytes(image));
    }

    @Needs("nbdsh")
    @Test
    void aWriteOutsideOfTheKeptRegionIsRefused() throws IOException {
        Path image = Files.write(file("disk.img"), new byte[4 * MIB]);
        Path packed = file("disk.img.xz");
        platter.command("platter-gzip")
                .run("create", "--format", "xz", "--keep", "1048576+1048576", image.toString(), packed.toString())
                .success();
        String uri = platter.serve("--filter=xz", "file", packed.toString()).uri();

        Outcome refused = Peer.require("nbdsh").run("-u", uri, "-c", "h.pwrite(b'x', 0)");

        assertTrue(refused.err().contains("Operation not permitted"), refused.err());
    }
}
