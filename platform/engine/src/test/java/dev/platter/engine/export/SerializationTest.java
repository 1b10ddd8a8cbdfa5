// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of a member overlap only as its thread model allows, no matter which thread or member makes them. */
@Timeout(20)
class SerializationTest {
    private static final Client NOBODY = new ServerItself("", false, new Presence());

    /** The number of calls inside the plugin; every call waits there until {@link #go}. */
    private final AtomicInteger inside = new AtomicInteger();

    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch secondEntered = new CountDownLatch(2);
    private final CountDownLatch go = new CountDownLatch(1);
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private Chain chain = chain(ThreadModel.PARALLEL);

    @NbdPlugin(name = "crowd", summary = "counts", threadModel = ThreadModel.PARALLEL)
    private final class Crowd implements Plugin {
        private final ThreadModel model;

        Crowd(ThreadModel model) {
            this.model = model;
        }

        @Override
        public ThreadModel threadModel() {
            return model;
        }

        @Override
        public void accept(Client client) {
            pass();
        }

        @Override
        public List<Export> exports(Client client) {
            pass();
            return List.of();
        }

        @Override
        public Disk open(Client client) {
            return new FakeDisk(100, SerializationTest.this::pass);
        }
    }

    private void pass() {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        entered.countDown();
        secondEntered.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            inside.decrementAndGet();
        }
    }

    private Chain chain(ThreadModel model, Filter... filters) {
        Chain.Builder builder = Chain.of("crowd", new Crowd(model));
        for (Filter filter : filters) {
            builder.filter("filter", filter);
        }
        return builder.build();
    }

    private void start(Chain started) throws IOException {
        chain = started;
        chain.prepare();
        chain.start(reason -> {});
    }

    @AfterEach
    void stop() {
        go.countDown();
        chain.stop();
    }

    private CompletableFuture<Void> read(Disk disk) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        disk.read(ByteBuffer.allocateDirect(1), 0, HoleSink.NONE);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    @ParameterizedTest
    @EnumSource
    void requestsOfTwoConnectionsOverlapAsTheModelAllows(ThreadModel model) throws Exception {
        start(chain(model));
        Disk one = chain.open(NOBODY).disk();
        Disk other = chain.open(NOBODY).disk();
        boolean together = model.compareTo(ThreadModel.SERIALIZE_REQUESTS) >= 0;
        assertEquals(together ? 2 : 1, mostAtATime(together, read(one), () -> read(other)));
    }

    @ParameterizedTest
    @EnumSource
    void requestsOfOneConnectionOverlapAsTheModelAllows(ThreadModel model) throws Exception {
        start(chain(model));
        Disk disk = chain.open(NOBODY).disk();
        boolean together = model == ThreadModel.PARALLEL;
        assertEquals(together ? 2 : 1, mostAtATime(together, read(disk), () -> read(disk)));
    }

    @ParameterizedTest
    @EnumSource
    void aListOfExportsOverlapsWithARequestAsTheModelAllows(ThreadModel model) throws Exception {
        start(chain(model));
        Disk disk = chain.open(NOBODY).disk();
        boolean together = model.compareTo(ThreadModel.SERIALIZE_REQUESTS) >= 0;
        assertEquals(
                together ? 2 : 1,
                mostAtATime(
                        together,
                        read(disk),
                        () -> CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        return chain.exports(NOBODY);
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                },
                                threads)));
    }

    /** Starts a second call while the first is inside, checks whether both are inside together, and lets them end. */
    private int mostAtATime(boolean together, CompletableFuture<?> first, Supplier<CompletableFuture<?>> second)
            throws Exception {
        entered.await();
        CompletableFuture<?> other = second.get();
        assertEquals(together, secondEntered.await(together ? 10_000 : 50, TimeUnit.MILLISECONDS));
        go.countDown();
        first.get();
        other.get();
        return most.get();
    }

    /** Reads ahead on the workers, and waits for that within a request. */
    private static final class ReadsAhead implements Filter {
        private Executor workers = Runnable::run;

        @Override
        public void start(Opener next, Context context) {
            workers = context.workers();
        }

        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return new ForwardingDisk(next.open(client)) {
                @Override
                public void read(ByteBuffer into, long offset, HoleSink holes) {
                    List<CompletableFuture<Void>> pieces = new ArrayList<>();
                    for (int i = 0; i < 4; i++) {
                        pieces.add(CompletableFuture.runAsync(
                                () -> {
                                    try {
                                        next().read(ByteBuffer.allocateDirect(1), offset, HoleSink.NONE);
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                },
                                workers));
                    }
                    pieces.forEach(CompletableFuture::join);
                    into.position(into.limit());
                }
            };
        }
    }

    @Test
    void callsOfAFiltersOwnThreadsCountAndDoNotBlockIt() throws Exception {
        start(chain(ThreadModel.SERIALIZE_ALL_REQUESTS, new ReadsAhead()));
        CompletableFuture<Void> request = read(chain.open(NOBODY).disk());
        entered.await();
        assertFalse(secondEntered.await(50, TimeUnit.MILLISECONDS));
        go.countDown();
        request.get();
        assertEquals(1, most.get());
    }

    @Test
    void anAsynchronousCallLastsUntilItsCompletion() throws Exception {
        BlockingQueue<Completion> underWay = new LinkedBlockingQueue<>();
        AsyncDisk later = new AsyncDisk() {
            @Override
            public long size() {
                return 100;
            }

            @Override
            public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
                into.position(into.limit());
                underWay.add(completion);
            }
        };
        Disk disk = new Serialization(ThreadModel.SERIALIZE_REQUESTS)
                .around(new PluginOpener(
                        new Member.OfPlugin("later", client -> later, System.getLogger("later")),
                        new MemberDisks(Runnable::run)))
                .open(NOBODY);
        assertTrue(disk.blocking());
        CompletableFuture<Void> one = read(disk);
        CompletableFuture<Void> other = read(disk);
        Completion first = underWay.take();
        assertEquals(null, underWay.poll(50, TimeUnit.MILLISECONDS), "there is a second call under way");
        first.succeeded();
        underWay.take().succeeded();
        one.get();
        other.get();
    }
}
