// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.offset;

import dev.platter.api.BlockSizes;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A disk whose every byte is its own offset, and which records its requests. */
final class DiskBehind implements Disk {
    final List<String> requests = new ArrayList<>();
    private final long size;
    private final int block;
    private final List<long[]> extents = new ArrayList<>();

    DiskBehind(long size) {
        this(size, 1);
    }

    DiskBehind(long size, int block) {
        this.size = size;
        this.block = block;
    }

    /** Adds an extent that it will report, whatever range is asked for. */
    DiskBehind reporting(long offset, long length, long status) {
        extents.add(new long[] {offset, length, status});
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return Features.writable()
                .withRotational(true)
                .withBlockSizes(new BlockSizes(block, 4096, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public List<String> metaContexts() {
        return List.of("x:dirty");
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        requests.add("read " + into.remaining() + " at " + offset);
        holes.hole(1, 2);
        for (long at = offset; into.hasRemaining(); at++) {
            into.put((byte) at);
        }
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) {
        requests.add("lend " + length + " at " + offset);
        return false;
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) {
        requests.add("land " + length + " at " + offset + " " + flags);
        return Optional.empty();
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) {
        requests.add("write " + from.remaining() + " at " + offset + " " + flags);
    }

    @Override
    public void flush() {
        requests.add("flush");
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) {
        requests.add("trim " + length + " at " + offset + " " + flags);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) {
        requests.add("zero " + length + " at " + offset + " " + flags);
    }

    @Override
    public void cache(long offset, long length) {
        requests.add("cache " + length + " at " + offset);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        requests.add("extents " + length + " at " + offset);
        report(sink);
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink) {
        requests.add(context + " " + length + " at " + offset);
        report(sink);
    }

    @Override
    public void close() {
        requests.add("close");
    }

    private void report(ExtentSink sink) {
        for (long[] extent : extents) {
            if (!sink.add(extent[0], extent[1], extent[2])) {
                return;
            }
        }
    }
}
