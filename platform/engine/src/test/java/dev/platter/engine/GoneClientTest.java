// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Registration;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call that waits for a peer that never answers is told that its client has gone, and ends. */
@Timeout(60)
class GoneClientTest {
    private static final int PATIENCE_SECONDS = 20;

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final FakePlugin plugin = new FakePlugin(FakePlugin.Kind.BLOCKING);
    private final Peer peer = new Peer();

    /** Waits for a peer that does not answer unless the test lets it. */
    @NbdFilter(name = "peer", summary = "reads wait for a peer")
    private static final class Peer implements Filter {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answered = new CountDownLatch(1);
        private final BlockingQueue<Client> clients = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        private volatile boolean asynchronous;
        private volatile boolean begins;
        private volatile boolean asksInOpen;
        private volatile Context context;

        @Override
        public void start(Opener next, Context started) {
            context = started;
        }

        private void ask(Client client) throws IOException {
            asked.countDown();
            try (Registration _ = client.whenGone(() -> hangUp())) {
                answered.await();
            } catch (InterruptedException e) {
                throw new DiskException(NbdError.EIO, "interrupted", e);
            }
            if (client.isGone()) {
                throw new DiskException(NbdError.ESHUTDOWN, "the client has gone");
            }
        }

        private void hangUp() {
            threads.add(Thread.currentThread().getName());
            answered.countDown();
        }

        @Override
        public Disk open(Opener next, Client client) throws IOException {
            clients.add(client);
            if (asksInOpen) {
                ask(client);
            }
            Disk behind = next.open(client);
            return asynchronous ? new Later(behind, client) : new Waiting(behind, client);
        }

        private final class Waiting extends ForwardingDisk {
            private final Client client;

            Waiting(Disk next, Client client) {
                super(next);
                this.client = client;
            }

            @Override
            public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
                ask(client);
                super.read(into, offset, holes);
            }
        }

        private final class Later extends ForwardingAsyncDisk {
            private final Client client;

            Later(Disk next, Client client) {
                super(next);
                this.client = client;
            }

            @Override
            public boolean blocking() {
                return begins;
            }

            @Override
            public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
                client.whenGone(() -> {
                    hangUp();
                    completion.failed(new DiskException(NbdError.ESHUTDOWN, "the client has gone"));
                });
                asked.countDown();
            }
        }
    }

    private void serve(FakePlugin.Kind kind) throws IOException {
        peer.asynchronous = kind != FakePlugin.Kind.BLOCKING;
        peer.begins = kind == FakePlugin.Kind.BEGUN;
        served.serve(Chain.of("fake", plugin).filter("peer", peer));
    }

    private void diskCloses() throws InterruptedException {
        assertTrue(plugin.closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "the disk is still open");
    }

    @ParameterizedTest
    @EnumSource(names = "INLINE", mode = EnumSource.Mode.EXCLUDE)
    void aCallOfAClientThatVanishesIsToldOnAWorker(FakePlugin.Kind kind) throws Exception {
        serve(kind);
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            peer.asked.await();
            assertFalse(peer.clients.element().isGone());
        }
        diskCloses();
        String thread = peer.threads.take();
        assertTrue(thread.startsWith("fake-background-"), thread);
        assertEquals(List.of(), List.copyOf(peer.threads), "it was told more than once");
    }

    @ParameterizedTest
    @EnumSource(names = "INLINE", mode = EnumSource.Mode.EXCLUDE)
    void aStopEndsTheCallWhenItsGraceIsOver(FakePlugin.Kind kind) throws Exception {
        serve(kind);
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            peer.asked.await();
            assertTrue(served.server().stop(Duration.ofMillis(100)), "its disk was abandoned");
            assertTrue(client.isClosed());
        }
        diskCloses();
    }

    @Test
    void aStopLetsTheCallEndWithinItsGrace() throws Exception {
        serve(FakePlugin.Kind.BLOCKING);
        try (RawClient idle = served.transmit();
                RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            peer.asked.await();
            CompletableFuture<Boolean> stopped =
                    CompletableFuture.supplyAsync(() -> served.server().stop(Duration.ofSeconds(50)));
            assertTrue(idle.isClosed());
            peer.answered.countDown();
            assertEquals(0, client.reply(1));
            client.in.readFully(new byte[512]);
            assertTrue(stopped.get());
        }
    }

    @Test
    void aDrainedConnectionThatVanishesIsTold() throws Exception {
        serve(FakePlugin.Kind.BLOCKING);
        CompletableFuture<Boolean> stopped;
        try (RawClient idle = served.transmit();
                RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            peer.asked.await();
            stopped = CompletableFuture.supplyAsync(() -> served.server().stop(Duration.ofDays(1)));
            assertTrue(idle.isClosed());
            // The other connection may belong to another event loop, which has not been told to stop yet.
            int error = 0;
            while (error == 0) {
                error = client.request(Commands.FLUSH, 0, 2, 0, 0).reply(2);
            }
        }
        assertTrue(stopped.get());
    }

    @Test
    void anOpenThatWaitsIsToldWhenTheClientVanishesInItsHandshake() throws Exception {
        peer.asksInOpen = true;
        serve(FakePlugin.Kind.BLOCKING);
        try (RawClient client = served.connect().greet()) {
            client.option(Options.GO, new byte[6]);
            peer.asked.await();
        }
        peer.threads.take();
    }

    @Test
    void aTaskThatWasTakenBackDoesNotRun() throws Exception {
        serve(FakePlugin.Kind.BLOCKING);
        Client seen;
        try (RawClient _ = served.transmit()) {
            seen = peer.clients.take();
            seen.whenGone(() -> peer.threads.add("taken back")).close();
            seen.whenGone(() -> peer.threads.add("kept"));
        }
        diskCloses();
        assertEquals("kept", peer.threads.take());
        assertEquals(List.of(), List.copyOf(peer.threads));
    }

    @Test
    void aTaskForAClientThatHasGoneRunsAtOnce() throws Exception {
        serve(FakePlugin.Kind.BLOCKING);
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            peer.asked.await();
            Client seen = peer.clients.take();
            seen.whenGone(() -> seen.whenGone(() -> peer.threads.add("at once")));
        }
        while (!peer.threads.take().equals("at once")) {
            // The call's own task may come first.
        }
    }

    @Test
    void theServerItselfHasGoneWhenTheGraceIsOver() throws Exception {
        serve(FakePlugin.Kind.BLOCKING);
        peer.context.client().whenGone(peer::hangUp);
        assertFalse(peer.context.client().isGone());
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            peer.asked.await();
            served.server().stop(Duration.ZERO);
        }
        peer.threads.take();
        assertTrue(peer.context.client().isGone());
    }
}
