// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Opener;
import dev.platter.api.Pieces;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.api.ThreadModel;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An asynchronous disk that may wait is begun on a worker, which is free when the call has returned. */
@Timeout(60)
class BegunOnWorkersTest {
    private static final int MANY = 50;

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final Remote remote = new Remote();

    /** Answers its calls when the test says so, on the test's thread. */
    @NbdPlugin(name = "remote", summary = "waits for the test", threadModel = ThreadModel.PARALLEL)
    private static final class Remote implements Plugin {
        private final BlockingQueue<Completion> begun = new LinkedBlockingQueue<>();
        private final Queue<String> threads = new ConcurrentLinkedQueue<>();
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile boolean returnsLate;

        private void begin(Completion completion) {
            threads.add(Thread.currentThread().getName());
            begun.add(completion);
        }

        @Override
        public Disk open(Client client) {
            return new AsyncDisk() {
                @Override
                public long size() {
                    return 1 << 20;
                }

                @Override
                public boolean blocking() {
                    return true;
                }

                @Override
                public Features features() {
                    return Features.writable().withFlush().withFua(Support.EMULATED);
                }

                @Override
                public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
                    into.position(into.limit());
                    begin(completion);
                    if (returnsLate) {
                        awaitHeld();
                    }
                }

                @Override
                public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
                    begin(completion);
                }

                @Override
                public void flush(Completion completion) {
                    begin(completion);
                }

                @Override
                public void close() {
                    closed.countDown();
                }
            };
        }

        private void awaitHeld() {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @NbdFilter(name = "around", summary = "puts a disk in front of another")
    private record Around(UnaryOperator<Disk> wrapper) implements Filter {
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return wrapper.apply(next.open(client));
        }
    }

    /** Passes everything on. */
    private static final class Transparent extends ForwardingAsyncDisk {
        Transparent(Disk next) {
            super(next);
        }
    }

    /** Reads in pieces, so that each is begun when the one before has completed. */
    private static final class InPieces extends ForwardingAsyncDisk {
        InPieces(Disk next) {
            super(next);
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            int end = into.limit();
            Pieces.of(
                    offset,
                    into.remaining(),
                    512,
                    completion,
                    (at, piece, done) ->
                            next().read(into.limit(Math.min(end, into.position() + piece)), at, HoleSink.NONE, done));
        }
    }

    private Chain.Builder chain(boolean filtered) {
        Chain.Builder chain = Chain.of("remote", remote).threads(2);
        return filtered ? chain.filter("around", new Around(Transparent::new)) : chain;
    }

    private void assertWorkers() {
        Set<String> others = new HashSet<>(remote.threads);
        others.removeIf(name -> name.startsWith("remote-worker-") || name.startsWith("remote-background-"));
        assertEquals(Set.of(), others);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void moreCallsAreUnderWayThanThereAreWorkers(boolean filtered) throws Exception {
        served.serve(chain(filtered));
        try (RawClient client = served.transmit()) {
            for (int i = 0; i < MANY; i++) {
                client.request(Commands.READ, 0, 7, 0, 512);
            }
            Completion[] calls = new Completion[MANY];
            for (int i = 0; i < MANY; i++) {
                calls[i] = remote.begun.take();
            }
            for (Completion call : calls) {
                call.succeeded();
                assertEquals(0, client.reply(7));
                client.in.readFully(new byte[512]);
            }
        }
        assertWorkers();
    }

    @Test
    void aReadIsNotAnsweredBeforeItsCallHasReturned() throws Exception {
        remote.returnsLate = true;
        served.serve(chain(false));
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            remote.begun.take().succeeded();
            client.request(Commands.FLUSH, 0, 2, 0, 0);
            remote.begun.take().succeeded();
            assertEquals(0, client.reply(2), "the read was answered first");
            remote.held.countDown();
            assertEquals(0, client.reply(1));
            client.in.readFully(new byte[512]);
        }
    }

    @Test
    void theDiskIsClosedWhenTheLastCallHasCompleted() throws Exception {
        served.serve(chain(false));
        Completion call;
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            call = remote.begun.take();
        }
        served.revision().chain().hurry();
        assertEquals(1, remote.closed.getCount(), "it was closed under a call");
        call.failed(new IOException("the peer has gone"));
        remote.closed.await();
    }

    @Test
    void aCallThatAFilterBeginsWhenAnotherHasCompletedComesOnAWorker() throws Exception {
        served.serve(Chain.of("remote", remote).filter("pieces", new Around(InPieces::new)));
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 1536);
            for (int i = 0; i < 3; i++) {
                remote.begun.take().succeeded();
            }
            assertEquals(0, client.reply(1));
            client.in.readFully(new byte[1536]);
        }
        assertWorkers();
        assertEquals(3, remote.threads.size());
    }

    @Test
    void theFlushOfAnEmulatedFuaComesOnAWorker() throws Exception {
        served.serve(chain(false));
        try (RawClient client = served.transmit()) {
            client.request(Commands.WRITE, CommandFlags.FUA, 1, 0, 512);
            client.out.write(new byte[512]);
            client.out.flush();
            remote.begun.take().succeeded();
            remote.begun.take().succeeded();
            assertEquals(0, client.reply(1));
        }
        assertWorkers();
    }

    @Test
    void aCallThatThrowsFailsAlone() throws Exception {
        served.serve(Chain.of("remote", remote).filter("around", new Around(next -> new ForwardingAsyncDisk(next) {
            @Override
            public void flush(Completion completion) {
                throw new IllegalStateException("on purpose");
            }
        })));
        try (RawClient client = served.transmit()) {
            client.request(Commands.FLUSH, 0, 1, 0, 0);
            assertEquals(NbdError.EIO.code(), client.reply(1));
            client.request(Commands.READ, 0, 2, 0, 512);
            remote.begun.take().succeeded();
            assertEquals(0, client.reply(2));
            client.in.readFully(new byte[512]);
        }
    }
}
