// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.seekable.FileStorage;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.SeekableImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of QEMU. */
@Needs({"qemu-img", "qemu-io"})
class Qcow2IT {
    @TempDir
    private Path folder;

    private final byte[] bytes = Picture.usual().bytes;

    private Path made(String options) throws IOException {
        Path raw = Files.write(folder.resolve("raw"), java.util.Arrays.copyOf(bytes, bytes.length / 512 * 512));
        Path made = folder.resolve("made");
        Peer.require("qemu-img")
                .besides("sh")
                .run("-c", "qemu-img convert -f raw -O qcow2 " + options + " " + raw + " " + made)
                .success();
        return made;
    }

    private static byte[] read(Path file, Path... backing) throws IOException {
        try (FileStorage storage = FileStorage.open(file, false);
                SeekableImage image = new Qcow2Format(List.of(backing)).open(storage, OpenMode.READ)) {
            return Picture.read(image);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-o compat=0.10",
                "-o cluster_size=512",
                "-o cluster_size=2M",
                "-o extended_l2=on",
                "-o extended_l2=on,cluster_size=16k -S 512",
                "-o preallocation=metadata",
                "-c",
                "-c -o cluster_size=4k",
                "-c -o compression_type=zstd",
                "-c -o compression_type=zstd,cluster_size=2M,extended_l2=on",
                "-o lazy_refcounts=on",
            })
    void imagesOfQemuAreRead(String options) throws IOException {
        assertArrayEquals(java.util.Arrays.copyOf(bytes, bytes.length / 512 * 512), read(made(options)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-o extended_l2=on"})
    void backingFilesAreThoseOfQemu(String options) throws IOException {
        Path base = made("");
        Path middle = folder.resolve("middle");
        Path top = folder.resolve("top");
        Peer.require("qemu-io")
                .besides("sh")
                .run("-c", """
                    set -e
                    qemu-img create -q -f qcow2 %1$s -b %2$s -F qcow2 %3$s 7M
                    qemu-io -c 'write -P 1 1000k 300k' -c 'write -z 3M 1M' %3$s >&2
                    qemu-img create -q -f qcow2 %1$s -b %3$s -F qcow2 %4$s
                    qemu-io -c 'write -P 2 1100k 4k' -c 'write -c -P 3 2M 64k' -c 'discard 4M 128k' %4$s >&2
                    qemu-img convert -O raw %4$s %5$s
                    """.formatted(options, base, middle, top, folder.resolve("expected")))
                .success();
        assertArrayEquals(Files.readAllBytes(folder.resolve("expected")), read(top, middle, base));
    }
}
