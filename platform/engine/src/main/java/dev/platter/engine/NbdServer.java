// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.handshake.ListenerTerms;
import dev.platter.engine.policy.ConnectionLimits;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.tls.Tls;
import dev.platter.engine.tls.TlsCredentials;
import dev.platter.engine.traffic.ConnectionListener;
import dev.platter.engine.traffic.Visit;
import dev.platter.engine.transmission.UsableMemory;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves exports on sockets. All methods may be called by any thread except the server's own threads.
 *
 * {@snippet :
 * NbdServer server = NbdServer.builder()
 *         .exports(Exports.any(new ServedExport(chain, false)))
 *         .listen(UnixDomainSocketAddress.of("/run/disk.sock"))
 *         .start();
 * }
 */
public final class NbdServer {
    /** How long disks may take to close after their connections were closed. */
    private static final Duration AFTER_GRACE = Duration.ofSeconds(1);

    /** Whether the user wants no native libraries. */
    private static final boolean PORTABLE = Boolean.getBoolean("platter.portable");

    private final Openers openers;
    private final ListenerTerms terms;
    private final System.Logger log;
    private final Connections connections;
    private final Listeners listeners;
    private final List<Tls> offers = new ArrayList<>();

    private NbdServer(Builder builder, Exports exports) {
        openers = new Openers();
        terms = new ListenerTerms(exports, builder.handshake, builder.memory().budget(), builder.tls, openers);
        log = builder.loggers.apply("server");
        Transport transport = Transport.best(builder.portable);
        EventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), transport.handlers());
        connections = new Connections(
                loops,
                new Places(builder.connections),
                builder.loggers,
                builder.connectionListener,
                client -> transport.keepAlive(client, builder.tcpUserTimeout));
        listeners = new Listeners(transport, loops, connections::connected, log);
        offers.add(builder.tls);
    }

    private void open(Builder.Socket socket) throws IOException {
        ListenerTerms its =
                socket.tls().isEmpty() ? terms : terms.with(socket.tls().get());
        socket.tls().ifPresent(offers::add);
        if (socket.ipv6Alone()) {
            listeners.bindToIpv6Alone(socket.address().orElseThrow(), its);
        } else if (socket.address().isPresent()) {
            listeners.bind(socket.address().get(), socket.permissions(), its);
        } else {
            listeners.inherit(socket.descriptor(), socket.unix(), its);
        }
    }

    /**
     * Loads the network's classes and native library. Optional: a program that waits for something else before it can start a server
     * saves time if it calls this first.
     */
    public static void preload() {
        Transport.best(PORTABLE);
    }

    /**
     * Begins to build a server.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Accepts clients from now on. Those that have connected since the sockets were bound have waited.
     */
    public void accept() {
        listeners.accept();
    }

    /**
     * The addresses on which the server listens.
     *
     * @return the bound addresses in the order in which they were requested; port 0 is replaced by the real port
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
     * The memory that there is for large requests, the most that a {@link Builder#memory limit} can promise.
     *
     * @return bytes: what Java may use outside of its heap
     */
    public static long largestMemory() {
        return UsableMemory.largest();
    }

    /**
     * The memory that large requests of all connections hold, and what plugins and filters have allocated.
     *
     * @return the number of bytes at this moment
     */
    public long bytesInFlight() {
        return terms.budget().taken();
    }

    /**
     * Whether every event loop runs what it is given.
     *
     * @param patience how long to wait for all of them
     * @return false if one has not answered by then
     */
    public boolean responds(Duration patience) {
        return connections.respond(patience);
    }

    /**
     * Completes when the server has stopped and every disk that it opened is closed.
     *
     * @return the end
     */
    public CompletableFuture<Void> closed() {
        return connections.closed();
    }

    /**
     * Stops the server: accepts no more clients, answers the requests under way, closes the connections, and returns
     * when their disks are closed. The sockets' files are removed. A second call waits in the same way.
     *
     * @param grace after this time connections are closed even if requests are under way
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
            for (ServedExport export : terms.exports().all()) {
                export.chain().abandon();
            }
            connections.close();
            clean = await(AFTER_GRACE);
        }
        if (!clean) {
            log.log(
                    System.Logger.Level.ERROR,
                    connections.count() + " disks are not closed, since a call of their plugin does not return"
                            + "; they are abandoned");
            // If the call returns after all, its disk is closed.
            connections.closed().thenRun(this::endThreads);
            return false;
        }
        // Not for ever: Netty tells of the end on a thread that it starts for that, and the system may have none.
        endThreads().awaitUninterruptibly(AFTER_GRACE.toMillis());
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

    /** Builds a server. */
    public static final class Builder {
        private final List<Socket> sockets = new ArrayList<>();
        private @Nullable Exports exports;
        private Function<String, System.Logger> loggers = System::getLogger;
        private ConnectionListener connectionListener = ConnectionListener.NONE;
        private ConnectionLimits connections = ConnectionLimits.DESCRIPTORS;
        private HandshakePolicy handshake = HandshakePolicy.DEFAULT;
        private @Nullable ServerMemory memory;
        private Duration tcpUserTimeout = Duration.ofMinutes(1);
        private Tls tls = Tls.off();
        private boolean portable = PORTABLE;

        /**
         * A socket: either an address or a descriptor, and its own use of TLS, if it differs from the whole server's.
         */
        private record Socket(
                Optional<SocketAddress> address,
                SocketPermissions permissions,
                boolean ipv6Alone,
                int descriptor,
                boolean unix,
                Optional<Tls> tls) {
            static Socket at(SocketAddress address, SocketPermissions permissions, Optional<Tls> tls) {
                return new Socket(Optional.of(address), permissions, false, -1, false, tls);
            }
        }

        private Builder() {}

        /**
         * Sets the exports.
         *
         * @param exports the exports, whose chains are started before the server accepts clients; they belong to the caller, who
         *     stops them after the server
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
            sockets.add(Socket.at(address, SocketPermissions.USUAL, Optional.empty()));
            return this;
        }

        /**
         * Adds a socket to listen on, with its own use of TLS.
         *
         * @param address an {@link InetSocketAddress}, where an IPv4 address serves IPv4 alone and {@code ::} serves both, or
         *     a {@link UnixDomainSocketAddress}
         * @param its whether TLS is offered or required there
         * @return this
         */
        public Builder listen(SocketAddress address, Tls its) {
            return listen(address, SocketPermissions.USUAL, its);
        }

        /**
         * Adds a socket to listen on, with its own permissions and use of TLS.
         *
         * @param address an {@link InetSocketAddress} or a {@link UnixDomainSocketAddress}
         * @param permissions who may connect to a Unix socket; the usual ones for a TCP socket
         * @param its whether TLS is offered or required there
         * @return this
         */
        public Builder listen(SocketAddress address, SocketPermissions permissions, Tls its) {
            sockets.add(Socket.at(address, permissions, Optional.of(its)));
            return this;
        }

        /**
         * Adds a socket to listen on that serves no IPv4 clients, as {@code ::} otherwise does. Requires Netty's native libraries.
         *
         * @param address an address of IPv6
         * @param its whether TLS is offered or required there
         * @return this
         */
        public Builder listenOnIpv6Alone(InetSocketAddress address, Tls its) {
            sockets.add(new Socket(Optional.of(address), SocketPermissions.USUAL, true, -1, false, Optional.of(its)));
            return this;
        }

        /**
         * Sets how long a TCP client may be unreachable before its connection is closed, so that its place is free when it
         * connects again. The system probes idle connections for that.
         *
         * @param time zero for the system's own time, which is hours; the default is a minute
         * @return this
         */
        public Builder tcpUserTimeout(Duration time) {
            tcpUserTimeout = time;
            return this;
        }

        /**
         * Adds a socket that is already listening, as systemd hands it over. Requires Netty's native libraries.
         *
         * @param descriptor its file descriptor, in non-blocking mode, which the server closes
         * @param unix whether it is a Unix socket; otherwise it is a TCP socket
         * @param its whether TLS is offered or required there
         * @return this
         */
        public Builder inherit(int descriptor, boolean unix, Tls its) {
            sockets.add(
                    new Socket(Optional.empty(), SocketPermissions.USUAL, false, descriptor, unix, Optional.of(its)));
            return this;
        }

        /**
         * Limits the number of connections.
         *
         * @param limits the default is {@link ConnectionLimits#DESCRIPTORS}
         * @return this
         */
        public Builder connections(ConnectionLimits limits) {
            connections = limits;
            return this;
        }

        /**
         * Sets what clients are offered in the handshake.
         *
         * @param policy the default is {@link HandshakePolicy#DEFAULT}
         * @return this
         */
        public Builder handshake(HandshakePolicy policy) {
            handshake = policy;
            return this;
        }

        /**
         * Limits the memory that large requests of all connections hold, outside of the Java heap; each connection
         * needs a little more.
         *
         * @param bytes the default is {@link UsableMemory#usual}; a request that needs more is refused
         * @param stall a client that holds memory for which others wait is disconnected when it has sent and taken
         *     nothing for this long; the default is 5 seconds
         * @return this
         */
        public Builder memory(long bytes, Duration stall) {
            return memory(new ServerMemory(bytes, stall));
        }

        /**
         * Sets the memory that requests hold, where the members of chains have a share in it.
         *
         * @param shared the memory; by default the server has its own
         * @return this
         */
        public Builder memory(ServerMemory shared) {
            memory = shared;
            return this;
        }

        private ServerMemory memory() {
            return memory == null ? new ServerMemory() : memory;
        }

        /**
         * Offers TLS. By default the server does not offer it.
         *
         * @param credentials how the server authenticates itself
         * @param required whether clients without TLS are refused
         * @return this
         */
        public Builder tls(TlsCredentials credentials, boolean required) {
            tls = Tls.with(credentials, required);
            return this;
        }

        /**
         * Sets whether to use no native libraries, as on systems that have none.
         *
         * @param portable whether only what every Java has is used; the default is the system property
         *     {@code platter.portable}, which our plugins obey too
         * @return this
         */
        public Builder portable(boolean portable) {
            this.portable = portable;
            return this;
        }

        /**
         * Sets a listener for clients that come and go.
         *
         * @param told by default there is none
         * @return this
         */
        public Builder connectionListener(ConnectionListener told) {
            connectionListener = told;
            return this;
        }

        /**
         * Sets where to log.
         *
         * @param loggers gives the logger for a name; a connection's name is the export's, or the plugin's if that has
         *     none, with the connection's number and client, as in {@code vm1[3 192.0.2.7:49152]}. The default is {@link System#getLogger}
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
         * @throws IOException if an address cannot be bound; everything is cleaned up
         */
        public NbdServer start() throws IOException {
            NbdServer server = bind();
            server.accept();
            return server;
        }

        /**
         * Binds the sockets, so that clients can connect, but serves none before {@link NbdServer#accept}. In between a process
         * may give up the privileges that binding needs.
         *
         * @return the server
         * @throws IOException if an address cannot be bound; everything is cleaned up
         */
        public NbdServer bind() throws IOException {
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
