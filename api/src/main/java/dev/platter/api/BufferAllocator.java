// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Memory outside of the Java heap for one instance of a plugin or filter, which counts against the server's limit
 * ({@code limits.memory}) as requests do. So a cache, however many exports have one, does not bring the server down.
 *
 * {@snippet :
 * try (Allocation allocation = context.buffers().allocate(1 << 20)) {
 *     channel.read(allocation.buffer(), 0);
 * }
 * }
 *
 * <p>Plugins and filters together may hold half of the limit, and never so much that the longest request finds no room.
 * It is meant for buffers that are kept: each allocation is zeroed and takes some microseconds, and giving it back
 * takes some tens of them. All methods may be called on any thread from {@code start} until {@code stop} returns.
 *
 * @since 0.1
 */
@ProviderType
public interface BufferAllocator {
    /**
     * Allocates memory. If there is none at the moment, this waits for a few seconds, as requests do. So only a disk
     * that is {@link Disk#blocking()} may call it for a request.
     *
     * @param bytes how much, at least 1
     * @return the memory, to be closed; all zeroes
     * @throws DiskException {@code ENOMEM} if that is more than plugins and filters may ever hold, or was not given
     *     back by others in time; the message has the numbers. {@code ESHUTDOWN} if the thread is interrupted, which it
     *     stays
     * @throws IllegalArgumentException if {@code bytes} is less than 1
     * @throws IllegalStateException if the instance has stopped
     */
    Allocation allocate(int bytes) throws DiskException;

    /**
     * Allocates memory if there is some at the moment. Never waits, so it may be called on the event loop.
     *
     * @param bytes how much, at least 1
     * @return the memory, to be closed; all zeroes. Empty if there is not enough
     * @throws IllegalArgumentException if {@code bytes} is less than 1
     * @throws IllegalStateException if the instance has stopped
     */
    Optional<Allocation> tryAllocate(int bytes);
}
