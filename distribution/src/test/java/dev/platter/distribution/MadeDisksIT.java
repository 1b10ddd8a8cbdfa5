// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that programs make for the plugins tmpdisk, linuxdisk and iso, beside those of nbdkit, and seen by other programs. */
@Tag("same-in-both-modes")
class MadeDisksIT {
    private static final int TABLE = 34 * 512;
    private static final int PARTITION = 1 << 20;

    @RegisterExtension
    private final Platter platter = new Platter();

    private Path folder;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectories(platter.folder().resolve("folder/below"))
                .getParent();
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("below/file with spaces"), content);
        Files.createSymbolicLink(folder.resolve("link"), Path.of("below"));
    }

    private byte[] copy(String uri, String name) throws IOException {
        Path file = platter.folder().resolve(name);
        Peer.require("nbdcopy").run(uri, file.toString()).success();
        return Files.readAllBytes(file);
    }

    private String size(String... words) throws IOException {
        return Peer.require("nbdinfo").run("--size", platter.serve(words).uri()).success();
    }

    private static String sizeOfNbdkit(String... words) throws IOException {
        try (PeerServer nbdkit = PeerServer.nbdkit(words)) {
            return Peer.require("nbdinfo").run("--size", nbdkit.uri("")).success();
        }
    }

    private static void assumeMke2fs() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/mke2fs")) || Files.isExecutable(Path.of("/sbin/mke2fs")),
                "needs mke2fs, of Debian's package e2fsprogs, on this system itself");
    }

    private String[] linuxdisk(String parameters) {
        List<String> words = new ArrayList<>(List.of("linuxdisk", folder.toString()));
        words.addAll(Arrays.asList(parameters.isEmpty() ? new String[0] : parameters.split(" ")));
        return words.toArray(String[]::new);
    }

    @Needs({"nbdkit", "nbdinfo", "nbdcopy", "sgdisk", "e2fsck"})
    @ParameterizedTest
    @ValueSource(strings = {"", "type=ext4 label=ROOT", "size=+1M", "size=4000001", "type=ext3"})
    void aLinuxdiskHasTheSizeOfNbdkitsAndNoFault(String parameters) throws IOException {
        assumeMke2fs();
        String[] words = linuxdisk(parameters);
        assertEquals(sizeOfNbdkit(words), size(words));

        byte[] disk = copy(platter.serve(words).uri(), "disk");
        String image = platter.folder().resolve("disk").toString();
        String verified = Peer.require("sgdisk").run("-v", "-i1", image).success();
        assertTrue(verified.contains("No problems found"), verified);
        assertTrue(verified.contains("0FC63DAF-8483-4772-8E79-3D69D8477DE4"), verified);
        Path partition = Files.write(
                platter.folder().resolve("partition"), Arrays.copyOfRange(disk, PARTITION, disk.length - TABLE + 512));
        Peer.require("e2fsck").run("-f", "-n", partition.toString()).success();
        Path read = platter.folder().resolve("read");
        Peer.require("e2fsck")
                .besides("debugfs")
                .run("-R", "dump \"below/file with spaces\" " + read, partition.toString())
                .success();
        assertEquals(-1, Files.mismatch(folder.resolve("below/file with spaces"), read));
    }

    @Needs("nbdkit")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "linuxdisk",
                "linuxdisk no-such-folder",
                "linuxdisk folder type=xfs",
                "linuxdisk folder size=banana",
                "linuxdisk folder size=10k",
                "linuxdisk folder size=-1",
                "linuxdisk folder dir=folder",
                "linuxdisk folder banana=1",
                "iso",
                "iso no-such-folder",
                "iso folder prog=no-such-program",
                "iso folder prog=false",
                "iso folder banana=1",
                "tmpdisk",
                "tmpdisk banana",
                "tmpdisk 1M disk=x",
                "tmpdisk 1M foo-bar=x",
            })
    void whatNbdkitRefusesIsRefused(String line) {
        assumeMke2fs();
        List<String> words = new ArrayList<>(List.of("-U", "-"));
        for (String word : line.split(" ")) {
            words.add(
                    word.endsWith("folder") && !word.contains("=")
                            ? platter.folder().resolve(word).toString()
                            : word);
        }
        words.addAll(List.of("--run", "true"));
        Outcome theirs = Peer.require("nbdkit").run(words.toArray(String[]::new));
        assertEquals(1, theirs.status(), theirs.toString());
        Outcome ours = platter.run(words.toArray(String[]::new));
        assertEquals(1, ours.status(), ours.toString());
        assertEquals(1, ours.err().lines().count(), ours.err());
    }

    @Needs({"nbdinfo", "nbdcopy", "e2fsck", "nbdkit"})
    @Test
    void eachClientGetsAFileSystemOfItsOwn() throws IOException {
        assumeMke2fs();
        String uri = platter.serve("tmpdisk", "10M", "label=LAB").uri();
        assertEquals(
                sizeOfNbdkit("tmpdisk", "10M"),
                Peer.require("nbdinfo").run("--size", uri).success());
        byte[] one = copy(uri, "one");
        byte[] other = copy(uri, "other");
        Peer.require("e2fsck")
                .run("-f", "-n", platter.folder().resolve("one").toString())
                .success();
        assertEquals("LAB", new String(one, 1024 + 120, 3, StandardCharsets.US_ASCII));
        assertTrue(Arrays.mismatch(one, other) >= 0, "the file systems are one");
    }

    @Needs("nbdinfo")
    @Test
    void aClientIsToldWhyItsFileSystemCannotBeMade() throws IOException {
        String uri = platter.serve("tmpdisk", "1M", "type=nosuch").uri();
        Outcome refused = Peer.require("nbdinfo").run(uri);
        assertTrue(refused.status() != 0 && refused.err().contains("mkfs: command exited with code"), refused.err());
        assertTrue(refused.err().contains("nosuch"), refused.err());
    }

    /** The program of the peers, for a server that is outside. */
    private Path xorriso() throws IOException {
        Path program = Files.writeString(
                platter.folder().resolve("xorriso"),
                "#!/bin/sh\nexec " + Platter.captive(Peer.require("xorriso")) + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    @Needs({"xorriso", "nbdkit", "nbdinfo", "nbdcopy"})
    @Test
    void aCdHasAllFilesAndTheSizeOfNbdkits() throws IOException {
        String[] words = {
            "iso", folder.toString(), folder.resolve("below").toString(), "params=-Jr -V 'My Disk'", "prog=" + xorriso()
        };
        String[] theirs = {words[0], words[1], words[2], words[3]};
        assertEquals(sizeOfNbdkit(theirs), size(words));

        byte[] disk = copy(platter.serve(words).uri(), "disk.iso");
        assertEquals("My Disk", new String(disk, 32808, 7, StandardCharsets.US_ASCII));
        Path read = platter.folder().resolve("read");
        for (String path : List.of("/below/file with spaces", "/file with spaces")) {
            Files.deleteIfExists(read);
            Peer.require("xorriso")
                    .run(
                            "-osirrox",
                            "on",
                            "-indev",
                            platter.folder().resolve("disk.iso").toString(),
                            "-extract",
                            path,
                            read.toString())
                    .success();
            assertEquals(-1, Files.mismatch(folder.resolve("below/file with spaces"), read), path);
        }
    }
}
