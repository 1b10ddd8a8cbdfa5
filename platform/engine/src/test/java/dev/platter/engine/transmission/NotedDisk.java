// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records each call, and behaves as the test has set it. Every byte that is read is 7. */
class NotedDisk implements Disk {
    static final long SIZE = 1L << 30;

    final List<String> calls = new ArrayList<>();
    Optional<IOException> failure = Optional.empty();
    Optional<RuntimeException> mishap = Optional.empty();
    boolean tellsExtents = true;
    boolean waits;
    long writeWindow = Long.MAX_VALUE;

    private void note(String call) throws IOException {
        calls.add(call);
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (mishap.isPresent()) {
            throw mishap.get();
        }
    }

    @Override
    public long size() {
        return SIZE;
    }

    @Override
    public Features features() {
        return Features.writable()
                .withFlush()
                .withTrim()
                .withFua(Support.NATIVE)
                .withZero(Support.NATIVE)
                .withCache(Support.NATIVE)
                .withExtents(Support.NATIVE)
                .withWriteWindow(writeWindow);
    }

    @Override
    public boolean blocking() {
        return waits;
    }

    @Override
    public List<String> metaContexts() {
        return List.of("test:depth");
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        note("read " + into.remaining() + " at " + offset);
        while (into.hasRemaining()) {
            into.put((byte) 7);
        }
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        int sum = 0;
        int length = from.remaining();
        while (from.hasRemaining()) {
            sum += from.get();
        }
        note("write " + length + " at " + offset + " sum " + sum + " " + flags);
    }

    @Override
    public void flush() throws IOException {
        note("flush");
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        note("trim " + length + " at " + offset + " " + flags);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        note("zero " + length + " at " + offset + " " + flags);
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        note("cache " + length + " at " + offset);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) throws IOException {
        note("extents " + length + " at " + offset);
        if (tellsExtents) {
            sink.add(offset, length, 0);
        }
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink) throws IOException {
        note(context + " " + length + " at " + offset);
        if (tellsExtents) {
            sink.add(offset, length, 5);
        }
    }
}
