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
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks of the plugin floppy, beside nbdkit's, and seen by programs for FAT. */
@Tag("same-in-both-modes")
class FloppyIT {
    private static final int SECTOR = 512;
    private static final int PARTITION = 1 << 20;
    private static final int CLUSTER = 16384;
    private static final int TABLES = PARTITION + 32 * SECTOR;

    @RegisterExtension
    private final Platter platter = new Platter();

    private Path folder;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(platter.folder().resolve("folder"));
        write("A.TXT", 100);
        write("a long name with spaces.text", 40_000);
        write("below/café.bin", 20_000);
    }

    private void write(String name, int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), content);
    }

    private Path copy(String uri, String name) {
        Path file = platter.folder().resolve(name);
        Peer.require("nbdcopy").run(uri, file.toString()).success();
        return file;
    }

    @Needs({"fsck.vfat", "mcopy", "nbdcopy", "diff"})
    @ParameterizedTest
    @ValueSource(strings = {"", "size=8M", "size=7000001 label=ABC"})
    void theFileSystemHasNoFaultAndAllFiles(String parameters) throws IOException {
        write(".hidden", 10);
        write("zero", 0);
        for (int i = 0; i < 300; i++) {
            write("many/a name that is long enough to be cut, number " + i, i);
        }
        List<String> words = new ArrayList<>(List.of("floppy", folder.toString()));
        words.addAll(Arrays.asList(parameters.isEmpty() ? new String[0] : parameters.split(" ")));
        Path disk = copy(platter.serve(words.toArray(String[]::new)).uri(), "disk");
        byte[] all = Files.readAllBytes(disk);
        Path partition =
                Files.write(platter.folder().resolve("partition"), Arrays.copyOfRange(all, PARTITION, all.length));

        Outcome checked = Peer.require("fsck.vfat").run("-n", partition.toString());
        assertEquals(0, checked.status(), checked.toString());
        assertTrue(checked.out().contains("308 files"), checked.out());

        Path copied = Files.createDirectory(platter.folder().resolve("copied"));
        Peer.require("mcopy")
                .with(Map.of("LC_ALL", "C.UTF-8"))
                .run("-s", "-i", partition.toString(), "::/", copied.toString())
                .success();
        Peer.require("diff").run("-r", folder.toString(), copied.toString()).success();
    }

    /** The geometry and the jump at the beginning of the boot sector, which nbdkit leaves zero. */
    private static void blankBoot(byte[] disk, int at) {
        ByteBuffer bytes = ByteBuffer.wrap(disk);
        bytes.put(at, new byte[3]).putInt(at + 24, 0).putInt(at + 28, 0).put(at + 64, (byte) 0);
    }

    /** Only one file, since the order of nbdkit's is that of the file system that they are on. */
    @Needs({"nbdkit", "nbdcopy"})
    @ParameterizedTest
    @ValueSource(strings = {"", "label=MYDISK", "size=4M"})
    void allButTheFoldersIsThatOfNbdkit(String parameters) throws IOException {
        Files.delete(folder.resolve("A.TXT"));
        Files.delete(folder.resolve("a long name with spaces.text"));
        List<String> words = new ArrayList<>(List.of("floppy", folder.toString()));
        words.addAll(Arrays.asList(parameters.isEmpty() ? new String[0] : parameters.split(" ")));
        String[] line = words.toArray(String[]::new);
        byte[] ours = Files.readAllBytes(copy(platter.serve(line).uri(), "ours"));
        byte[] theirs;
        try (PeerServer nbdkit = PeerServer.nbdkit(line)) {
            theirs = Files.readAllBytes(copy(nbdkit.uri(""), "theirs"));
        }
        for (byte[] disk : List.of(ours, theirs)) {
            blankBoot(disk, PARTITION);
            blankBoot(disk, PARTITION + 6 * SECTOR);
            // Where to look for a free cluster: nbdkit has a number there if there is none.
            ByteBuffer.wrap(disk).putInt(PARTITION + SECTOR + 492, 0);
            Arrays.fill(disk, TABLES + 2 * CLUSTER, TABLES + 4 * CLUSTER, (byte) 0);
        }
        assertEquals(theirs.length, ours.length);
        assertArrayEquals(theirs, ours);
    }

    @Needs("nbdkit")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no-such-folder",
                "folder/below/café.bin",
                "folder size=1",
                "folder size=banana",
                "folder size=-1",
                "folder size=3T",
                "folder dir=folder",
                "folder banana=1"
            })
    void whatNbdkitRefusesIsRefused(String line) {
        List<String> words = new ArrayList<>(List.of("-U", "-", "floppy"));
        for (String word : line.isEmpty() ? new String[0] : line.split(" ")) {
            words.add(word.contains("=") ? word : platter.folder().resolve(word).toString());
        }
        words.addAll(List.of("--run", "true"));
        Outcome theirs = Peer.require("nbdkit").run(words.toArray(String[]::new));
        assertEquals(1, theirs.status(), theirs.toString());
        Outcome ours = platter.run(words.toArray(String[]::new));
        assertEquals(1, ours.status(), ours.toString());
        assertEquals(1, ours.err().lines().count(), ours.err());
    }

    @Test
    void aSizeThatIsTooSmallIsToldWithBothNumbers() {
        Outcome outcome = platter.run("-U", "-", "floppy", folder.toString(), "size=1200000", "--run", "true");
        Platter.assertRefused(outcome, "filesystem is larger than \"size\" bytes", "size=1200000");
    }
}
