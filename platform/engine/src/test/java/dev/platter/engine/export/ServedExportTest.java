// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.api.Export;
import dev.platter.engine.traffic.ExportTraffic;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An export applies its rules to clients, and counts their connections. */
@Timeout(60)
class ServedExportTest {
    private static final Client CLIENT = new ServerItself("asked", false, new Presence());
    private static final ExportPolicy ONE = ExportPolicy.OPEN.withConnections(1);

    private final FakeExport fake = new FakeExport("fake");
    private final ExportAccount account = new ExportAccount(new ExportTraffic());

    @BeforeEach
    void start() throws IOException {
        fake.start();
    }

    @AfterEach
    void stop() {
        fake.stop();
    }

    private ServedExport under(ExportPolicy policy) {
        return new ServedExport(fake.revision(), policy, account);
    }

    private static Lease open(ServedExport export) throws IOException {
        return export.open(CLIENT, new Acceptance(CLIENT), Runnable::run, new FakeHolder());
    }

    /** If a client counted only once its disk is open, two clients that come at one instant would both pass the limit. */
    @Test
    void aClientWhoseDiskIsBeingOpenedCountsAlready() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch opening = fake.holdOpening(goOn);
        CompletableFuture<Lease> first = CompletableFuture.supplyAsync(() -> {
            try {
                return open(under(ONE));
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        opening.await();
        assertThrows(DiskException.class, () -> open(under(ONE)));
        goOn.countDown();
        first.join().close();
        open(under(ONE)).close();
    }

    @Test
    void aDiskThatCannotBeOpenedGivesItsPlaceBack() throws IOException {
        fake.failOnOpen(true);
        assertThrows(IOException.class, () -> open(under(ONE)));
        fake.failOnOpen(false);
        open(under(ONE)).close();
    }

    @Test
    void aDiskThatFailsToCloseGivesItsPlaceBack() throws IOException {
        fake.failOnClose();
        Lease lease = open(under(ONE));
        assertThrows(IOException.class, lease::close);
        assertDoesNotThrow(() -> under(ONE).admit(CLIENT));
    }

    @Test
    void anExportThatIsFullIsSeenAllTheSame() throws IOException {
        Lease only = open(under(ONE));
        assertThrows(IOException.class, () -> open(under(ONE)));
        assertDoesNotThrow(() -> under(ONE).admit(CLIENT));
        only.close();
    }

    @Test
    void aClientThatIsNotAdmittedTakesNoPlace() throws IOException {
        ExportPolicy closed = ONE.withAdmission(client -> {
            throw new IOException("not for " + client.exportName());
        });
        IOException refused = assertThrows(IOException.class, () -> open(under(closed)));
        assertEquals("not for asked", refused.getMessage());
        assertThrows(IOException.class, () -> under(closed).admit(CLIENT));
        open(under(ONE)).close();
    }

    @Test
    void connectionsCountUnderOtherRulesAndWithAnotherChain() throws IOException {
        FakeExport next = new FakeExport("next");
        next.start();
        Lease old = open(under(ExportPolicy.OPEN));
        ServedExport replaced = new ServedExport(next.revision(), ONE, account);
        assertThrows(DiskException.class, () -> open(replaced));
        old.close();
        open(replaced).close();
        next.stop();
    }

    @Test
    void thePluginSeesTheMeantNameAndWhetherTheClientOnlyReads() throws IOException {
        open(under(ExportPolicy.OPEN)).close();
        open(under(ExportPolicy.OPEN.withEntry(new Export("own", "")).withReadOnly()))
                .close();
        assertEquals(List.of("accept", "open", "close", "accept", "open", "close"), fake.calls());
        assertEquals(List.of("asked", " readonly"), fake.opened());
    }

    @Test
    void changedRulesReachConnectedClients() {
        Pace pace = account.pace();
        under(ExportPolicy.OPEN.withBandwidth(1)).enforce();
        assertTrue(pace.take(1000) > 0);
        under(ExportPolicy.OPEN).enforce();
        assertEquals(0, pace.take(1000));
    }
}
