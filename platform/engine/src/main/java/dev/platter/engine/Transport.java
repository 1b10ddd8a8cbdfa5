// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import java.nio.channels.spi.SelectorProvider;
import io.netty.channel.socket.SocketProtocolFamily;
import dev.platter.engine.netty.AdaptiveSpin;
import dev.platter.engine.netty.KeptRegistrations;
import dev.platter.engine.netty.LateLoggers;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerDomainSocketChannel;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

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
            // Netty's channel for this has no choice of family: here the IPv4 address of all interfaces serves IPv6 as well.
            return new KQueueServerSocketChannel();
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
        SocketAddress address(UnixDomainSocketAddress address) {
            return address;
        }
    };

    abstract IoHandlerFactory handlers();

    /** Creates a Unix socket that is neither registered nor bound yet. */
    abstract ServerChannel unixListener();

    /** Creates a TCP socket that is neither registered nor bound yet. One of IPv6 also serves IPv4. */
    abstract ServerChannel listener(SocketProtocolFamily family);

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
