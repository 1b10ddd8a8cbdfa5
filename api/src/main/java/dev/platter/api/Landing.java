// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.nio.ByteBuffer;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Memory of a disk for the payload of one write, see {@link Disk#land}: the server receives the payload in it, and then
 * either commits or abandons the landing. Until it is committed it is not a part of the disk's contents: a read of the
 * range returns what was there before, however much of the payload has arrived.
 *
 * <p>The server calls {@link #buffers} once, right after {@code land}. Then it calls exactly one of {@link #commit} and
 * {@link #abandon}, once, whatever becomes of the request: whether the payload is complete, breaks off, or its client is
 * disconnected. It does not touch the memory after that call. Both come before the disk is closed, its state is
 * {@linkplain Stateful#release released} or its plugin stops.
 *
 * @since 0.1
 */
@ConsumerType
public interface Landing {
    /**
     * The memory for the payload.
     *
     * @return buffers for the bytes of the range, in order; the bytes from position to limit of each are used, at least
     *     one, and together exactly the length that {@code land} was asked for. They are direct and not read-only. The
     *     buffer objects belong to the server from now on, and the memory to the server until the landing is committed
     *     or abandoned. Neither the contents nor the byte order matter
     */
    List<ByteBuffer> buffers();

    /**
     * Makes the payload, which is complete, the contents of the range: the write of which {@code land} has announced
     * offset, length and flags. What success means is the same as for {@link Disk#write}: the write is visible on every
     * connection, and durable if the flags had {@link RequestFlags#fua()}.
     *
     * <p>Called on a thread that may call {@link Disk#write} of this disk: on the event loop or a worker if no member of
     * the chain may wait, otherwise on a worker. Other calls of the disk may be under way, also for the same range; then
     * each byte becomes what one of them makes it.
     *
     * @param completion is told of the outcome exactly once, as that of {@link AsyncDisk}. A disk that is synchronous, or
     *     {@linkplain AsyncDisk#completesOnReturn() completes on return}, tells it before this returns. If this throws,
     *     the request fails with {@code EIO}; the landing is over all the same
     */
    void commit(Completion completion);

    /**
     * Takes the memory back; nothing of the disk's contents has changed.
     *
     * <p>Called on any thread; must not wait. An exception only reaches the log.
     */
    void abandon();
}
