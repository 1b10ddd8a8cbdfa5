// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A partition of an image that sfdisk has partitioned. */
@Tag("same-in-both-modes")
class PartitionIT {
    private static final String MBR = "label: dos\\n,2M\\n,3M\\n,,E\\n,4M\\n,5M\\n";
    private static final String GPT = "label: gpt\\nsize=2M,name=boot\\nsize=3M,name=root\\n";

    @RegisterExtension
    private final Platter platter = new Platter();

    private Path image;

    @BeforeEach
    void make() throws IOException {
        byte[] content = new byte[24 << 20];
        new Random(1).nextBytes(content);
        image = Files.write(platter.folder().resolve("disk.img"), content);
    }

    private void partition(String script, String... options) {
        Peer.require("sfdisk")
                .besides("sh")
                .run(
                        "-c",
                        "printf '" + script + "' | sfdisk -q --wipe always " + String.join(" ", options) + " \"$0\"",
                        image.toString())
                .success();
    }

    private Path copy(String uri, String name) {
        Path file = platter.folder().resolve(name);
        Peer.require("nbdcopy").run(uri, file.toString()).success();
        return file;
    }

    @Needs({"sfdisk", "nbdkit", "nbdcopy"})
    @ParameterizedTest
    @CsvSource({"MBR, 1, 2", "MBR, 2, 3", "MBR, 5, 4", "MBR, 6, 5", "GPT, 1, 2", "GPT, 2, 3"})
    void aPartitionIsThatOfNbdkit(String kind, int number, int megabytes) throws IOException {
        partition(kind.equals("MBR") ? MBR : GPT);
        String[] words = {"--filter=partition", "file", image.toString(), "partition=" + number};

        Path ours = copy(platter.serve(words).uri(), "ours");

        try (PeerServer nbdkit = PeerServer.nbdkit(words)) {
            assertEquals(-1, Files.mismatch(copy(nbdkit.uri(""), "theirs"), ours), "the first byte that differs");
        }
        assertEquals((long) megabytes << 20, Files.size(ours));
    }

    @Needs({"sfdisk", "nbdinfo"})
    @Test
    void aGptWithLargeSectorsIsFoundInAFileThatKnowsNoSectors() throws IOException {
        partition(GPT, "--sector-size", "4096");
        String uri = platter.serve("--filter=partition", "file", image.toString(), "partition=2")
                .uri();

        assertEquals(
                Integer.toString(3 << 20),
                Peer.require("nbdinfo").run("--size", uri).success().strip());
    }

    @Needs({"sfdisk", "mkfs.ext4", "nbdcopy"})
    @Test
    void aFileSystemIsWrittenIntoAPartitionAndNothingElseIsChanged() throws IOException {
        partition(GPT);
        byte[] before = Files.readAllBytes(image);
        Path fileSystem = platter.folder().resolve("ext4.img");
        Peer.require("mkfs.ext4").run("-q", fileSystem.toString(), "3M").success();
        String uri = platter.serve("--filter=partition", "file", image.toString(), "partition=2")
                .uri();

        Peer.require("nbdcopy").run("--flush", fileSystem.toString(), uri).success();

        byte[] after = Files.readAllBytes(image);
        int offset = 3 << 20;
        System.arraycopy(Files.readAllBytes(fileSystem), 0, before, offset, 3 << 20);
        assertEquals(-1, Arrays.mismatch(before, after));
    }

    @Needs({"sfdisk", "nbdinfo"})
    @Test
    void aPartitionThatIsAbsentIsRefusedWithTheTable() throws IOException {
        partition(GPT);
        String uri = platter.serve("--filter=partition", "file", image.toString(), "partition=3")
                .uri();

        Outcome refused = Peer.require("nbdinfo").run(uri);

        assertTrue(
                refused.err()
                        .contains(
                                "the disk has no partition 3; its GPT with sectors of 512 bytes has 1 (2097152 bytes at"
                                        + " 1048576, \"boot\"), 2 (3145728 bytes at 3145728, \"root\")"),
                refused.err());
    }
}
