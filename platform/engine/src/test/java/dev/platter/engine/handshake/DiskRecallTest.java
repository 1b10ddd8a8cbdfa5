// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hand-over recalls the disk of a client that still negotiates. */
class DiskRecallTest {
    private final List<String> events = new ArrayList<>();
    private SmallExport export;
    private ServedExport served;
    private BareConnection client;
    private DiskRecall recall;
    private Negotiation negotiation;

    @BeforeEach
    void connect() throws IOException {
        export = new SmallExport();
        served = export.under(ExportPolicy.OPEN);
        client = new BareConnection(Exports.any(served));
        recall = new DiskRecall(client.connection, () -> events.add("asked"));
        negotiation = new Negotiation(client.connection, recall, client.terms);
    }

    @AfterEach
    void close() {
        negotiation.close();
        client.close();
        export.close();
    }

    private boolean giveBack() {
        return recall.giveBack(negotiation, () -> events.add("given back"));
    }

    @Test
    void withoutARecallNoDiskIsGivenBack() throws IOException {
        negotiation.open(served, "name");
        assertFalse(giveBack());
        assertTrue(negotiation.hasOpened());
    }

    @Test
    void withoutADiskARecallIsFulfilledAtOnce() {
        recall.suspend(() -> events.add("suspended"));
        assertFalse(giveBack());
        assertEquals(List.of("asked", "suspended"), events);
        assertFalse(giveBack());
        assertEquals(2, events.size());
    }

    @Test
    void aDiskIsClosedOnAnotherThreadAndTheHandshakeGoesOnBehindIt() throws IOException {
        negotiation.open(served, "name");
        recall.suspend(() -> events.add("suspended"));
        assertTrue(giveBack());
        assertEquals(List.of("asked"), events);
        client.run();
        assertEquals(List.of("asked", "given back"), events);
        assertEquals("close", export.calls().getLast());
        assertEquals(0, export.revision().users());
    }

    @Test
    void aRecallThatHasEndedIsForgotten() throws IOException {
        negotiation.open(served, "name");
        recall.suspend(() -> {});
        recall.resume();
        assertFalse(giveBack());
        recall.suspend(() -> {});
        recall.lose("it is gone");
        assertFalse(giveBack());
    }

    @Test
    void nothingIsPromisedBeforeTransmission() throws IOException {
        var disk = negotiation.open(served, "name");
        assertTrue(recall.objection(disk, export.revision().chain()).isEmpty());
    }

    @Test
    void anEndOfTheHandshakeClosesTheConnection() {
        recall.end(false);
        assertFalse(client.channel.isOpen());
    }
}
