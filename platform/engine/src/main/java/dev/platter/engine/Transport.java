// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.engine.netty.AdaptiveSpin;
import dev.platter.engine.netty.KeptRegistrations;
import dev.platter.engine.netty.LateLoggers;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerDomainSocketChannel;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/** The implementations of sockets: the system's best one, or the one that every Java has. */
enum Transport {
    EPOLL {
        @Override
        IoHandlerFactory handlers() {
            return KeptRegistrations.of(EpollIoHandler.newFactory(0, AdaptiveSpin::new));
        }

        @Override
        ServerChannel unixListener() {
            return new EpollServerDomainSocketChannel();
        }

        @Override
        ServerChannel listener(SocketProtocolFamily family) {
            return new EpollServerSocketChannel(family);
        }

        @Override
        void probe(ChannelConfig client, KeepAlive times) {
            client.setOption(EpollChannelOption.TCP_KEEPIDLE, times.idle());
            client.setOption(EpollChannelOption.TCP_KEEPINTVL, times.interval());
            client.setOption(EpollChannelOption.TCP_KEEPCNT, KeepAlive.PROBES);
            client.setOption(EpollChannelOption.TCP_USER_TIMEOUT, times.millis());
        }

        @Override
        ServerChannel inherited(int descriptor, boolean unix) {
            // Without the second argument, Netty assumes that the socket is not listening yet, and accepts no client.
            return unix
                    ? new EpollServerDomainSocketChannel(descriptor, true)
                    : new EpollServerSocketChannel(descriptor);
        }
    },
    KQUEUE {
        @Override
        IoHandlerFactory handlers() {
            return KQueueIoHandler.newFactory(0, AdaptiveSpin::new);
        }

        @Override
        ServerChannel unixListener() {
            return new KQueueServerDomainSocketChannel();
        }

        @Override
        ServerChannel listener(SocketProtocolFamily family) {
            // Netty's channel for this has no choice of family: here the IPv4 address of all interfaces serves IPv6 as
            // well.
            return new KQueueServerSocketChannel();
        }

        @Override
        void probe(ChannelConfig client, KeepAlive times) {
            client.setOption(MacOptions.TCP_KEEPALIVE, times.idle());
            client.setOption(MacOptions.TCP_KEEPINTVL, times.interval());
            client.setOption(MacOptions.TCP_KEEPCNT, KeepAlive.PROBES);
        }

        @Override
        ServerChannel inherited(int descriptor, boolean unix) throws IOException {
            // Netty's channel for this has no such argument: it would assume that the socket is not listening yet, and
            // accept no client.
            return unix ? super.inherited(descriptor, true) : new KQueueServerSocketChannel(descriptor);
        }
    },
    NIO {
        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerChannel unixListener() {
            return new NioServerDomainSocketChannel();
        }

        @Override
        ServerChannel listener(SocketProtocolFamily family) {
            return new NioServerSocketChannel(SelectorProvider.provider(), family);
        }

        @Override
        void probe(ChannelConfig client, KeepAlive times) {
            client.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), times.idle());
            client.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), times.interval());
            client.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KeepAlive.PROBES);
        }

        @Override
        SocketAddress address(UnixDomainSocketAddress address) {
            return address;
        }
    };

    /** Options of macOS's tcp(4), for which Netty has no names. Its natives for kqueue are those of macOS. */
    private static final class MacOptions {
        private static final int IPPROTO_TCP = 6;

        static final ChannelOption<Integer> TCP_KEEPALIVE =
                new IntegerUnixChannelOption("TCP_KEEPALIVE", IPPROTO_TCP, 0x10);
        static final ChannelOption<Integer> TCP_KEEPINTVL =
                new IntegerUnixChannelOption("TCP_KEEPINTVL", IPPROTO_TCP, 0x101);
        static final ChannelOption<Integer> TCP_KEEPCNT =
                new IntegerUnixChannelOption("TCP_KEEPCNT", IPPROTO_TCP, 0x102);
    }

    /** An option of ipv6(4) and ipv6(7), for which Netty has no name. */
    private static final class Ipv6Options {
        private static final int IPPROTO_IPV6 = 41;
        private static final int NUMBER = System.getProperty("os.name").startsWith("Linux") ? 26 : 27;

        static final ChannelOption<Integer> IPV6_V6ONLY =
                new IntegerUnixChannelOption("IPV6_V6ONLY", IPPROTO_IPV6, NUMBER);
    }

    abstract IoHandlerFactory handlers();

    /**
     * When the system probes a client that sends nothing. The last of the probes is over when the time is.
     *
     * @param millis how long the client may be unreachable, in milliseconds
     * @param idle how long it may be idle before the first probe, in seconds
     * @param interval how long each probe waits for its answer, in seconds
     */
    record KeepAlive(int millis, int idle, int interval) {
        static final int PROBES = 3;

        static KeepAlive within(Duration time) {
            int seconds = Math.clamp(time.toSeconds(), 2, MOST_SECONDS);
            return new KeepAlive(
                    Math.clamp(time.toMillis(), 1, Integer.MAX_VALUE),
                    seconds / 2,
                    Math.max(1, seconds / (2 * PROBES)));
        }

        /** The most that Linux takes. */
        private static final int MOST_SECONDS = 32_767;
    }

    /**
     * Has the system notice that the client at the other end of a TCP connection has vanished.
     *
     * @param time how long it may be unreachable; zero for the system's own time
     */
    final void keepAlive(ChannelConfig client, Duration time) {
        if (time.isPositive()) {
            probe(client, KeepAlive.within(time));
        }
    }

    abstract void probe(ChannelConfig client, KeepAlive times);

    /** Creates a Unix socket that is neither registered nor bound yet. */
    abstract ServerChannel unixListener();

    /** Creates a TCP socket that is neither registered nor bound yet. One of IPv6 also serves IPv4. */
    abstract ServerChannel listener(SocketProtocolFamily family);

    /**
     * Has a TCP socket of IPv6 that is not bound yet serve no IPv4 clients.
     *
     * @throws IOException if this transport cannot do that
     */
    void serveIpv6Alone(ChannelConfig listener) throws IOException {
        if (!listener.setOption(Ipv6Options.IPV6_V6ONLY, 1)) {
            throw new IOException("without Netty's native library, a socket of IPv6 serves IPv4 clients too: name an"
                    + " address of IPv6 to listen on, or leave out that only IPv6 is served");
        }
    }

    /**
     * Wraps a socket that is already listening.
     *
     * @throws IOException if this transport supports only sockets that it has opened itself
     */
    ServerChannel inherited(int descriptor, boolean unix) throws IOException {
        throw new IOException("descriptor " + descriptor
                + " cannot be taken over, since this needs Netty's native library for Linux: let the server open its"
                + " sockets itself");
    }

    /** Netty's native transports have an address type of their own. */
    SocketAddress address(UnixDomainSocketAddress address) {
        return new DomainSocketAddress(address.getPath().toString());
    }

    static Transport best(boolean portable) {
        // Must come before the first class of Netty that logs.
        LateLoggers.install();
        if (portable) {
            return NIO;
        }
        if (Epoll.isAvailable()) {
            return EPOLL;
        }
        return KQueue.isAvailable() ? KQUEUE : NIO;
    }
}
