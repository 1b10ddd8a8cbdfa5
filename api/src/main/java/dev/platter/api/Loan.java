// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes what a disk lends to the server for one read, see {@link Disk#lend}: pieces in the order of the range, which
 * together have exactly its length. The disk stays the owner of what it lends, and the server only reads it.
 *
 * <p>The pieces are taken only on the thread that calls {@code lend}, before that returns.
 *
 * @since 0.1
 */
@ProviderType
public interface Loan {
    /**
     * Lends memory.
     *
     * @param piece the bytes from its position to its limit, at least one. Must be direct and not read-only (the server
     *     does not write to it, but its network library refuses read-only memory). The buffer object belongs to the
     *     server from now on, and the memory stays the disk's; so a disk lends a slice or a duplicate. The byte order
     *     does not matter
     * @throws IllegalArgumentException if the buffer is of another kind, is empty, or has more bytes than are left of
     *     the read
     * @throws IllegalStateException if {@code lend} has returned
     */
    void memory(ByteBuffer piece);

    /**
     * Whether {@link #file} may be called: this server can send parts of files to this client, without copying them
     * into the process. Not over TLS, and only where it was measured to pay.
     *
     * @return whether it may; the answer is the same until {@code lend} returns
     */
    boolean takesFiles();

    /**
     * Lends a part of an open file, which the system sends from its cache. The call that sends it waits for storage if the bytes are
     * not in the cache, and other clients with it; so a disk that cannot tell that they are declines.
     *
     * <p><b>The system goes on referring to the file's pages</b> when the loan has been returned, until the client has
     * received them. So the pages must not come to hold bytes of another range: what is trimmed is punched out of the
     * file, which leaves the client the old pages, and is not given to another range by overwriting it. Changes of the
     * range itself may be made in place.
     *
     * @param descriptor the number of the open file, which stays open until the loan is returned
     * @param position where the part begins in the file, in bytes, not negative
     * @param length its length, in bytes, not 0. If the file ends before it, the client's connection is closed
     * @throws IllegalArgumentException if the descriptor or the position is negative, or the length is not positive, or
     *     larger than what is left of the read
     * @throws IllegalStateException if {@link #takesFiles} is false, or {@code lend} has returned
     */
    void file(int descriptor, long position, int length);

    /**
     * Lends a part of the range that is a hole: it reads as zeroes, which need not be in memory.
     *
     * @param length its length, in bytes, not 0
     * @throws IllegalArgumentException if it is not positive, or larger than what is left of the read
     * @throws IllegalStateException if {@code lend} has returned
     */
    void hole(int length);

    /**
     * Sets what happens when the loan is returned: exactly once, however the request ends, and also if {@code lend}
     * throws or returns false after it has called this. May be called more than once; then each of the tasks runs, in
     * their order. Without it the disk hears nothing of the return.
     *
     * @param returned runs on any thread, perhaps before {@code lend} has returned to its caller. It must neither wait
     *     nor throw, and it must not hold a lock that a call of the disk takes; an exception only reaches the log
     * @throws IllegalStateException if {@code lend} has returned
     */
    void whenReturned(Runnable returned);
}
