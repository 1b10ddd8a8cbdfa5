// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.ThreadModel;
import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("same-in-both-modes")
@Timeout(30)
class ScriptsTest {
    @TempDir
    Path folder;

    /** A disk of 512 bytes whose reads do what the test says. */
    private Served serve(String pread) throws IOException {
        Path script = folder.resolve("script");
        Files.writeString(script, """
            #!/bin/sh
            case $1 in
              get_size) echo 512 ;;
              features) echo write ;;
              pread) %s ;;
              pwrite) echo "ENOSPC the tape is full" >&2; exit 1 ;;
            esac
            """.formatted(pread));
        assertTrue(script.toFile().setExecutable(true));
        return Served.of(new ScriptsPlugin(new ScriptsPlugin.Config(script, ThreadModel.PARALLEL)));
    }

    @Test
    void aScriptThatFailsNamesTheErrorAndTheReason() throws IOException {
        try (Served served = serve("exit 3")) {
            NbdClient client = served.client();
            RequestFailedException full =
                    assertThrows(RequestFailedException.class, () -> client.write(0, ByteBuffer.allocate(1 << 9), 0));

            assertEquals(NbdError.ENOSPC, full.error());
            assertTrue(full.getMessage().contains("pwrite: ENOSPC the tape is full"), full.getMessage());
        }
    }

    @Test
    void aScriptThatPrintsTooLittleFailsTheRead() throws IOException {
        try (Served served = serve("echo 123")) {
            NbdClient client = served.client();
            RequestFailedException little =
                    assertThrows(RequestFailedException.class, () -> client.read(0, ByteBuffer.allocate(5), 0));

            assertEquals(NbdError.EIO, little.error());
        }
    }

    /** The script has a child, which would keep its output open for longer than the test may take. */
    @Test
    void aScriptWhoseClientHasGoneIsKilledWithItsChildren() throws Exception {
        Path begun = folder.resolve("begun");
        try (Served served = serve("sleep 1000 & echo > " + begun + "; wait")) {
            NbdClient client = served.client();
            client.transmission().read(0, ByteBuffer.allocate(1), 0);
            while (!Files.exists(begun)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            client.transmission().close();
        }
    }
}
