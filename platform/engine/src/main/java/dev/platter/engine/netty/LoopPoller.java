// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.netty;

import dev.platter.api.Poller;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An event loop on epoll, as disks see it. A descriptor of theirs is an entry in the loop's own epoll set, beside its
 * sockets, and edge-triggered as these are.
 */
public final class LoopPoller implements Poller {
    private static final long LOOK_MILLIS = 100;

    private final SingleThreadIoEventLoop loop;

    private LoopPoller(SingleThreadIoEventLoop loop) {
        this.loop = loop;
    }

    /**
     * The poller of an event loop.
     *
     * @param loop the loop
     * @return its poller; empty if it is not on epoll
     */
    public static Optional<Poller> of(EventLoop loop) {
        return loop instanceof SingleThreadIoEventLoop io && io.isCompatible(EpollIoHandle.class)
                ? Optional.of(new LoopPoller(io))
                : Optional.empty();
    }

    @Override
    public Watch watch(int descriptor, Runnable ready) throws IOException {
        Watched watched = new Watched(new Handle(descriptor, ready));
        Future<?> begun = watched.begin();
        if (!begun.awaitUninterruptibly().isSuccess()) {
            watched.close();
            throw cannotWatch(descriptor, begun.cause());
        }
        return watched;
    }

    private static IOException cannotWatch(int descriptor, Throwable why) {
        return new IOException(
                "descriptor " + descriptor + " cannot be watched by the event loop: " + why.getMessage(), why);
    }

    @Override
    public void afterTurn(Runnable task) {
        loop.executeAfterEventLoopIteration(task);
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public boolean isCurrentThread() {
        return loop.inEventLoop();
    }

    /** The loop knows no chain, and so no workers. */
    @Override
    public boolean mayWait() {
        return false;
    }

    /** The descriptor is its owner's: this never closes it. */
    static final class Handle implements EpollIoHandle {
        /** Loads Netty's native library, so it must not be in a class that every system loads. */
        private static final EpollIoOps READABLE = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET);

        private static final EpollIoOps READABLE_OR_WRITABLE = READABLE.with(EpollIoOps.EPOLLOUT);

        private final FileDescriptor descriptor;
        private final Runnable ready;
        private @Nullable Set<Integer> entered;

        Handle(int descriptor, Runnable ready) {
            this.descriptor = new FileDescriptor(descriptor);
            this.ready = ready;
        }

        /**
         * Enters the descriptor in a set until the watch ends. Netty would drop the present watch of a descriptor in favour
         * of a second one, which then fails.
         *
         * @param watched the descriptors that the loop watches
         */
        void enter(Set<Integer> watched) throws IOException {
            if (!watched.add(descriptor.intValue())) {
                throw new IOException("it is watched already");
            }
            entered = watched;
        }

        @Override
        public void unregistered() {
            if (entered != null) {
                entered.remove(descriptor.intValue());
            }
        }

        @Override
        public FileDescriptor fd() {
            return descriptor;
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            if (registration.isValid()) {
                ready.run();
            }
        }

        @Override
        public void close() {
            // Called when the loop ends, which closes nothing of a disk's.
        }
    }

    private final class Watched implements Watch {
        private final Handle handle;
        private @Nullable IoRegistration registration;

        Watched(Handle handle) {
            this.handle = handle;
        }

        Future<?> begin() {
            Promise<Void> begun = loop.newPromise();
            onLoop(() -> {
                try {
                    registration = loop.register(handle).sync().getNow();
                    registration.submit(Handle.READABLE);
                    begun.setSuccess(null);
                } catch (Exception | Error e) {
                    begun.setFailure(e);
                }
            });
            return begun;
        }

        @Override
        public void watchOutput(boolean wanted) {
            if (registration != null && registration.isValid()) {
                registration.submit(wanted ? Handle.READABLE_OR_WRITABLE : Handle.READABLE);
            }
        }

        @Override
        public void close() {
            if (loop.inEventLoop()) {
                cancel();
                return;
            }
            try {
                Future<?> cancelled = loop.submit(this::cancel);
                // A loop that ends may leave tasks undone, but runs nothing after that.
                while (!cancelled.awaitUninterruptibly(LOOK_MILLIS) && !loop.isTerminated()) {
                    Thread.onSpinWait();
                }
            } catch (RejectedExecutionException e) {
                loop.terminationFuture().awaitUninterruptibly();
            }
        }

        private void cancel() {
            if (registration != null) {
                registration.cancel();
            }
        }
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
