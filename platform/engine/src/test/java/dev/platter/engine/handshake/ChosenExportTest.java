// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.engine.export.Acceptance;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.export.Presence;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.engine.transmission.Negotiated;
import dev.platter.nbd.TransmissionFlags;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The disk that several options share. */
class ChosenExportTest {
    private final Agreement agreement = new Agreement(HandshakePolicy.DEFAULT);
    private SmallExport export;
    private ServedExport served;
    private BareConnection connection;
    private Client client;
    private ChosenExport chosen;

    @BeforeEach
    void connect() throws IOException {
        export = new SmallExport();
        served = export.under(ExportPolicy.OPEN.withReadOnly());
        connection = new BareConnection(Exports.any(served));
        client = new ConnectedClient(
                1,
                connection.channel,
                new Presence(),
                Optional.empty(),
                Optional.empty(),
                "",
                false,
                System.getLogger("test"));
        chosen = new ChosenExport(
                connection.connection, new DiskRecall(connection.connection, () -> {}), new Acceptance(client));
    }

    @AfterEach
    void close() {
        chosen.close();
        connection.close();
        export.close();
    }

    @Test
    void aNameIsOpenedOnce() throws IOException {
        OpenDisk disk = chosen.open(client, served, "one");
        assertSame(disk, chosen.open(client, served, "one"));
        assertEquals(List.of("accept", "open one"), export.calls());
        assertTrue(chosen.isOpen());
    }

    @Test
    void anotherNameClosesTheDiskFirst() throws IOException {
        OpenDisk disk = chosen.open(client, served, "one");
        assertNotSame(disk, chosen.open(client, served, "two"));
        assertEquals(List.of("accept", "open one", "close", "open two"), export.calls());
    }

    @Test
    void aDiskThatCannotBeOpenedLeavesNoDiskOpen() throws IOException {
        chosen.open(client, served, "one");
        assertThrows(IOException.class, () -> chosen.open(client, served, "forbidden"));
        assertFalse(chosen.isOpen());
        assertEquals(0, export.revision().users());
    }

    /** Libnbd and QEMU choose contexts, and then go on, whether that was refused or not. */
    @Test
    void whatCannotBeOpenedForContextsIsNotOpenedAgainForTheNextOption() throws IOException {
        IOException first = assertThrows(IOException.class, () -> chosen.openForContexts(client, served, "forbidden"));
        assertSame(first, assertThrows(IOException.class, () -> chosen.open(client, served, "forbidden")));
        assertEquals(List.of("accept", "open forbidden"), export.calls());
        assertThrows(IOException.class, () -> chosen.open(client, served, "forbidden"));
        assertEquals(List.of("accept", "open forbidden", "open forbidden"), export.calls());
    }

    @Test
    void aRefusalCountsForItsNameAlone() throws IOException {
        assertThrows(IOException.class, () -> chosen.openForContexts(client, served, "forbidden"));
        chosen.open(client, served, "one");
        assertThrows(IOException.class, () -> chosen.open(client, served, "forbidden"));
        assertThrows(IOException.class, () -> chosen.openForContexts(client, served, "forbidden"));
        assertThrows(IOException.class, () -> chosen.openForContexts(client, served, "forbidden"));
        assertEquals(
                List.of(
                        "accept",
                        "open forbidden",
                        "open one",
                        "close",
                        "open forbidden",
                        "open forbidden",
                        "open forbidden"),
                export.calls());
    }

    @Test
    void whatWasAgreedOnGoesWithTheDisk() throws IOException {
        OpenDisk disk = chosen.open(client, served, "one");
        agreement.agreeOn(ReplyStyle.STRUCTURED);
        Negotiated negotiated = chosen.conclude(agreement);
        assertSame(disk, negotiated.lease().disk());
        assertTrue(negotiated.readOnly());
        assertEquals(ReplyStyle.STRUCTURED, negotiated.style());
        assertTrue((negotiated.flags() & TransmissionFlags.READ_ONLY) != 0);
        assertEquals("one", connection.connection.visit().export());
        assertFalse(chosen.isOpen());
        chosen.close();
        assertEquals(1, export.revision().users());
        negotiated.lease().close();
        assertEquals(0, export.revision().users());
    }

    @Test
    void theHandshakeCannotEndWithoutADisk() {
        assertThrows(IllegalStateException.class, () -> chosen.conclude(agreement));
        assertThrows(IllegalStateException.class, () -> chosen.flags(agreement, "one"));
    }
}
