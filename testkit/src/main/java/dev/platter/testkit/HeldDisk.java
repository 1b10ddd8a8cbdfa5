// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** An asynchronous disk whose requests end when the test says so. Used by one thread at a time. */
public final class HeldDisk implements AsyncDisk {
    private final long size;
    private final List<Completion> held = new ArrayList<>();

    /**
     * Makes a disk that can do everything.
     *
     * @param size its size in bytes
     */
    public HeldDisk(long size) {
        this.size = size;
    }

    /**
     * Takes the completions of the requests that have not ended; the test ends them.
     *
     * @return the completions in the order of the requests; the disk forgets them
     */
    public List<Completion> release() {
        List<Completion> released = List.copyOf(held);
        held.clear();
        return released;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return RecordingDisk.EVERYTHING;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        held.add(completion);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        held.add(completion);
    }

    @Override
    public void flush(Completion completion) {
        held.add(completion);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        held.add(completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        held.add(completion);
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        held.add(completion);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        held.add(completion);
    }
}
