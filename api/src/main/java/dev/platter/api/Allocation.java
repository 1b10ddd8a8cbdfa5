// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Memory that an instance holds until it closes this; see {@link BufferAllocator}. May be used by any thread.
 *
 * <p>What is still open when {@code stop} of the instance returns is a leak: the server closes it, and its log names
 * the instance, the number of bytes, and the line of code that asked for them.
 *
 * @since 0.1
 */
@ProviderType
public interface Allocation extends AutoCloseable {
    /**
     * The memory. It begins at a multiple of 4096, so that files can be read into it past the system's cache.
     *
     * @return the same buffer each time, direct and big-endian; its position is the caller's business. After {@link
     *     #close} each access to it, or to a view of it, throws {@link IllegalStateException}
     */
    ByteBuffer buffer();

    /**
     * Gives the memory back. Does nothing the second time.
     *
     * @throws IllegalStateException if the system is reading or writing the buffer at the moment; nothing is given back
     *     then
     */
    @Override
    void close();
}
