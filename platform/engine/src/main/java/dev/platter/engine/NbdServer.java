// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.handshake.ListenerTerms;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.tls.Tls;
import dev.platter.engine.tls.TlsCredentials;
import dev.platter.engine.traffic.ConnectionListener;
import dev.platter.engine.traffic.Visit;
import dev.platter.engine.transmission.MemoryBudget;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves exports on sockets. All methods may be called by any thread but the server's own.
 *
 * {@snippet :
 * NbdServer server = NbdServer.builder()
 *         .exports(Exports.any(new ServedExport(chain, false)))
 *         .listen(UnixDomainSocketAddress.of("/run/disk.sock"))
 *         .start();
 * }
 */
public final class NbdServer {
    /** How long disks have to close when their connections were closed. */
    private static final Duration AFTER_GRACE = Duration.ofSeconds(5);

    /** Whether the user wants to do without native libraries. */
    private static final boolean PORTABLE = Boolean.getBoolean("platter.portable");

    private final ExecutorService openers;
    private final ListenerTerms terms;
    private final System.Logger log;
    private final Connections connections;
    private final Listeners listeners;
    private final List<Tls> offers = new ArrayList<>();

    private NbdServer(Builder builder, Exports exports) {
        openers = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("nbd-opener-", 1).factory());
        terms = new ListenerTerms(
                exports, builder.handshake, new MemoryBudget(builder.memory, builder.patience), builder.tls, openers);
        log = builder.loggers.apply("server");
        Transport transport = Transport.best(builder.portable);
        EventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), transport.handlers());
        connections = new Connections(loops, builder.loggers, builder.connectionListener);
        listeners = new Listeners(transport, loops, connections::connected, log);
        offers.add(builder.tls);
    }

    private void open(Builder.Socket socket) throws IOException {
        ListenerTerms its =
                socket.tls().isEmpty() ? terms : terms.with(socket.tls().get());
        socket.tls().ifPresent(offers::add);
        if (socket.address().isPresent()) {
            listeners.bind(socket.address().get(), its);
        } else {
            listeners.inherit(socket.descriptor(), socket.unix(), its);
        }
    }

    /**
     * Loads on a thread of its own what a server will need, the transport's native library first. A program that has other
     * things to do before it starts a server saves time by calling this; it need not.
     */
    public static void preload() {
        Thread.ofPlatform().daemon().name("nbd-preload").start(() -> {
            Transport transport = Transport.best(PORTABLE);
            EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, transport.handlers());
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        });
    }

    /**
     * Begins to describe a server.
     *
     * @return the description
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Where the server listens.
     *
     * @return the bound addresses in the order in which they were asked for; a port that was 0 is the real one
     */
    public List<SocketAddress> addresses() {
        return listeners.addresses();
    }

    /**
     * The connections.
     *
     * @return the connections at this moment, by number
     */
    public List<Visit> visits() {
        return connections.visits();
    }

    /**
     * What large requests of all connections hold.
     *
     * @return bytes at this moment
     */
    public long bytesInFlight() {
        return terms.budget().taken();
    }

    /**
     * Becomes complete when the server has stopped and every disk that it opened was closed.
     *
     * @return the end
     */
    public CompletableFuture<Void> closed() {
        return connections.closed();
    }

    /**
     * Stops: accepts no client any more, answers what is under way, closes the connections, and returns when their disks
     * were closed. The sockets' files are removed. A second call waits likewise.
     *
     * @param grace after this time connections are closed whatever is under way on them
     * @return whether every disk was closed; if not, a call of a plugin has not returned even after that, its disk was
     *     abandoned, and the chain must not be stopped
     */
    public boolean stop(Duration grace) {
        connections.refuse();
        listeners.close();
        for (ServedExport export : terms.exports().all()) {
            export.chain().hurry();
        }
        connections.drain();
        boolean clean = await(grace);
        if (!clean) {
            connections.close();
            clean = await(AFTER_GRACE);
        }
        if (!clean) {
            log.log(
                    System.Logger.Level.ERROR,
                    connections.count() + " disks are not closed, since a call of their plugin does not return"
                            + "; they are abandoned");
            // Should it return after all, its disk is closed.
            connections.closed().thenRun(this::endThreads);
            return false;
        }
        endThreads().awaitUninterruptibly();
        return true;
    }

    private Future<?> endThreads() {
        return connections.endLoops().addListener(ended -> {
            offers.forEach(Tls::close);
            openers.shutdown();
        });
    }

    private boolean await(Duration grace) {
        try {
            connections.closed().get(grace.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Describes a server. */
    public static final class Builder {
        private final List<Socket> sockets = new ArrayList<>();
        private @Nullable Exports exports;
        private Function<String, System.Logger> loggers = System::getLogger;
        private ConnectionListener connectionListener = ConnectionListener.NONE;
        private HandshakePolicy handshake = HandshakePolicy.DEFAULT;
        private long memory = MemoryBudget.usual();
        private Duration patience = Duration.ofSeconds(5);
        private Tls tls = Tls.off();
        private boolean portable = PORTABLE;

        /** Either an address, or a descriptor; its own use of TLS, or that of the whole server. */
        private record Socket(Optional<SocketAddress> address, int descriptor, boolean unix, Optional<Tls> tls) {}

        private Builder() {}

        /**
         * Says what is served.
         *
         * @param exports the exports, whose chains were started; they belong to the caller, who stops them after the server
         * @return this
         */
        public Builder exports(Exports exports) {
            this.exports = exports;
            return this;
        }

        /**
         * Adds a socket to listen on.
         *
         * @param address an {@link InetSocketAddress} or a {@link UnixDomainSocketAddress}
         * @return this
         */
        public Builder listen(SocketAddress address) {
            sockets.add(new Socket(Optional.of(address), -1, false, Optional.empty()));
            return this;
        }

        /**
         * Adds a socket to listen on, on which TLS is not what it is on the others.
         *
         * @param address an {@link InetSocketAddress} or a {@link UnixDomainSocketAddress}
         * @param its whether TLS is offered there
         * @return this
         */
        public Builder listen(SocketAddress address, Tls its) {
            sockets.add(new Socket(Optional.of(address), -1, false, Optional.of(its)));
            return this;
        }

        /**
         * Adds a socket that is listened on already, as systemd hands it over. Only where there are native libraries.
         *
         * @param descriptor its file descriptor, in non-blocking mode, which the server closes
         * @param unix whether it is a Unix socket, and not one of TCP
         * @param its whether TLS is offered there
         * @return this
         */
        public Builder inherit(int descriptor, boolean unix, Tls its) {
            sockets.add(new Socket(Optional.empty(), descriptor, unix, Optional.of(its)));
            return this;
        }

        /**
         * Says what clients are offered.
         *
         * @param policy the default is {@link HandshakePolicy#DEFAULT}
         * @return this
         */
        public Builder handshake(HandshakePolicy policy) {
            handshake = policy;
            return this;
        }

        /**
         * Bounds the memory that large requests of all connections hold, outside of the Java heap; there is a little more
         * for each connection.
         *
         * @param bytes the default is {@link MemoryBudget#usual}; a request that needs more is refused
         * @param stall a client that holds memory for which others wait is disconnected when it has sent and taken nothing for
         *     so long; the default is 5 seconds
         * @return this
         */
        public Builder memory(long bytes, Duration stall) {
            memory = bytes;
            patience = stall;
            return this;
        }

        /**
         * Offers TLS. Without this the server does not know it.
         *
         * @param credentials what the server proves itself with
         * @param required whether clients without TLS get nothing
         * @return this
         */
        public Builder tls(TlsCredentials credentials, boolean required) {
            tls = Tls.with(credentials, required);
            return this;
        }

        /**
         * Does without native libraries, as on systems that have none.
         *
         * @param portable whether only what every Java has is used; the default is the system property
         *     {@code platter.portable}, which our plugins heed too
         * @return this
         */
        public Builder portable(boolean portable) {
            this.portable = portable;
            return this;
        }

        /**
         * Names a listener for clients that come and go.
         *
         * @param told by default none is told
         * @return this
         */
        public Builder connectionListener(ConnectionListener told) {
            connectionListener = told;
            return this;
        }

        /**
         * Says where to log.
         *
         * @param loggers a logger for each name; a connection's is the plugin's with its number, as in
         *     {@code memory[1]}. The default is the system's
         * @return this
         */
        public Builder loggers(Function<String, System.Logger> loggers) {
            this.loggers = loggers;
            return this;
        }

        /**
         * Binds the sockets and begins to serve.
         *
         * @return the server
         * @throws IOException if an address cannot be bound; nothing is left behind
         */
        public NbdServer start() throws IOException {
            if (exports == null) {
                throw new IllegalStateException("a server needs exports");
            }
            NbdServer server = new NbdServer(this, exports);
            try {
                for (Socket socket : sockets) {
                    server.open(socket);
                }
            } catch (IOException | RuntimeException e) {
                server.stop(Duration.ZERO);
                throw e;
            }
            return server;
        }
    }
}
