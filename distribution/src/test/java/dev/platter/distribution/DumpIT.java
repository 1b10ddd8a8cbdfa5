// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk is dumped over a second connection while the first one writes to it. */
@Needs({"nbdsh", "nbdcopy"})
class DumpIT {
    private static final int HALF = 32 * Image.MIB;

    /** Fills the first half of the disk and flushes; then writes ones all over the second half until its input ends. */
    private static final String WRITER = """
        import select, sys
        half = %d
        piece = 256 * 1024
        for at in range(0, half, piece):
            h.pwrite(bytes([at // piece %% 255 + 1]) * piece, at)
        h.flush()
        print('flushed', flush=True)
        writes = 0
        while not select.select([sys.stdin], [], [], 0)[0]:
            h.pwrite(b'\\x01' * piece, half + writes * piece %% half)
            writes += 1
        print(writes)
        """.formatted(HALF);

    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @ValueSource(strings = {"", "allocator=zstd"})
    void theDumpHasWhatWasFlushedBefore(String allocator) throws IOException, InterruptedException {
        String[] words = ("memory 64M " + allocator).strip().split(" ");
        String uri = platter.serve(words).uri();
        Process writer = Peer.require("nbdsh").start("-u", uri, "-c", WRITER);
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("flushed", said.readLine());
            Path dump = platter.folder().resolve("dump");
            Peer.require("nbdcopy").run(uri, dump.toString()).success();
            writer.getOutputStream().close();
            int writes = Integer.parseInt(said.readLine());
            assertTrue(writes > 0, "nothing was written meanwhile");
            assertEquals(0, writer.waitFor());
            check(Files.readAllBytes(dump));
        } finally {
            writer.destroyForcibly();
        }
    }

    private static void check(byte[] dump) {
        assertEquals(2 * HALF, dump.length);
        for (int at = 0; at < HALF; at++) {
            if (dump[at] != (byte) (at / (256 * 1024) % 255 + 1)) {
                throw new AssertionError("byte " + at + " of the dump is " + dump[at]);
            }
        }
        for (int at = HALF; at < 2 * HALF; at++) {
            if (dump[at] != 0 && dump[at] != 1) {
                throw new AssertionError("byte " + at + " of the dump is " + dump[at] + ", which nobody has written");
            }
        }
    }
}
