// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A disk in front of another that leaves all bytes as they are and need not know of each request: it changes what clients are told, who
 * may open the disk, or what happens when it is closed. Unlike {@link ForwardingAsyncDisk}, it also passes on what goes past the requests
 * themselves: reads of what is {@linkplain Disk#tryRead at hand}, and memory that is {@linkplain Disk#lend lent} to reads or offered to
 * {@linkplain Disk#land long writes}. So it costs next to nothing.
 *
 * <p>Calls keep their kind: they complete on return, or later, as those of the disk behind do. It must not be extended by a disk that
 * changes what is read or written, or refuses reads or writes, unless that overrides those three methods too.
 *
 * @since 0.1
 */
public class TransparentDisk extends ForwardingAsyncDisk {
    /**
     * Puts a disk in front of another.
     *
     * @param next the disk behind, asynchronous or not; it is closed with this one
     */
    public TransparentDisk(Disk next) {
        super(next);
    }

    @Override
    public boolean completesOnReturn() {
        return next().completesOnReturn();
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return next().tryRead(into, offset, holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return next().lend(offset, length, loan);
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return next().land(offset, length, flags);
    }
}
