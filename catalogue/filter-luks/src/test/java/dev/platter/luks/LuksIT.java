// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Secret;
import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks of other programs. */
@Tag("same-in-both-modes")
class LuksIT {
    private static final int SIZE = 3 << 20;
    private static final int RESERVED = 16 << 20;

    @TempDir
    private Path folder;

    private final byte[] image = new byte[SIZE];

    @BeforeEach
    void write() throws IOException {
        new Random(1).nextBytes(image);
        Files.write(folder.resolve("raw"), image);
        Files.writeString(folder.resolve("passphrase"), "correct horse");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String secret() {
        return "secret,id=secret,file=" + path("passphrase");
    }

    /** Encrypts the image with LUKS1. */
    private Path qemuImage(String options) {
        Peer qemu = Peer.require("qemu-img");
        qemu.run(
                        "create",
                        "-q",
                        "--object",
                        secret(),
                        "-f",
                        "luks",
                        "-o",
                        "key-secret=secret,iter-time=10" + options,
                        path("disk"),
                        Integer.toString(SIZE))
                .success();
        qemu.run(
                        "convert",
                        "-n",
                        "--object",
                        secret(),
                        "--image-opts",
                        "driver=raw,file.filename=" + path("raw"),
                        "--target-image-opts",
                        "driver=luks,key-secret=secret,file.filename=" + path("disk"))
                .success();
        return folder.resolve("disk");
    }

    private Served served(FakeDisk disk) throws IOException {
        LuksFilter filter = new LuksFilter(new LuksFilter.Config(Secret.parse("+" + path("passphrase"), folder)));
        filter.prepare();
        return Served.of(disk.plugin(), filter);
    }

    private static FakeDisk disk(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        FakeDisk disk = FakeDisk.of(bytes.length);
        disk.write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), 0, RequestFlags.NONE);
        return disk;
    }

    private static byte[] read(NbdClient client) throws IOException {
        byte[] bytes = new byte[(int) client.export().size()];
        client.read(0, ByteBuffer.allocate(bytes.length), 0).data().get(0, bytes);
        return bytes;
    }

    @Needs("qemu-img")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",cipher-alg=aes-128,cipher-mode=xts,ivgen-alg=plain,hash-alg=sha1",
                ",cipher-alg=aes-256,cipher-mode=cbc,ivgen-alg=essiv,ivgen-hash-alg=sha256,hash-alg=sha512",
                ",cipher-alg=aes-128,cipher-mode=cbc,ivgen-alg=plain64",
            })
    void disksOfQemuAreRead(String options) throws IOException {
        try (Served served = served(disk(qemuImage(options)))) {
            assertArrayEquals(image, read(served.client()));
        }
    }

    @Needs("qemu-img")
    @Test
    void qemuReadsWhatWasWritten() throws IOException {
        FakeDisk disk = disk(qemuImage(""));
        try (Served served = served(disk)) {
            NbdClient client = served.client();
            byte[] written = Arrays.copyOfRange(image, 1000, 701_000);
            client.write(555_555, ByteBuffer.wrap(written), 0);
            System.arraycopy(written, 0, image, 555_555, written.length);
        }
        byte[] bytes = new byte[(int) disk.size()];
        ByteBuffer all = ByteBuffer.allocateDirect(bytes.length);
        disk.read(all, 0, dev.platter.api.HoleSink.NONE);
        all.get(0, bytes);
        Files.write(folder.resolve("disk"), bytes);
        Peer.require("qemu-img")
                .run(
                        "convert",
                        "--object",
                        secret(),
                        "--image-opts",
                        "-O",
                        "raw",
                        "driver=luks,key-secret=secret,file.filename=" + path("disk"),
                        path("decrypted"))
                .success();
        assertArrayEquals(image, Files.readAllBytes(folder.resolve("decrypted")));
    }

    @Needs("cryptsetup")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--pbkdf argon2id --pbkdf-memory 32768 --pbkdf-parallel 4 --pbkdf-force-iterations 4",
                "--pbkdf argon2i --pbkdf-memory 4000 --pbkdf-parallel 1 --pbkdf-force-iterations 5 --sector-size 4096",
                "--pbkdf pbkdf2 --pbkdf-force-iterations 1000 --hash sha512 --sector-size 512 --key-size 256",
                "--pbkdf pbkdf2 --pbkdf-force-iterations 1000 --cipher aes-cbc-essiv:sha256 --key-size 256",
                "--pbkdf pbkdf2 --pbkdf-force-iterations 1000 --cipher aes-cbc-plain64 --key-size 128 --sector-size"
                        + " 2048",
            })
    void disksOfCryptsetupAreRead(String options) throws IOException {
        Path disk = Files.write(folder.resolve("disk"), Arrays.copyOf(image, SIZE + RESERVED));
        List<String> words = new ArrayList<>(List.of(
                "reencrypt", "-q", "--disable-locks", "--encrypt", "--type", "luks2", "--reduce-device-size", "16M"));
        words.addAll(List.of(options.split(" ")));
        words.addAll(List.of(disk.toString(), "--key-file", path("passphrase")));
        Peer.require("cryptsetup").run(words.toArray(String[]::new)).success();

        try (Served served = served(disk(disk))) {
            byte[] read = read(served.client());
            assertTrue(read.length >= SIZE, read.length + " bytes");
            assertArrayEquals(image, Arrays.copyOf(read, SIZE));
        }
    }

    @Needs({"qemu-img", "nbdkit"})
    @Test
    void bytesAreThoseOfNbdkit() throws IOException {
        Path disk = qemuImage("");
        try (PeerServer nbdkit = PeerServer.nbdkit(
                        "--filter=luks", "file", disk.toString(), "passphrase=+" + path("passphrase"));
                NbdClient client = NbdClient.connect(NbdUri.parse(nbdkit.uri("")));
                Served served = served(disk(disk))) {
            byte[] theirs = read(client);
            assertEquals(SIZE, theirs.length);
            assertArrayEquals(theirs, read(served.client()));
        }
    }
}
