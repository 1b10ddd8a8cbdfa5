// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lease is one connection's use of a revision; these tests need no connection. */
@Timeout(60)
class LeaseTest {
    private static final Client CLIENT = new ServerItself("", false, new Presence());

    private final FakeExport old = new FakeExport("old");
    private final FakeExport next = new FakeExport("next");
    private final FakeHolder holder = new FakeHolder();

    @BeforeEach
    void start() throws IOException {
        old.start();
        next.start();
    }

    @AfterEach
    void stop() {
        old.stop();
        next.stop();
    }

    private Lease open() throws IOException {
        return old.revision().open(CLIENT, new Acceptance(CLIENT), Runnable::run, holder);
    }

    @Test
    void closingClosesTheDiskAndLeavesTheRevision() throws IOException {
        Lease lease = open();
        assertEquals(1, old.revision().users());
        lease.close();
        assertEquals(0, old.revision().users());
        assertTrue(lease.over().isDone());
        lease.close();
        assertEquals(List.of("accept", "open", "close"), old.calls());
    }

    @Test
    void aDiskThatFailsToCloseLeavesTheRevisionAllTheSame() throws IOException {
        old.failOnClose();
        Lease lease = open();
        assertThrows(IOException.class, lease::close);
        assertEquals(0, old.revision().users());
        assertTrue(lease.over().isDone());
    }

    @Test
    void resumingMovesTheLeaseToTheOtherRevision() throws IOException {
        Lease lease = open();
        OpenDisk before = lease.disk();
        CompletableFuture<Void> suspended = lease.suspend();
        assertFalse(suspended.isDone());
        holder.suspended();
        assertTrue(suspended.isDone());
        lease.closeDisk();
        lease.resume(next.revision(), lease.openAt(next.revision()));
        assertNotSame(before, lease.disk());
        assertSame(next.revision().chain(), lease.chain());
        assertEquals(0, old.revision().users());
        assertEquals(1, next.revision().users());
        assertEquals(List.of("suspend", "resume"), holder.calls());
        lease.close();
        assertEquals(List.of("open", "close"), next.calls());
    }

    @Test
    void aDiskThatComesForAClosedLeaseIsClosed() throws IOException {
        Lease lease = open();
        lease.suspend();
        OpenDisk late = lease.openAt(next.revision());
        lease.close();
        lease.resume(next.revision(), late);
        assertEquals(List.of("open", "close"), next.calls());
        assertEquals(0, old.revision().users());
        assertEquals(0, next.revision().users());
        assertEquals(List.of("suspend"), holder.calls());
    }

    @Test
    void aDiskThatFallsShortIsClosedAndRefused() throws IOException {
        Lease lease = open();
        holder.objectTo("it is smaller");
        IOException refused = assertThrows(IOException.class, () -> lease.openAt(next.revision()));
        assertEquals("it is smaller", refused.getMessage());
        assertEquals(List.of("open", "close"), next.calls());
        lease.close();
    }

    @Test
    void aSuspensionOfAClosedLeaseWaitsForItsDisk() throws IOException {
        Lease lease = open();
        lease.close();
        assertTrue(lease.suspend().isDone());
        assertEquals(List.of(), holder.calls());
    }

    @Test
    void closingEndsASuspensionThatIsWaitedFor() throws IOException {
        Lease lease = open();
        CompletableFuture<Void> suspended = lease.suspend();
        lease.close();
        assertTrue(suspended.isDone());
    }

    @Test
    void aNewHolderOfTheLeaseIsToldFromThenOn() throws IOException {
        Lease lease = open();
        FakeHolder other = new FakeHolder();
        lease.passTo(other);
        lease.end(true);
        lease.lose("it is gone");
        assertEquals(List.of(), holder.calls());
        assertEquals(List.of("end at once", "lose: it is gone"), other.calls());
        lease.close();
    }

    /**
     * A close that comes in the middle of {@link Lease#resume} leaves no revision in use. The moment is short: threads that
     * ask for the lease's state meanwhile make it long enough to be hit within a few hundred to some thousand rounds; a run of this test has one thousand.
     */
    @Test
    void closingWhileItIsResumedLeavesBothRevisions() throws Exception {
        AtomicReference<Lease> current = new AtomicReference<>(open());
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> askers = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> {
                            while (!over.get()) {
                                current.get().isClosed();
                            }
                        },
                        LeaseTest::onAThread))
                .limit(3)
                .toList();
        current.get().close();
        CyclicBarrier both = new CyclicBarrier(2);
        try {
            for (int i = 0; i < 1_000; i++) {
                Lease lease = open();
                current.set(lease);
                lease.suspend();
                OpenDisk disk = lease.openAt(next.revision());
                CompletableFuture<Void> closed = CompletableFuture.runAsync(
                        () -> {
                            try {
                                both.await();
                                lease.close();
                            } catch (IOException | InterruptedException | BrokenBarrierException e) {
                                throw new AssertionError(e);
                            }
                        },
                        LeaseTest::onAThread);
                both.await();
                lease.resume(next.revision(), disk);
                closed.get();
                assertEquals(0, old.revision().users(), "after " + i + " rounds");
                assertEquals(0, next.revision().users(), "after " + i + " rounds");
            }
        } finally {
            over.set(true);
            askers.forEach(CompletableFuture::join);
        }
    }

    private static void onAThread(Runnable task) {
        Thread.ofPlatform().start(task);
    }
}
