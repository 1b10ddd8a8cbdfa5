// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.netty;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoOps;
import java.util.HashSet;
import java.util.Set;

/**
 * Epoll without a bug of Netty 4.2.18. If a channel is not read for the moment and its client has shut its output down,
 * the channel waits for no event, so Netty removes it from the epoll set; but Netty forgets that it did. When the
 * channel is to be read again, the system reports that there is no such entry, and Netty closes the channel, with all
 * replies that were still to come.
 *
 * <p>So a channel is never removed. It is registered edge-triggered for no event, and is told at most once that both
 * sides are shut down, which is why Netty removes it.
 */
public final class KeptRegistrations implements IoHandler {
    private final IoHandler epoll;

    /** The descriptors of disks; of the loop's thread. */
    private final Set<Integer> watched = new HashSet<>();

    private KeptRegistrations(IoHandler epoll) {
        this.epoll = epoll;
    }

    /**
     * Wraps the factory of the event loops' handlers.
     *
     * @param epoll Netty's factory
     * @return our factory
     */
    public static IoHandlerFactory of(IoHandlerFactory epoll) {
        return executor -> new KeptRegistrations(epoll.newHandler(executor));
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        if (handle instanceof LoopPoller.Handle descriptor) {
            descriptor.enter(watched);
        }
        return new Kept(epoll.register(handle));
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return epoll.isCompatible(type);
    }

    private record Kept(IoRegistration registration) implements IoRegistration {
        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's interface has it so
        public <T> T attachment() {
            return registration.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            return registration.submit(ops.equals(EpollIoOps.NONE) ? EpollIoOps.EPOLLET : ops);
        }

        @Override
        public boolean isValid() {
            return registration.isValid();
        }

        @Override
        public boolean cancel() {
            return registration.cancel();
        }
    }
}
