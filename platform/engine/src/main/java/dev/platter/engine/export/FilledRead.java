// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The completion of a read that succeeds only if the buffer was filled: otherwise the rest of it, which is what another
 * request has left there, would reach the client.
 *
 * <p>Each member of a chain gets its reads through a {@link MemberDisk} or a {@link MemberAsyncDisk}. If a filter passes
 * on the buffer and the completion that it was given, the completion remembers only the member that has it now: the last
 * such member is the one that says that it has succeeded, so nothing is allocated. A filter that brings a buffer or a
 * completion of its own gets another check.
 */
public interface FilledRead extends Completion {
    /**
     * Notes that another member is asked for the bytes.
     *
     * @param member what the log calls it
     * @param into the buffer that it is given
     * @return whether this is the buffer that is checked at the end, with the same limit; otherwise nothing is noted
     */
    boolean passTo(String member, ByteBuffer into);

    /**
     * The failure of a read that has left its buffer unfilled.
     *
     * @param member what the log calls the member that should have filled it
     * @param done how far the position of the buffer has moved, in bytes
     * @param length how far it should have, in bytes
     * @param offset where the read begins, in bytes
     * @return an {@code EIO}
     */
    static DiskException unfilled(String member, int done, int length, long offset) {
        return new DiskException(
                NbdError.EIO,
                member + " has filled " + done + " of " + length + " bytes of a read at " + offset
                        + " and reported success; a read must fill its buffer to the limit, or fail");
    }

    /**
     * Has a member read at once what it has at hand.
     *
     * @param member what the log calls it
     * @param disk its disk
     * @param into the buffer
     * @param offset where the read begins, in bytes
     * @param holes is told of holes
     * @return whether the buffer was filled
     * @throws IOException if the range cannot be read, or the disk has promised too much
     */
    static boolean tryRead(String member, Disk disk, ByteBuffer into, long offset, HoleSink holes) throws IOException {
        int start = into.position();
        int end = into.limit();
        if (!disk.tryRead(into, offset, holes)) {
            return false;
        }
        if (into.position() != end) {
            throw unfilled(member, into.position() - start, end - start, offset);
        }
        return true;
    }
}
