// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A chain accepts or refuses each connection once, and its decision stays valid for that connection. */
@Timeout(60)
class AcceptanceTest {
    private static final Client CLIENT = new ServerItself("", false, new Presence());

    private final FakeExport export = new FakeExport("fake");
    private final FakeExport other = new FakeExport("other");
    private final Acceptance acceptance = new Acceptance(CLIENT);

    @BeforeEach
    void start() throws IOException {
        export.start();
        other.start();
    }

    @AfterEach
    void stop() {
        export.stop();
        other.stop();
    }

    private void open(FakeExport which) throws IOException {
        which.revision()
                .open(CLIENT.withExportName("name").asReadOnly(), acceptance, Runnable::run, new FakeHolder())
                .close();
    }

    @Test
    void aChainIsAskedOnceBeforeItOpens() throws IOException {
        open(export);
        open(export);
        assertEquals(List.of("accept", "open", "close", "open", "close"), export.calls());
    }

    @Test
    void aChainThatHasAnsweredIsNotAskedAgainWhenItOpens() throws IOException {
        export.revision().accept(acceptance);
        open(export);
        assertEquals(List.of("accept", "open", "close"), export.calls());
    }

    @Test
    void eachChainIsAskedForItself() throws IOException {
        open(export);
        open(other);
        assertEquals(List.of("accept", "open", "close"), other.calls());
    }

    /** The new chain may have other rules, and has not accepted this client yet. */
    @Test
    void aReplacingChainIsAskedForItself() throws IOException {
        open(export);
        export.revision().retireFor(other.revision());
        open(export);
        assertEquals(List.of("accept", "open", "close"), export.calls());
        assertEquals(List.of("accept", "open", "close"), other.calls());
    }

    @Test
    void aRefusalStaysAndIsReportedAsPolicy() throws IOException {
        export.refuse(new IOException("not you"));
        for (int i = 0; i < 2; i++) {
            DiskException refused = assertThrows(DiskException.class, () -> open(export));
            assertEquals(NbdError.EPERM, refused.error());
            assertEquals("not you", refused.getMessage());
        }
        assertThrows(DiskException.class, () -> export.revision().accept(acceptance));
        assertEquals(List.of("accept"), export.calls());
        open(other);
    }

    @Test
    void aMemberThatFailsRefuses() {
        export.refuse(new IllegalStateException("a mistake"));
        DiskException refused = assertThrows(DiskException.class, () -> open(export));
        assertEquals("java.lang.IllegalStateException: a mistake", refused.getMessage());
        assertThrows(DiskException.class, () -> open(export));
        assertEquals(List.of("accept"), export.calls());
    }

    @Test
    void aRefusedClientIsNotAUserOfTheRevision() {
        export.refuse(new IOException("not you"));
        assertThrows(DiskException.class, () -> open(export));
        export.revision().retire().join();
    }
}
