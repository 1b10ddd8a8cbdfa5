// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters that unpack or decrypt images show the same disk as nbdkit's, in the same words, of images that other programs have made. */
@Tag("same-in-both-modes")
@Needs({"nbdkit", "nbdsh", "qemu-img", "bzip2", "gzip", "lzip", "xz", "tar", "mke2fs"})
class FormatsLikeNbdkitsIT {
    private static final int SIZE = 3 << 20;

    /** What a client learns, and the bytes of reads anywhere and of all, in sectors, since nbdkit's filter luks reads nothing else. */
    private static final String LOOK = """
        import hashlib, random
        size = h.get_size()
        print(size, h.is_read_only())
        dice = random.Random(3)
        digest = hashlib.sha256()
        for i in range(50):
            offset = dice.randrange(size) & ~511
            digest.update(h.pread(min(size - offset, dice.choice([512, 4096, 70144])), offset))
        for at in range(0, size, 1 << 18):
            digest.update(h.pread(min(1 << 18, size - at), at))
        print(digest.hexdigest())
        """;

    @TempDir
    private static Path folder;

    @RegisterExtension
    private final Platter platter = new Platter();

    @BeforeAll
    static void makeImages() throws IOException {
        byte[] disk = new byte[SIZE];
        new Random(1).nextBytes(disk);
        Arrays.fill(disk, 500_000, 2_000_000, (byte) 0);
        Path raw = Files.write(folder.resolve("raw"), disk);
        for (String packer : List.of("bzip2", "gzip", "lzip", "xz")) {
            Files.copy(raw, folder.resolve(packer + ".disk"));
            Peer.require(packer)
                    .run(folder.resolve(packer + ".disk").toString())
                    .success();
        }
        convert("disk.qcow2", "-O", "qcow2");
        convert("packed.qcow2", "-O", "qcow2", "-c");
        convert(
                "disk.luks",
                "--object",
                "secret,data=123456,id=key",
                "-O",
                "luks",
                "-o",
                "key-secret=key,iter-time=10");
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.copy(raw, files.resolve("disk"));
        Peer.require("tar").run("-cf", folder.resolve("disk.tar").toString(), "-C", folder.toString(), "files");
        Peer.require("mke2fs")
                .run(
                        "-q",
                        "-t",
                        "ext4",
                        "-d",
                        files.toString(),
                        folder.resolve("disk.ext4").toString(),
                        "16M")
                .success();
    }

    private static void convert(String name, String... options) {
        List<String> words = new ArrayList<>(List.of("convert", "-q", "-f", "raw"));
        words.addAll(List.of(options));
        words.addAll(
                List.of(folder.resolve("raw").toString(), folder.resolve(name).toString()));
        Peer.require("qemu-img").run(words.toArray(String[]::new)).success();
    }

    private String[] line(String words, String image) {
        List<String> line = new ArrayList<>(List.of("-r", "-U", "-", "--filter=" + words.split(" ")[0], "file"));
        line.add(folder.resolve(image).toString());
        line.addAll(Arrays.asList(words.split(" ")).subList(1, words.split(" ").length));
        line.addAll(List.of(
                "--run", Platter.captive(Peer.require("nbdsh"), "-u") + " \"$uri\" -c " + Platter.quoted(LOOK)));
        return line.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, gzip.disk.gz",
        "xz, xz.disk.xz",
        "bzip2, bzip2.disk.bz2",
        "lzip, lzip.disk.lz",
        "qcow2dec, disk.qcow2",
        "qcow2dec, packed.qcow2",
        "luks passphrase=123456, disk.luks",
        "tar tar-entry=files/disk, disk.tar",
        "ext2 ext2file=/disk, disk.ext4"
    })
    void imageIsTheSameDisk(String words, String image) {
        String[] line = line(words, image);
        assertEquals(
                Peer.require("nbdkit").run(line).success(),
                platter.command("platter").run(line).success());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "xz",
                "qcow2dec",
                "luks passphrase=123456",
                "tar tar-entry=files/disk",
                "ext2 ext2file=/disk",
                "bzip2",
                "lzip"
            })
    void whatIsNoImageIsRefused(String words) {
        String[] line = line(words, "raw");
        Outcome theirs = Peer.require("nbdkit").run(line);
        assertNotEquals(0, theirs.status(), theirs::toString);
        assertEquals(theirs.status(), platter.command("platter").run(line).status());
    }
}
