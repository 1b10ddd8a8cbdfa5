// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk that records its requests, for a filter to stand in front of. It can do everything, unless {@link #with} says
 * otherwise. Each byte is its own offset; its first half is data and its second half a hole. Many threads may call it.
 */
public final class RecordingDisk implements Disk {
    /** The features of a disk that can do everything by itself. */
    public static final Features EVERYTHING = Features.writable()
            .withFlush()
            .withFua(Support.NATIVE)
            .withTrim()
            .withZero(Support.NATIVE)
            .withFastZero(true)
            .withExtents(Support.NATIVE)
            .withCache(Support.NATIVE)
            .withMultiConn(true);

    private final long size;
    private final Features features;
    private final boolean blocking;
    private final List<String> requests = new ArrayList<>();

    private RecordingDisk(long size, Features features, boolean blocking) {
        this.size = size;
        this.features = features;
        this.blocking = blocking;
    }

    /**
     * A disk that never waits.
     *
     * @param size its size in bytes
     * @return the disk
     */
    public static RecordingDisk of(long size) {
        return new RecordingDisk(size, EVERYTHING, false);
    }

    /**
     * A new disk of the same size with other features.
     *
     * @param others its features
     * @return the disk
     */
    public RecordingDisk with(Features others) {
        return new RecordingDisk(size, others, blocking);
    }

    /**
     * A new disk of the same size whose calls may wait.
     *
     * @return the disk
     */
    public RecordingDisk thatBlocks() {
        return new RecordingDisk(size, features, true);
    }

    /**
     * The requests so far.
     *
     * @return the requests in order, such as {@code write 512 at 0 [fua]}, {@code flush} and {@code close}
     */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    private synchronized void note(String request) {
        requests.add(request);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public boolean blocking() {
        return blocking;
    }

    @Override
    public List<String> metaContexts() {
        return List.of("x:dirty");
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        note("read " + into.remaining() + " at " + offset);
        for (long at = offset; into.hasRemaining(); at++) {
            into.put((byte) at);
        }
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) {
        note("write " + from.remaining() + " at " + offset + " " + flags);
    }

    @Override
    public void flush() {
        note("flush");
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) {
        note("trim " + length + " at " + offset + " " + flags);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) {
        note("zero " + length + " at " + offset + " " + flags);
    }

    @Override
    public void cache(long offset, long length) {
        note("cache " + length + " at " + offset);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        note("extents " + length + " at " + offset);
        report(sink.clipped(offset, length));
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink) {
        note(context + " " + length + " at " + offset);
        report(sink.clipped(offset, length));
    }

    private void report(ExtentSink sink) {
        if (sink.add(0, size / 2, BlockStatus.DATA)) {
            sink.add(size / 2, size - size / 2, BlockStatus.HOLE | BlockStatus.ZERO);
        }
    }

    @Override
    public void close() {
        note("close");
    }
}
