// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static dev.platter.distribution.Image.MIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command platter-copy of the archive, with servers of the archive. */
@Needs("qemu-img")
class CopyIT {
    private static final int INTERRUPTED = 130;

    @RegisterExtension
    private final Platter platter = new Platter();

    private String path(String name) {
        return platter.folder().resolve(name).toString();
    }

    private Outcome copy(String... words) {
        return platter.command("platter-copy").run(words);
    }

    @Test
    void aDiskComesBackWithItsBytesAndHoles() throws IOException {
        String uri = platter.serve("memory", "256M").uri();
        Image image = Image.sparse(Path.of(path("image")), 256 * MIB, 8, 1);
        copy("--verify", image.toString(), uri).success();
        image.sameAs(uri);
        assertEquals(image.map(), Image.map(uri));
        String sum = copy("--checksum", uri, path("copy")).success();
        assertEquals(-1, Files.mismatch(image.file(), Path.of(path("copy"))));
        assertEquals(image.map(), new Image(Path.of(path("copy"))).map());
        assertEquals(platter.shell("sha256sum < copy").success().split(" ")[0], sum.split(" ")[0]);
    }

    @Test
    void pipesOfTheShellTakeADisk() throws IOException {
        String uri = platter.serve("memory", "16M").uri();
        Image image = Image.sparse(Path.of(path("image")), 16 * MIB, 3, 2);
        String command =
                Platter.quoted(platter.command("platter-copy").commandLine().getFirst());
        platter.shell("cat image | " + command + " - " + Platter.quoted(uri) + " && " + command + " "
                        + Platter.quoted(uri) + " - | cmp - image")
                .success();
        image.sameAs(uri);
    }

    /** What a terminal sends for Ctrl-C. */
    @Test
    void interruptedCopySaysHowFarItWasAndHowToGoOn() throws IOException, InterruptedException {
        String uri =
                platter.serve("--filter=delay", "memory", "1M", "rdelay=50ms").uri();
        Process copy = platter.startInTerminal(
                Map.of(),
                "platter-copy",
                "--progress=1",
                "--no-extents",
                "--synchronous",
                "--request-size=4096",
                uri,
                path("copy"));
        BufferedReader out = new BufferedReader(new InputStreamReader(copy.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("0/100", out.readLine());
        Peer.require("sh").run("-c", "kill -s INT " + copy.pid()).success();
        String err = new String(copy.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(INTERRUPTED, copy.waitFor(), err);
        assertTrue(
                err.matches("platter-copy: interrupted: [0-9]+ of 1048576 bytes are done; --resume goes on with it\n"),
                err);
        copy("--resume", uri, path("copy")).success();
        copy("--compare", uri, path("copy")).success();
    }

    @Test
    void progressBarIsShownWhereItIsWanted() throws IOException {
        Image image = Image.sparse(Path.of(path("image")), 16 * MIB, 3, 2);
        Outcome shown = copy("--progress", image.toString(), path("copy"));
        assertEquals(0, shown.status(), shown.err());
        assertTrue(shown.err().contains("copy 100%"), shown.err());
        assertEquals("", copy(image.toString(), path("copy")).err());
    }
}
