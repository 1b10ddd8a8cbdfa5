// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.ahead.Gathered;
import dev.platter.ahead.ReadAhead;
import dev.platter.ahead.Source;
import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Registration;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One client's view of {@link Parts}. No call waits. */
final class PartsDisk implements AsyncDisk, Source {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final int LARGEST_PREFERRED = 32 << 20;

    /** So many objects are deleted without asking first which of them there are. */
    private static final int FEW = 16;

    private final Parts parts;
    private final ReadAhead ahead;
    private final Calls calls = new Calls();
    private final Registration gone;

    PartsDisk(Parts parts, Client client) {
        this.parts = parts;
        ahead = new ReadAhead(this, parts.context().buffers());
        parts.add(ahead);
        gone = client.whenGone(calls::end);
    }

    @Override
    public long size() {
        return parts.size();
    }

    @Override
    public Features features() {
        int preferred =
                Math.clamp(Integer.highestOneBit(parts.length()), BlockSizes.ANY.preferred(), LARGEST_PREFERRED);
        return Features.writable()
                .withFlush()
                // What is written is in the store.
                .withFua(Support.NATIVE)
                .withTrim()
                .withZero(Support.NATIVE)
                .withFastZero(true)
                .withExtents(Support.NATIVE)
                .withMultiConn(true)
                .withBlockSizes(new BlockSizes(1, preferred, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        if (!into.hasRemaining()) {
            completion.succeeded();
        } else if (!ahead.read(into, offset, new Ahead(into, offset, completion))) {
            read(into, offset, completion);
        }
    }

    /** Asks for a range alone if the block that it is in could not be fetched: the fault may be in another part. */
    private final class Ahead implements Completion {
        private final ByteBuffer into;
        private final int begin;
        private final long offset;
        private final Completion end;

        Ahead(ByteBuffer into, long offset, Completion end) {
            this.into = into;
            begin = into.position();
            this.offset = offset;
            this.end = end;
        }

        @Override
        public void succeeded() {
            end.succeeded();
        }

        @Override
        public void failed(IOException error) {
            if (calls.over() || error instanceof SilentStoreException) {
                end.failed(error);
            } else {
                read(into.position(begin), offset, end);
            }
        }
    }

    @Override
    public void read(ByteBuffer into, long offset, Completion end) {
        parts.read(into, offset, calls, end);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        if (!from.hasRemaining()) {
            completion.succeeded();
            return;
        }
        int begin = from.position();
        change(
                offset,
                from.remaining(),
                new Gathered(from, count(offset, from.remaining()), completion),
                (at, count) -> Optional.of(from.slice(begin + (int) (at - offset), count)),
                false);
    }

    /** What a piece of a range shall have. */
    @FunctionalInterface
    private interface Contents {
        Optional<ByteBuffer> of(long offset, int length);
    }

    private int count(long offset, long length) {
        return (int) ((offset + length - 1) / parts.length() - offset / parts.length() + 1);
    }

    private void change(long offset, long length, Completion each, Contents contents, boolean deletes) {
        for (long at = offset; at < offset + length; ) {
            int within = (int) (at % parts.length());
            int count = (int) Math.min(parts.length() - within, offset + length - at);
            parts.change(at / parts.length(), new Effect(within, count, contents.of(at, count), deletes, each));
            at += count;
        }
    }

    @Override
    public void flush(Completion completion) {
        completion.succeeded();
    }

    /** Parts that are not covered stay as they are. */
    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        long first = Math.ceilDiv(offset, parts.length());
        long end = (offset + length) / parts.length();
        if (first >= end) {
            completion.succeeded();
        } else {
            delete(first, end, completion);
        }
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        long first = Math.ceilDiv(offset, parts.length());
        long end = (offset + length) / parts.length();
        if (length == 0) {
            completion.succeeded();
            return;
        }
        boolean cuts = offset % parts.length() != 0 || (offset + length) % parts.length() != 0;
        if (flags.fastZero() && (cuts || flags.noHole())) {
            completion.failed(new DiskException(
                    NbdError.ENOTSUP,
                    "zeroes that are not whole parts, or are to be allocated, have objects written, which is"
                            + " not quick"));
        } else if (flags.noHole() || first >= end) {
            fill(offset, length, completion);
        } else {
            long head = first * parts.length() - offset;
            long tail = offset + length - end * parts.length();
            Gathered whole = new Gathered(NOTHING, 1 + (head > 0 ? 1 : 0) + (tail > 0 ? 1 : 0), completion);
            if (head > 0) {
                fill(offset, head, whole);
            }
            if (tail > 0) {
                fill(end * parts.length(), tail, whole);
            }
            delete(first, end, whole);
        }
    }

    private void fill(long offset, long length, Completion completion) {
        change(
                offset,
                length,
                new Gathered(NOTHING, count(offset, length), completion),
                (_, _) -> Optional.empty(),
                false);
    }

    /** Deletes the objects of the parts from one up to another, which stays. */
    private void delete(long first, long end, Completion completion) {
        if (end - first <= FEW) {
            deleteAll(first, end, completion);
            return;
        }
        List<Long> found = new ArrayList<>();
        parts.begin(
                new Completion() {
                    @Override
                    public void succeeded() {
                        if (found.isEmpty()) {
                            completion.succeeded();
                            return;
                        }
                        Gathered whole = new Gathered(NOTHING, found.size(), completion);
                        found.forEach(index -> deleteAll(index, index + 1, whole));
                    }

                    @Override
                    public void failed(IOException error) {
                        completion.failed(error);
                    }
                },
                () -> parts.scan(first, end, calls, found::add));
    }

    private void deleteAll(long first, long end, Completion completion) {
        Completion each = end - first == 1 ? completion : new Gathered(NOTHING, (int) (end - first), completion);
        change(first * parts.length(), (end - first) * parts.length(), each, (_, _) -> Optional.empty(), true);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        parts.begin(completion, () -> report(offset, offset + length, sink));
    }

    private void report(long offset, long end, ExtentSink sink) throws IOException {
        ExtentsOfParts extents = new ExtentsOfParts(parts.length(), offset / parts.length(), sink);
        long last = Math.ceilDiv(end, parts.length());
        parts.scan(offset / parts.length(), last, calls, extents::found);
        extents.finish(last);
    }

    @Override
    public void close() {
        gone.close();
        calls.end();
        parts.remove(ahead);
        ahead.close();
    }
}
