// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A trigger file is made and deleted while a client is connected; each time the very next request sees the change. */
@Tag("same-in-both-modes")
@Needs("nbdsh")
class TriggerFileIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @Test
    void errorsOccurWhileTheFileExists() throws IOException {
        assertEquals(
                "ok EIO ok",
                around("h.pread(512, 0)", "--filter=error memory 1M error-pread-rate=1 error-pread-file="));
    }

    @Test
    void diskIsProtectedWhileTheFileExists() throws IOException {
        assertEquals("ok EPERM ok", around("h.pwrite(b'x' * 512, 0)", "--filter=readonly memory 1M readonly-file="));
    }

    @Test
    void diskIsSlowWhileTheFileExists() throws IOException {
        String request = "(lambda begin: h.pread(512, 0) and print(time.monotonic() - begin > 1, end=' '))"
                + "(time.monotonic())";
        assertEquals("False ok True ok False ok", around(request, "--filter=delay memory 1M delay-read=1 delay-file="));
    }

    @Test
    void injectedErrorIsNamedOnStandardError() throws IOException {
        Served served = platter.serve("--filter=error", "memory", "1M", "error-rate=1", "error=ENOMEM");
        Peer.require("nbdsh").run("-u", served.uri(), "-c", "h.trim(512, 0)");
        String complaints = served.end();
        assertTrue(complaints.contains("the error filter injects ENOMEM into trim"), complaints);
    }

    /** The results of a request before the file exists, while it exists, and after it was deleted. */
    private String around(String request, String line) throws IOException {
        Path file = platter.folder().resolve("file");
        String script = """
            import os, time
            def say():
                try:
                    %s
                    print('ok', end=' ')
                except nbd.Error as e:
                    print(e.errno, end=' ')
            say()
            open('%s', 'w').close()
            say()
            os.remove('%s')
            say()
            """.formatted(request, file, file);
        String uri = platter.serve((line + file).split(" ")).uri();
        return Peer.require("nbdsh").run("-u", uri, "-c", script).success().strip();
    }
}
