// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A disk that passes every call on to the disk behind it: what most filters begin with. Override what the filter
 * changes.
 *
 * <p>It is {@link #blocking()}, whatever the disk behind it is. If the filter itself never waits, extend
 * {@link ForwardingAsyncDisk} instead; then the whole chain can be inline or asynchronous. Never implement
 * {@link AsyncDisk} in a subclass of this class: the server would call the asynchronous methods, past those that the
 * subclass overrides.
 *
 * <p>Only {@link #tryRead}, {@link #lend} and {@link #land} are not passed on, since the disk behind would answer reads, and take long
 * writes, past this one. A filter that leaves the bytes of reads or writes as they are passes them on itself.
 *
 * @since 0.1
 */
public class ForwardingDisk implements Disk {
    private final Disk next;

    /**
     * Puts a disk in front of another.
     *
     * @param next the disk behind; it is closed with this one
     */
    protected ForwardingDisk(Disk next) {
        this.next = next;
    }

    /** {@return the disk behind, as the constructor was given it} */
    protected final Disk next() {
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

    @Override
    public List<String> metaContexts() throws IOException {
        return next.metaContexts();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        next.read(into, offset, holes);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        next.write(from, offset, flags);
    }

    @Override
    public void flush() throws IOException {
        next.flush();
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        next.trim(offset, length, flags);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        next.zero(offset, length, flags);
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        next.cache(offset, length);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) throws IOException {
        next.extents(offset, length, sink);
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink) throws IOException {
        next.blockStatus(context, offset, length, sink);
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
