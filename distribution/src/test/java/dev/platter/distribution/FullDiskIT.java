// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk is full. Here the shell's limit for the length of files says so, since filling a disk takes root's rights. */
@Tag("same-in-both-modes")
class FullDiskIT {
    private static final int MIB = 1 << 20;
    private static final int SIZE = 4 * MIB;

    @RegisterExtension
    private final Platter platter = new Platter();

    private final byte[] content = new byte[SIZE];

    @BeforeEach
    void prepare() throws IOException {
        new Random(1).nextBytes(content);
        Files.write(file("disk.img"), content);
        Files.write(file("data"), new byte[2 * MIB]);
    }

    private Path file(String name) {
        return platter.folder().resolve(name);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(platter.folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("packed"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Peer gzip() {
        return platter.command("platter-gzip");
    }

    private void create(String format) {
        gzip().run(
                        "create",
                        "--format",
                        format,
                        "--level",
                        "1",
                        "--keep",
                        "1M+2M",
                        file("disk.img").toString(),
                        file("packed").toString())
                .success();
    }

    /** Runs platter-gzip where no file can be longer than that. Returns what it says. */
    private String failing(int kib, String... words) {
        List<String> line = new ArrayList<>(List.of("-c", "ulimit -f " + kib + "; exec \"$0\" \"$@\""));
        line.addAll(gzip().commandLine(words));
        Outcome outcome = Peer.require("bash").run(line.toArray(String[]::new));
        assertEquals(1, outcome.status(), outcome::toString);
        return outcome.err();
    }

    private void assertIsAsBefore() throws IOException {
        gzip().run("verify", file("packed").toString()).success();
        gzip().run(
                        "extract",
                        "--force",
                        file("packed").toString(),
                        "-",
                        file("unpacked").toString())
                .success();
        assertArrayEquals(content, Files.readAllBytes(file("unpacked")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "zstd"})
    void anImageThatFindsNoRoomDoesNotAppear(String format) throws IOException {
        String said = failing(
                1024,
                "create",
                "--format",
                format,
                "--level",
                "1",
                file("disk.img").toString(),
                file("packed").toString());

        assertTrue(said.contains(file("packed") + " cannot be written"), said);
        assertTrue(said.contains("File too large"), said);
        assertEquals(Set.of(), files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "zstd"})
    void aChangeThatFindsNoRoomLeavesTheImageAsItWas(String format) throws IOException {
        create(format);

        String said = failing(
                1024,
                "write",
                file("packed").toString(),
                "--at",
                "1M",
                "--from",
                file("data").toString());

        assertTrue(said.contains("packed.platter-journal cannot be written"), said);
        assertEquals(Set.of("packed"), files());
        assertIsAsBefore();
    }

    @Test
    void aVariantThatFindsNoRoomDoesNotAppear() throws IOException {
        create("gzip");

        String said = failing(
                1024,
                "write",
                file("packed").toString(),
                "--at",
                "1M",
                "--from",
                file("data").toString(),
                "--output",
                file("packed-variant").toString());

        assertTrue(said.contains(" cannot be copied to " + file("packed-variant") + ": File too large"), said);
        assertEquals(Set.of("packed"), files());
        assertIsAsBefore();
    }
}
