// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static dev.platter.distribution.Image.MIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that consist mostly of holes are copied to a disk and back with the same bytes and the same holes. */
@Needs({"nbdcopy", "qemu-img"})
class SparseCopyIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    /** The second image overwrites the first, so its holes have to be made. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory 1G",
                "memory 1G allocator=zstd",
                "--filter=offset memory 1100M offset=3M range=1G",
            })
    void aGibibyteComesBackAsSparse(String line) throws IOException {
        String uri = platter.serve(line.split(" ")).uri();

        Image first = Image.sparse(path("first"), 1024 * MIB, 16, 1);
        Peer.require("nbdcopy").run(first.toString(), uri).success();
        first.sameAs(uri);
        assertEquals(first.map(), Image.map(uri), line);

        Image second = Image.sparse(path("second"), 1024 * MIB, 12, 2);
        Peer.require("qemu-img")
                .run("convert", "-n", "-f", "raw", "-O", "raw", second.toString(), uri)
                .success();
        second.sameAs(uri);
        assertEquals(second.map(), Image.map(uri), line);

        Image byNbdcopy = new Image(path("by-nbdcopy"));
        Peer.require("nbdcopy").run(uri, byNbdcopy.toString()).success();
        sameFile(second, byNbdcopy);
        Image byQemu = new Image(path("by-qemu"));
        Peer.require("qemu-img")
                .run("convert", "-f", "raw", "-O", "raw", uri, byQemu.toString())
                .success();
        sameFile(second, byQemu);
    }

    /** Java knows nothing of holes in a file: in the portable mode all bytes of an image are data. */
    @Test
    @Tag("same-in-both-modes")
    void ofAFileOf100GibibytesOnlyTheDataIsMoved() throws IOException {
        long size = 100L << 30;
        Image image = Image.sparse(path("image"), size, 3, 4);
        Path copy = path("copy");
        try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
            file.setLength(size);
        }
        Served from = platter.serve("--filter=log", "file", image.toString(), "logfile=" + path("from.log"));
        Served to = platter.serve("--filter=log", "file", copy.toString(), "logfile=" + path("to.log"));

        Peer.require("nbdcopy").run(from.uri(), to.uri()).success();

        from.end();
        to.end();
        assertEquals(image.map(), new Image(copy).map());
        assertIsAbout(6 * MIB, bytes("Read", path("from.log")));
        assertIsAbout(6 * MIB, bytes("Write", path("to.log")));
    }

    /** Around each piece of data nbdcopy may move some more, to be aligned. */
    private static void assertIsAbout(long data, long moved) {
        assertTrue(moved >= data && moved <= data + MIB, moved + " bytes were moved for " + data + " bytes of data");
    }

    /** How many bytes the requests of a log are for. */
    private static long bytes(String event, Path log) throws IOException {
        Pattern count = Pattern.compile(" " + event + " id=.* count=0x([0-9a-f]+) ");
        long sum = 0;
        for (String line : Files.readAllLines(log)) {
            Matcher request = count.matcher(line);
            sum += request.find() ? Long.parseLong(request.group(1), 16) : 0;
        }
        return sum;
    }

    /** This allocator reports no holes, so only the bytes are compared. */
    @Test
    void memoryInOnePieceComesBackTheSame() throws IOException {
        String uri = platter.serve("memory", "64M", "allocator=malloc").uri();
        Image image = Image.sparse(path("image"), 64 * MIB, 4, 3);
        Peer.require("nbdcopy").run(image.toString(), uri).success();
        image.sameAs(uri);
        Path copy = path("copy");
        Peer.require("nbdcopy").run(uri, copy.toString()).success();
        assertEquals(-1, Files.mismatch(image.file(), copy));
    }

    private static void sameFile(Image expected, Image actual) throws IOException {
        assertEquals(-1, Files.mismatch(expected.file(), actual.file()), "the first byte that differs");
        assertEquals(expected.map(), actual.map(), () -> "data and holes of " + actual);
    }

    private Path path(String name) {
        return platter.folder().resolve(name);
    }
}
