// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks of the plugin partitioning, beside nbdkit's, and seen by partitioning programs. */
@Tag("same-in-both-modes")
class PartitioningIT {
    private static final int SECTOR = 512;
    private static final int FILES = 6;

    @RegisterExtension
    private final Platter platter = new Platter();

    @BeforeEach
    void make() throws IOException {
        for (int i = 1; i <= FILES; i++) {
            byte[] content = new byte[1000 * i];
            new Random(i).nextBytes(content);
            Files.write(platter.folder().resolve("f" + i), content);
        }
    }

    /** The same files with their folder. */
    private String[] words(String line) {
        List<String> words = new ArrayList<>(List.of("partitioning"));
        for (String word : line.isEmpty() ? new String[0] : line.split(" ")) {
            words.add(word.contains("=") ? word : platter.folder().resolve(word).toString());
        }
        return words.toArray(String[]::new);
    }

    private Path copy(String uri, String name) {
        Path file = platter.folder().resolve(name);
        Peer.require("nbdcopy").run(uri, file.toString()).success();
        return file;
    }

    /** Without the folder, since nbdkit puts names into a GPT as they are written. */
    private byte[] ofNbdkit(String line) throws IOException {
        Path copy = platter.folder().resolve("theirs");
        Peer.require("nbdkit")
                .besides("sh")
                .run(
                        "-c",
                        "cd \"$0\" && nbdkit -U - partitioning " + line + " --run 'nbdcopy \"$uri\" theirs'",
                        platter.folder().toString())
                .success();
        return Files.readAllBytes(copy);
    }

    private byte[] ofPlatter(String line) throws IOException {
        return Files.readAllBytes(copy(platter.serve(words(line)).uri(), "ours"));
    }

    @Needs({"nbdkit", "nbdcopy"})
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f1",
                "f1 mbr-id=0x82 f2 mbr-id=default f3 alignment=4096 f4",
                "partition-type=dos f1 f2 f3 f4 mbr-id=7 f5 alignment=512 f6",
                "f1 f2 partition-type=gpt type-guid=c12a7328-f81f-11d2-ba4b-00a0c93ec93b f3 alignment=8k f4",
                "f1 f2 f3 f4 f5 type-guid={C12A7328-F81F-11D2-BA4B-00A0C93EC93B} f6 type-guid=default f1",
            })
    void allBytesButGuidsAreThoseOfNbdkit(String line) throws IOException {
        byte[] theirs = withoutGuids(ofNbdkit(line));
        assertArrayEquals(theirs, withoutGuids(ofPlatter(line)));
    }

    /** Blanks what is different each time: GUIDs and what is computed from them, after it was checked. */
    private static byte[] withoutGuids(byte[] disk) {
        if (new String(disk, SECTOR, 8, StandardCharsets.US_ASCII).equals("EFI PART")) {
            blank(disk, SECTOR);
            blank(disk, disk.length - SECTOR);
        }
        return disk;
    }

    private static void blank(byte[] disk, int header) {
        ByteBuffer bytes = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
        int entries = (int) bytes.getLong(header + 72) * SECTOR;
        int length = bytes.getInt(header + 80) * bytes.getInt(header + 84);
        CRC32 crc = new CRC32();
        crc.update(disk, entries, length);
        assertEquals((int) crc.getValue(), bytes.getInt(header + 88));
        bytes.putInt(header + 16, 0).put(header + 56, new byte[16]).putInt(header + 88, 0);
        for (int entry = entries; entry < entries + length; entry += 128) {
            bytes.put(entry + 16, new byte[16]);
        }
    }

    @Needs({"sgdisk", "sfdisk", "parted", "nbdcopy"})
    @Test
    void partitioningProgramsFindNoFault() throws IOException {
        ofPlatter("f1 f2 partition-type=gpt f3");
        String image = platter.folder().resolve("ours").toString();
        String verified = Peer.require("sgdisk").run("-v", image).success();
        assertTrue(verified.contains("No problems found"), verified);
        String printed = Peer.require("parted")
                .run("-s", "-m", image, "unit", "B", "print")
                .success();
        assertTrue(printed.contains("\n2:2097152B:2099199B:2048B:"), printed);

        ofPlatter("f1 f2 f3 f4 mbr-id=0x82 f5 partition-type=mbr");
        String verify = Peer.require("sfdisk").run("--verify", image).success();
        assertTrue(verify.contains("No errors detected"), verify);
        String dump = Peer.require("sfdisk").run("--dump", image).success();
        assertTrue(dump.contains("5 : start=        8192, size=           8, type=83"), dump);
        assertTrue(dump.contains("6 : start=       10240, size=          10, type=82"), dump);
    }

    @Needs({"nbdsh", "nbdkit"})
    @Test
    void writesReachTheFilesAndNothingElse() throws IOException {
        String requests = """
            h.connect_uri('%s')
            h.set_strict_mode(0)
            def failing(f):
                try:
                    f()
                    print('done')
                except nbd.Error as e:
                    print(e.errno)
            table = h.pread(512, 0)
            failing(lambda: h.pwrite(table, 0))
            failing(lambda: h.pwrite(b'x' * 512, 0))
            failing(lambda: h.pwrite(bytes(1000), 600))
            failing(lambda: h.pwrite(b'x', 600))
            failing(lambda: h.zero(512, 0))
            failing(lambda: h.pwrite(b'x' * 1000 + bytes(24), 1 << 20, nbd.CMD_FLAG_FUA))
            failing(lambda: h.pwrite(b'x' * 1001, 1 << 20))
            failing(lambda: h.pwrite(bytes(8) + b'y' * 2000, (2 << 20) - 8))
            failing(lambda: h.zero(100, (2 << 20) + 50))
            failing(lambda: h.flush())
            """;
        String[] words = words("f1 f2");
        String ours = Peer.require("nbdsh")
                .run("-c", requests.formatted(platter.serve(words).uri()))
                .success();
        byte[] first = Files.readAllBytes(platter.folder().resolve("f1"));
        byte[] second = Files.readAllBytes(platter.folder().resolve("f2"));
        make();
        try (PeerServer nbdkit = PeerServer.nbdkit(words)) {
            assertEquals(
                    Peer.require("nbdsh")
                            .run("-c", requests.formatted(nbdkit.uri("")))
                            .success(),
                    ours);
        }
        assertArrayEquals(Files.readAllBytes(platter.folder().resolve("f1")), first);
        assertArrayEquals(Files.readAllBytes(platter.folder().resolve("f2")), second);
    }

    @Needs("nbdkit")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no-such-file",
                ".",
                "empty",
                "f1 alignment=511",
                "f1 alignment=1000",
                "f1 alignment=2M",
                "f1 alignment=banana",
                "f1 mbr-id=banana",
                "f1 mbr-id=256",
                "f1 mbr-id=",
                "f1 type-guid=x",
                "f1 type-guid={c12a7328-f81f-11d2-ba4b-00a0c93ec93b",
                "f1 partition-type=x",
                "f1 label=x",
                "large partition-type=mbr",
            })
    void whatNbdkitRefusesIsRefused(String line) throws IOException {
        Files.createFile(platter.folder().resolve("empty"));
        try (RandomAccessFile large =
                new RandomAccessFile(platter.folder().resolve("large").toFile(), "rw")) {
            large.setLength(3L << 40);
        }
        List<String> words = new ArrayList<>(List.of("-U", "-"));
        words.addAll(List.of(words(line)));
        words.addAll(List.of("--run", "true"));
        Outcome theirs = Peer.require("nbdkit").run(words.toArray(String[]::new));
        assertEquals(1, theirs.status(), theirs.toString());
        Outcome ours = platter.run(words.toArray(String[]::new));
        assertEquals(1, ours.status(), ours.toString());
        assertEquals(1, ours.err().lines().count(), ours.err());
    }
}
