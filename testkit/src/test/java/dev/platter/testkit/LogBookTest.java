// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.DiskException;
import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogBookTest {
    private final LogBook book = new LogBook();

    @Test
    void aLineHasLevelWriterAndMessage() {
        book.logger("disk").log(Level.ERROR, "it is {0}", "broken");
        book.logger("disk").log(Level.WARNING, "once {0} more", new IOException("no"));

        assertEquals(
                List.of("ERROR disk: it is broken", "WARNING disk: once {0} more (java.io.IOException: no)"),
                book.lines());
    }

    @Test
    void debugMessagesAreLeftOut() {
        book.logger("disk").log(Level.DEBUG, "a detail");

        assertEquals(List.of(), book.lines());
    }

    @Test
    void onlyTheLatestLinesAreKept() {
        for (int i = 0; i < 1000; i++) {
            book.logger("disk").log(Level.INFO, "line " + i);
        }

        assertEquals(200, book.lines().size());
        assertEquals("INFO disk: line 999", book.lines().getLast());
    }

    @Test
    void failuresOfAServerAreLogged() throws IOException {
        FakeDisk disk = FakeDisk.of(4096);
        disk.fail(FakeDisk.Method.READ, new DiskException(NbdError.EIO, "a scratch"));
        try (Served served = Served.of(disk.plugin());
                NbdClient client = served.client()) {
            assertThrows(RequestFailedException.class, () -> client.read(0, ByteBuffer.allocate(512), 0));

            assertTrue(
                    served.log().lines().getFirst().endsWith("a scratch"),
                    () -> served.log().lines().toString());
        }
    }
}
