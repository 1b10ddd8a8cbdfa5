// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.UnixCredentials;
import dev.platter.engine.handshake.ListenerTerms;
import dev.platter.engine.netty.FileRegionSizes;
import dev.platter.engine.traffic.ConnectionListener;
import dev.platter.engine.traffic.Visit;
import dev.platter.engine.transmission.LoopMemory;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The connections of a server, each from its acceptance until everything that was opened for it is closed, and the
 * event loops that serve them. May be used by any thread.
 */
final class Connections {
    private static final int SEND_BUFFER = 1 << 20;

    private final EventLoopGroup loops;
    private final Function<String, System.Logger> loggers;
    private final ConnectionListener connectionListener;
    private final Consumer<ChannelConfig> keepAlive;
    private final Map<EventLoop, LoopMemory> memories = new ConcurrentHashMap<>();
    private final Places places;
    private final System.Logger log;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastId = new AtomicLong();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean stopping;

    /**
     * Begins without connections.
     *
     * @param places how many connections there may be
     * @param keepAlive has the system notice that a TCP client has vanished
     */
    Connections(
            EventLoopGroup loops,
            Places places,
            Function<String, System.Logger> loggers,
            ConnectionListener connectionListener,
            Consumer<ChannelConfig> keepAlive) {
        this.loops = loops;
        this.places = places;
        log = loggers.apply("server");
        this.loggers = loggers;
        this.connectionListener = connectionListener;
        this.keepAlive = keepAlive;
    }

    /** Begins to serve an accepted client, if there is a place for it. */
    void connected(Channel client, boolean unix, ListenerTerms terms) {
        Optional<UnixCredentials> credentials = PeerCredentials.of(client);
        Places.Guest guest = new Places.Guest(address(client), credentials.map(UnixCredentials::uid));
        Optional<String> objection = places.enter(guest);
        if (objection.isPresent()) {
            client.unsafe().closeForcibly();
            log.log(System.Logger.Level.WARNING, "a client was disconnected: " + objection.get());
            return;
        }
        try {
            begin(client, unix, credentials, terms, () -> places.leave(guest));
        } catch (RuntimeException | Error e) {
            places.leave(guest);
            throw e;
        }
    }

    private static Optional<String> address(Channel client) {
        return client.remoteAddress() instanceof InetSocketAddress inet && inet.getAddress() != null
                ? Optional.of(inet.getAddress().getHostAddress())
                : Optional.empty();
    }

    private void begin(
            Channel client, boolean unix, Optional<UnixCredentials> credentials, ListenerTerms terms, Runnable left) {
        configure(client.config(), unix);
        long id = lastId.incrementAndGet();
        EventLoop loop = loops.next();
        LoopMemory memory = memories.computeIfAbsent(loop, key -> new LoopMemory());
        CompletableFuture<Void> end = new CompletableFuture<>();
        Connection connection =
                Connection.begin(id, client, credentials, loop, terms, memory, loggers, () -> end.complete(null));
        open.add(connection);
        connectionListener.came(connection.visit());
        end.thenRun(() -> {
            open.remove(connection);
            left.run();
            connectionListener.left(connection.visit());
            completeIfLast();
        });
        try {
            loop.register(client).addListener(registered -> {
                if (!registered.isSuccess()) {
                    client.unsafe().closeForcibly();
                    end.complete(null);
                } else if (stopping) {
                    connection.close();
                }
            });
        } catch (RuntimeException | Error e) {
            // The loop's thread cannot be started, for example.
            client.unsafe().closeForcibly();
            end.complete(null);
            log.log(System.Logger.Level.ERROR, "a client was disconnected: unexpected " + e, e);
        }
    }

    private void configure(ChannelConfig client, boolean unix) {
        client.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        client.setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
        client.setMessageSizeEstimator(new FileRegionSizes());
        if (!unix) {
            client.setOption(ChannelOption.TCP_NODELAY, true);
            client.setOption(ChannelOption.SO_KEEPALIVE, true);
            keepAlive.accept(client);
        }
    }

    /** The connections that are open at this moment, by number. */
    List<Visit> visits() {
        return open.stream()
                .map(Connection::visit)
                .sorted(Comparator.comparingLong(Visit::id))
                .toList();
    }

    /** Whether every event loop runs a task within this time. */
    boolean respond(Duration patience) {
        List<EventExecutor> all = new ArrayList<>();
        loops.forEach(all::add);
        CountDownLatch answers = new CountDownLatch(all.size());
        for (EventExecutor loop : all) {
            loop.execute(answers::countDown);
        }
        try {
            return answers.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    int count() {
        return open.size();
    }

    /** Closes every client that is accepted from now on. */
    void refuse() {
        stopping = true;
    }

    /** Has every connection finish the requests under way and close. */
    void drain() {
        open.forEach(Connection::drain);
        completeIfLast();
    }

    /** Closes every connection at once; requests under way finish without a reply. */
    void close() {
        open.forEach(Connection::close);
    }

    /** Completes when no more clients are accepted and the last connection has ended. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    private void completeIfLast() {
        if (stopping && open.isEmpty()) {
            closed.complete(null);
        }
    }

    /** Ends the event loops, which no longer serve connections, and releases their memory. */
    Future<?> endLoops() {
        return loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).addListener(ended -> {
            memories.values().forEach(LoopMemory::release);
            memories.clear();
        });
    }
}
