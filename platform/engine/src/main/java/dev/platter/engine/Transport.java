// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

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

/** How sockets are served: by what the system does best, or by what every Java has. */
enum Transport {
    EPOLL {
        @Override
        IoHandlerFactory handlers() {
            return KeptRegistrations.of(EpollIoHandler.newFactory(0, AdaptiveSpin::new));
        }

        @Override
        ServerChannel listener(boolean unix) {
            return unix ? new EpollServerDomainSocketChannel() : new EpollServerSocketChannel();
        }

        @Override
        ServerChannel inherited(int descriptor, boolean unix) {
            // Without being told so, the former believes that nobody listens yet, and takes no client.
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
        ServerChannel listener(boolean unix) {
            return unix ? new KQueueServerDomainSocketChannel() : new KQueueServerSocketChannel();
        }

        @Override
        ServerChannel inherited(int descriptor, boolean unix) throws IOException {
            // That channel could not be told that somebody listens already, and would take no client.
            return unix ? super.inherited(descriptor, true) : new KQueueServerSocketChannel(descriptor);
        }
    },
    NIO {
        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerChannel listener(boolean unix) {
            return unix ? new NioServerDomainSocketChannel() : new NioServerSocketChannel();
        }

        @Override
        SocketAddress address(UnixDomainSocketAddress address) {
            return address;
        }
    };

    abstract IoHandlerFactory handlers();

    /** A socket that is neither registered nor bound yet. */
    abstract ServerChannel listener(boolean unix);

    /**
     * A socket that is listened on already.
     *
     * @throws IOException if this transport knows sockets of its own only
     */
    ServerChannel inherited(int descriptor, boolean unix) throws IOException {
        throw new IOException("descriptor " + descriptor
                + " cannot be taken over, since this takes Netty's native library for Linux: let the server open its"
                + " sockets itself");
    }

    /** Netty's own transports have an address type of their own. */
    SocketAddress address(UnixDomainSocketAddress address) {
        return new DomainSocketAddress(address.getPath().toString());
    }

    static Transport best(boolean portable) {
        // Before the first class of Netty that logs.
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
