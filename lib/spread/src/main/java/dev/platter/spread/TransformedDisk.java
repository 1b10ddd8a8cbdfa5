// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spread;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Pieces;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Transforms all bytes on their way. A read is transformed in its own buffer, and a write in a copy, in pieces of which
 * there is one at a time. Long ones are transformed by workers.
 *
 * <p>The subclass says what becomes of requests that have no bytes: of zeroes, trims and extents, and of the holes of reads.
 */
public abstract class TransformedDisk extends ForwardingAsyncDisk {
    private final Transforming reading;
    private final Transforming writing;
    private final boolean blocking;

    /**
     * Puts a transformation in front of a disk.
     *
     * @param next the disk behind, asynchronous or not; it is closed with this one
     * @param bytes transforms them
     */
    protected TransformedDisk(Disk next, Transforming bytes) {
        this(next, bytes, bytes);
    }

    /**
     * Puts two transformations in front of a disk, each of which undoes the other.
     *
     * @param next the disk behind, asynchronous or not; it is closed with this one
     * @param reading transforms what is read
     * @param writing transforms what is written
     */
    protected TransformedDisk(Disk next, Transforming reading, Transforming writing) {
        super(next);
        this.reading = reading;
        this.writing = writing;
        blocking = next.blocking();
    }

    @Override
    public boolean blocking() {
        return blocking;
    }

    /**
     * What takes the holes of a read.
     *
     * @param holes what the client's read has brought
     * @return a sink that reports holes to it only where transformed zeroes are zero
     */
    protected abstract HoleSink holes(HoleSink holes);

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        int from = into.position();
        int length = into.remaining();
        next().read(into, offset, holes(holes), new Completion() {
            @Override
            public void succeeded() {
                reading.transform(into, from, into, from, length, offset, completion);
            }

            @Override
            public void failed(IOException error) {
                completion.failed(error);
            }
        });
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        int begin = from.position();
        ByteBuffer copy = writing.takeCopy();
        Completion whole = new Completion() {
            @Override
            public void succeeded() {
                writing.giveBack(copy);
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                writing.giveBack(copy);
                completion.failed(error);
            }
        };
        Pieces.of(offset, from.remaining(), copy.capacity(), whole, (at, piece, end) -> {
            Completion transformed = new Completion() {
                @Override
                public void succeeded() {
                    ByteBuffer ready = copy.duplicate().position(0).limit(piece);
                    if (blocking && writing.isLong(piece)) {
                        // The worker that has transformed the last part is one of few, and must not wait.
                        writing.execute(() -> next().write(ready, at, flags, end));
                    } else {
                        next().write(ready, at, flags, end);
                    }
                }

                @Override
                public void failed(IOException error) {
                    end.failed(error);
                }
            };
            writing.transform(from, begin + (int) (at - offset), copy, 0, piece, at, transformed);
        });
    }
}
