// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The event loop of a client's connection, for storage that reports completions through a file descriptor: the eventfd
 * of an io_uring, of a virtqueue, or of libblkio. An {@link AsyncDisk} that watches its descriptor here completes its
 * calls on the very thread that sends the replies, so no thread of its own waits, and none has to be woken.
 *
 * <h2>A batch in, a batch out</h2>
 *
 * <p>One turn of the loop reads all sockets that have something, and makes a call for each request that it has read. A
 * disk need not submit each of them for itself: it queues them, and submits the queue in a task that it gives to {@link
 * #afterTurn} with the first. Calls that are completed in one run of a watch's task are answered in one write.
 *
 * {@snippet :
 * @Override
 * public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
 *     if (!poller.isCurrentThread()) {
 *         poller.execute(() -> read(into, offset, holes, completion));
 *         return;
 *     }
 *     if (ring.isEmpty()) {
 *         poller.afterTurn(ring::submit);
 *     }
 *     ring.addRead(into, offset, completion);
 * }
 * }
 *
 * <h2>Threads</h2>
 *
 * <p>The server calls an asynchronous disk that is not {@link AsyncDisk#blocking()} on this loop, unless another member
 * of the chain makes it {@linkplain Disk#blocking() wait} or has a {@link ThreadModel} other than {@link
 * ThreadModel#PARALLEL}; a filter may call it on any thread. So a disk that keeps its queue for this loop alone asks
 * {@link #isCurrentThread()} and hands the calls of other threads over with {@link #execute}. It may as well do the work
 * of such a call at once if the thread {@linkplain #mayWait() may wait}. {@link Plugin#open} and {@link Disk#close} are called on threads that
 * may wait, never on the loop.
 *
 * <p>Tasks run on the loop, one after the other and never beside a call that the server makes there. They must not wait:
 * all connections of the loop would. They come without a context class loader. What they throw goes to the log.
 *
 * <h2>Life</h2>
 *
 * <p>A client's poller may be used from {@code open} until the disk that was opened for that client is closed. The server
 * ends then what was not ended before. A chain that is replaced while its client stays connected opens another disk with
 * a poller of the same loop.
 *
 * @since 0.1
 */
@ProviderType
public interface Poller {
    /**
     * Runs a task on the loop each time that a descriptor becomes readable, and once soon if it already is.
     *
     * <p>This is edge-triggered, as with {@code EPOLLET}: the task is not run again for what it leaves behind. So it takes
     * all completions that there are. Where they are not in the descriptor itself, as with an eventfd, the task need not
     * read the descriptor: each time that its counter grows, the task runs. The task may also run when there is nothing.
     *
     * @param descriptor the number of a descriptor that can be polled. It stays the caller's, who closes it, after the
     *     watch; it must not be watched twice at a time
     * @param ready the task
     * @return to end the watch
     * @throws IOException if the descriptor cannot be polled, as that of a file on a disk, or is watched already
     */
    Watch watch(int descriptor, Runnable ready) throws IOException;

    /**
     * Runs a task once at the end of the loop's present turn, when it has read all sockets that had something and made the
     * calls for what it has read; if no turn is under way, soon. May be called on any thread; on the loop it costs next to
     * nothing.
     *
     * @param task the task
     * @throws RejectedExecutionException if the server has stopped
     */
    void afterTurn(Runnable task);

    /**
     * Runs a task on the loop, soon. May be called on any thread.
     *
     * @param task the task
     * @throws RejectedExecutionException if the server has stopped
     */
    void execute(Runnable task);

    /**
     * Whether the calling thread is the loop.
     *
     * @return true on the loop
     */
    boolean isCurrentThread();

    /**
     * Whether the calling thread carries requests and may wait for them: a worker of the chain. Such a call may do its work
     * before it returns, which is quicker than to hand it to the loop and wait.
     *
     * @return true on a worker; false on the loop and on any other thread
     */
    boolean mayWait();

    /**
     * A descriptor that is watched.
     *
     * @since 0.1
     */
    @ProviderType
    interface Watch extends AutoCloseable {
        /**
         * Whether the task also runs when the descriptor becomes writable, and once soon if it already is: for a socket that has
         * taken less than it was given. At first it does not, since a socket that is read by its other end becomes writable all the
         * time. To be called on the loop. Does nothing after {@link #close}.
         *
         * @param wanted whether it does from now on
         * @throws UnsupportedOperationException if the loop cannot; those of the server can
         */
        default void watchOutput(boolean wanted) {
            throw new UnsupportedOperationException("this loop only tells when something can be read");
        }

        /**
         * Ends the watch. When this returns, the task does not run, unless it is the caller, and will not run again; the
         * descriptor may be closed. May be called on any thread and more than once; on another thread than the loop it
         * waits for the loop, so the caller must not hold a lock that a task takes.
         */
        @Override
        void close();
    }
}
