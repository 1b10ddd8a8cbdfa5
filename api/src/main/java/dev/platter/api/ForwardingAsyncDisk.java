// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A disk in front of another one, for filters that need not wait for it: those that only change a request, or that look
 * at its result in a {@link Completion} of their own. The disk behind may be of any kind.
 *
 * <p>Override the methods with a {@link Completion}, and only those: the others call them and wait, and are final. So a
 * filter is written once and is asynchronous, inline or blocking as the disk behind it is. A filter that never
 * completes later than the disk behind it overrides {@link #completesOnReturn()} with that of {@link #next()}.
 *
 * <p>Only {@link #tryRead}, {@link #lend} and {@link #land} are not passed on, since the disk behind would answer reads,
 * and take long writes, past this one. A filter that leaves the bytes of reads or writes as they are passes them on itself.
 *
 * @since 0.1
 */
public class ForwardingAsyncDisk implements AsyncDisk {
    private final AsyncDisk next;

    /**
     * Puts a disk in front of another.
     *
     * @param next the disk behind, asynchronous or not; it is closed with this one
     */
    protected ForwardingAsyncDisk(Disk next) {
        this.next = AsyncDisk.of(next);
    }

    /**
     * The disk behind.
     *
     * @return the disk that the constructor was given, made asynchronous by {@link AsyncDisk#of}
     */
    protected final AsyncDisk next() {
        return next;
    }

    @Override
    public long size() throws IOException {
        return next.size();
    }

    @Override
    public Features features() throws IOException {
        return next.features();
    }

    @Override
    public Optional<String> description() throws IOException {
        return next.description();
    }

    /**
     * Whether a call may wait before it returns. Override this with true if the filter itself waits.
     *
     * @return the answer of the disk behind
     */
    @Override
    public boolean blocking() {
        return next.blocking();
    }

    @Override
    public List<String> metaContexts() throws IOException {
        return next.metaContexts();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        next.read(into, offset, holes, completion);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        next.write(from, offset, flags, completion);
    }

    @Override
    public void flush(Completion completion) {
        next.flush(completion);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        next.trim(offset, length, flags, completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        next.zero(offset, length, flags, completion);
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        next.cache(offset, length, completion);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        next.extents(offset, length, sink, completion);
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        next.blockStatus(context, offset, length, sink, completion);
    }

    @Override
    public final void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        AsyncDisk.super.read(into, offset, holes);
    }

    @Override
    public final void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        AsyncDisk.super.write(from, offset, flags);
    }

    @Override
    public final void flush() throws IOException {
        AsyncDisk.super.flush();
    }

    @Override
    public final void trim(long offset, long length, RequestFlags flags) throws IOException {
        AsyncDisk.super.trim(offset, length, flags);
    }

    @Override
    public final void zero(long offset, long length, RequestFlags flags) throws IOException {
        AsyncDisk.super.zero(offset, length, flags);
    }

    @Override
    public final void cache(long offset, long length) throws IOException {
        AsyncDisk.super.cache(offset, length);
    }

    @Override
    public final void extents(long offset, long length, ExtentSink sink) throws IOException {
        AsyncDisk.super.extents(offset, length, sink);
    }

    @Override
    public final void blockStatus(String context, long offset, long length, ExtentSink sink) throws IOException {
        AsyncDisk.super.blockStatus(context, offset, length, sink);
    }

    @Override
    public void close() throws IOException {
        next.close();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " in front of " + next;
    }
}
