// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.server.End;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run without a command lives until its end is requested, and then leaves nothing behind. */
class ServeTest {
    @Test
    void serverEndsInGoodOrderWhenAsked(@TempDir Path folder) {
        Path socket = folder.resolve("socket");
        End end = End.withoutSignals();
        end.request("signal");
        Outcome outcome = Outcome.of(end, "-v", "-U", socket.toString(), "tiny", "1M");
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("platter: debug: NBD URI: nbd+unix://?socket=" + socket), outcome.err());
        assertTrue(outcome.err().contains("platter: debug: ends: signal"), outcome.err());
        assertFalse(Files.exists(socket));
        assertTrue(outcome.released());
    }

    @Test
    void pluginCanEndTheServer() {
        Outcome outcome = Outcome.of("-v", "-U", "-", "tiny", "1M", "start=shutdown");
        assertEquals(0, outcome.status());
        assertTrue(outcome.err().contains("ends: tiny has seen enough"), outcome.err());
    }
}
