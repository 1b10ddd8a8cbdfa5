// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The calls that a hand-over makes to both chains and to the holders of leases, in order. Another test of the same name hands
 * over through sockets.
 */
@Timeout(60)
class HandoverTest {
    private static final Client CLIENT = new ServerItself("", false, new Presence());
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final System.Logger LOG = System.getLogger("handover-test");

    private final FakeExport old = new FakeExport("fake");
    private final FakeExport next = new FakeExport("fake");
    private final FakeHolder holder = new FakeHolder().obedient();
    private final Handover handover = toStarted(next);
    private Lease lease;

    @BeforeEach
    void start() throws IOException {
        old.start();
        next.start();
        lease = open(old, holder);
    }

    @AfterEach
    void stop() throws IOException {
        lease.close();
    }

    private Handover toStarted(FakeExport to) {
        return Handover.toStarted(
                old.revision(), to.revision(), () -> to.revision().chain().stop(), LOG);
    }

    private static Lease open(FakeExport export, FakeHolder by) throws IOException {
        return export.revision().open(CLIENT, new Acceptance(CLIENT), Runnable::run, by);
    }

    @Test
    void aMoveTakesTheDiskAwayAndOpensAnotherBeforeTheClientGoesOn() throws Exception {
        handover.move(PATIENCE);
        assertEquals(List.of("accept", "open", "close"), old.calls());
        assertEquals(List.of("open"), next.calls());
        assertEquals(List.of("suspend"), holder.calls());
        handover.commit();
        assertEquals(List.of("suspend", "resume"), holder.calls());
        assertSame(next.revision().chain(), lease.chain());
    }

    @Test
    void theOwnerOfTheOldChainIsToldWhenItIsUnused() throws Exception {
        handover.move(PATIENCE);
        CompletableFuture<Void> unused = handover.commit();
        unused.get();
        assertFalse(old.calls().contains("stop"));
        assertEquals(0, old.revision().users());
        assertEquals(1, next.revision().users());
    }

    @Test
    void aRollBackOpensTheOldDiskAgainAndStopsTheNewChain() throws Exception {
        handover.move(PATIENCE);
        handover.rollBack();
        assertEquals(List.of("open", "close", "stop"), next.calls());
        assertEquals(List.of("accept", "open", "close", "open"), old.calls());
        assertEquals(List.of("suspend", "resume"), holder.calls());
        assertSame(old.revision().chain(), lease.chain());
        open(old, new FakeHolder()).close();
    }

    @Test
    void aDiskThatFallsShortOfThePromiseIsRefused() throws Exception {
        holder.objectTo("it is smaller");
        IOException refused = assertThrows(IOException.class, () -> handover.move(PATIENCE));
        assertEquals("it is smaller", refused.getMessage());
        assertEquals(List.of("open", "close", "stop"), next.calls());
        assertEquals(List.of("suspend", "resume"), holder.calls());
        assertFalse(lease.disk().isClosed());
    }

    @Test
    void aClientThatDoesNotPauseKeepsItsDisk() throws Exception {
        FakeHolder busy = new FakeHolder();
        Lease other = open(old, busy);
        OpenDisk disk = other.disk();
        IOException refused = assertThrows(IOException.class, () -> handover.move(Duration.ofMillis(20)));
        assertTrue(refused.getMessage().contains("has not ended within 20 ms"), refused.getMessage());
        assertSame(disk, other.disk());
        assertFalse(disk.isClosed());
        assertEquals(List.of("suspend", "resume"), busy.calls());
        other.close();
    }

    @Test
    void aClientWhoseOldDiskCannotBeOpenedAgainIsLost() throws Exception {
        handover.move(PATIENCE);
        old.failOnOpen(true);
        handover.rollBack();
        assertEquals(List.of("suspend", "lose: its disk cannot be opened again: fails on purpose"), holder.calls());
    }

    @Test
    void aLeaseThatIsClosedMeanwhileLeavesNoDiskOpen() throws Exception {
        handover.move(PATIENCE);
        lease.close();
        handover.commit().get();
        assertEquals(List.of("open", "close"), next.calls());
        assertEquals(0, next.revision().users());
    }

    @Test
    void aRefusedChainThatOthersUseIsNotStopped() throws Exception {
        Handover running = Handover.toRunning(old.revision(), next.revision(), LOG);
        holder.objectTo("it is smaller");
        assertThrows(IOException.class, () -> running.move(PATIENCE));
        assertFalse(next.calls().contains("stop"));
    }

    @Test
    void aChainForOneConnectionDoesNotTakeTwo() throws Exception {
        FakeExport single = new FakeExport("fake", ThreadModel.SERIALIZE_CONNECTIONS);
        single.start();
        Lease other = open(old, new FakeHolder().obedient());
        IOException refused =
                assertThrows(IOException.class, () -> toStarted(single).move(PATIENCE));
        assertEquals(
                "the new one serves one connection at a time, and there are 2: close all but one of them first",
                refused.getMessage());
        assertEquals(2, old.revision().users());
        other.close();
    }
}
