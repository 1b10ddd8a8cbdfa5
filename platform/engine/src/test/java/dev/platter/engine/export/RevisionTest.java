// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.api.ThreadModel;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The state of a revision decides whether a client is let in, waits or is refused. */
@Timeout(60)
class RevisionTest {
    private static final Client CLIENT = new ServerItself("", false, new Presence());

    private final FakeExport export = new FakeExport("fake");
    private final FakeExport next = new FakeExport("next");
    private final Revision revision = export.revision();

    @BeforeEach
    void start() throws IOException {
        export.start();
        next.start();
    }

    @AfterEach
    void stop() {
        export.stop();
        next.stop();
    }

    private static Lease open(Revision of) throws IOException {
        return of.open(CLIENT, new Acceptance(CLIENT), Runnable::run, new FakeHolder());
    }

    private static CompletableFuture<Lease> openElsewhere(Revision of) {
        CompletableFuture<Lease> opened = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                opened.complete(open(of));
            } catch (IOException | RuntimeException e) {
                opened.completeExceptionally(e);
            }
        });
        return opened;
    }

    private static void assertWaits(CompletableFuture<?> for200Millis) {
        assertThrows(TimeoutException.class, () -> for200Millis.get(200, TimeUnit.MILLISECONDS));
    }

    private static long soon() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
    }

    private static long late() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    }

    @Test
    void aRetiredRevisionIsUnusedWhenItsLastLeaseHasEnded() throws Exception {
        Lease one = open(revision);
        Lease two = open(revision);
        assertEquals(2, revision.users());
        CompletableFuture<Void> unused = revision.retire();
        one.close();
        assertFalse(unused.isDone());
        two.close();
        unused.get();
        assertEquals(0, revision.users());
    }

    @Test
    void aRetiredRevisionRefusesClients() {
        revision.retire();
        DiskException refused = assertThrows(DiskException.class, () -> open(revision));
        assertEquals(NbdError.ESHUTDOWN, refused.error());
        assertEquals("the export is no longer served", refused.getMessage());
        assertThrows(DiskException.class, () -> revision.exports(CLIENT));
        assertThrows(DiskException.class, () -> revision.accept(new Acceptance(CLIENT)));
    }

    @Test
    void aReplacedRevisionSendsClientsToItsSuccessor() throws IOException {
        revision.retireFor(next.revision());
        Lease lease = open(revision);
        assertSame(next.revision().chain(), lease.chain());
        assertEquals(1, next.revision().exports(CLIENT).size());
        lease.close();
    }

    @Test
    void aSuccessorMayBeNamedAgain() throws IOException {
        FakeExport last = new FakeExport("last");
        last.start();
        revision.retireFor(next.revision());
        revision.retireFor(last.revision());
        Lease lease = open(revision);
        assertSame(last.revision().chain(), lease.chain());
        lease.close();
        last.stop();
    }

    @Test
    void aClientThatComesDuringAHandoverWaitsForItsEnd() throws Exception {
        assertTrue(revision.close(late()));
        CompletableFuture<Lease> opened = openElsewhere(revision);
        assertWaits(opened);
        revision.retireFor(next.revision());
        Lease lease = opened.get();
        assertSame(next.revision().chain(), lease.chain());
        lease.close();
    }

    @Test
    void aWaitingClientGetsTheOldRevisionIfTheHandoverFails() throws Exception {
        assertTrue(revision.close(late()));
        CompletableFuture<Lease> opened = openElsewhere(revision);
        assertWaits(opened);
        revision.reopen();
        assertSame(revision.chain(), opened.get().chain());
        opened.get().close();
    }

    @Test
    void aCallThatDoesNotReturnPreventsAHandoverAndAdmitsClients() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch opening = export.holdOpening(goOn);
        CompletableFuture<Lease> first = openElsewhere(revision);
        opening.await();
        assertFalse(revision.close(soon()));
        CompletableFuture<Lease> second = openElsewhere(revision);
        goOn.countDown();
        first.get().close();
        second.get().close();
        assertTrue(revision.close(late()));
        revision.reopen();
    }

    @Test
    void twoHandoversAtATimeAreRefused() throws Exception {
        assertTrue(revision.close(late()));
        assertThrows(IllegalStateException.class, () -> revision.close(late()));
        revision.reopen();
    }

    @Test
    void aRetiredRevisionStaysRetiredAfterAFailedHandover() throws Exception {
        Lease lease = open(revision);
        revision.retire();
        assertTrue(revision.close(late()));
        revision.reopen();
        assertThrows(DiskException.class, () -> open(revision));
        lease.close();
        revision.retire().get();
    }

    @Test
    void theNextConnectionWaitsIfOnlyOneIsServedAtATime() throws Exception {
        FakeExport single = new FakeExport("single", ThreadModel.SERIALIZE_CONNECTIONS);
        single.start();
        Lease first = open(single.revision());
        CompletableFuture<Lease> second = openElsewhere(single.revision());
        assertWaits(second);
        first.close();
        second.get().close();
        single.stop();
    }

    @Test
    void aDiskThatCannotBeOpenedIsNotCountedAsAUse() throws Exception {
        export.failOnOpen(true);
        assertThrows(IOException.class, () -> open(revision));
        revision.retire().get();
    }

    /** All threads of the common pool may be waiting, perhaps even for this. */
    @Test
    void theEndOfTheLastUseIsReportedWithoutTheCommonPool() throws ExecutionException, InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        for (int i = 0; i < ForkJoinPool.commonPool().getParallelism(); i++) {
            ForkJoinPool.commonPool().execute(() -> {
                try {
                    told.await();
                } catch (InterruptedException e) {
                    throw new CompletionException(e);
                }
            });
        }
        revision.retire().get();
        told.countDown();
    }
}
