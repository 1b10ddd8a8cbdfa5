// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.libc.Advice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file without storage that records its calls, moves three bytes at a time, and fails when told to. */
class WatchedFile implements OpenFile {
    static final long SIZE = 100;

    final List<String> calls = new ArrayList<>();
    boolean punches = true;
    boolean allocates = true;
    boolean syncs = true;
    int sector = 1;
    int preferredBlock;
    boolean rotational;

    @Override
    public Path path() {
        return Path.of("disk.img");
    }

    @Override
    public Traits traits() {
        return new Traits(true, punches, true, true, sector, preferredBlock, rotational);
    }

    @Override
    public long size() {
        return SIZE;
    }

    @Override
    public int read(ByteBuffer into, long offset) {
        calls.add("read " + offset);
        return move(into);
    }

    @Override
    public int write(ByteBuffer from, long offset) {
        calls.add("write " + offset);
        return move(from);
    }

    @Override
    public void sync() throws IOException {
        calls.add("sync");
        if (!syncs) {
            throw new IOException("the disk is gone");
        }
    }

    @Override
    public boolean discard(long offset, long length) {
        calls.add("discard " + offset + "+" + length);
        return punches;
    }

    @Override
    public boolean punchHole(long offset, long length) {
        calls.add("punch " + offset + "+" + length);
        return punches;
    }

    @Override
    public boolean allocateZeroes(long offset, long length, boolean quickly) {
        calls.add("allocate " + offset + "+" + length + (quickly ? " quickly" : ""));
        return allocates;
    }

    @Override
    public long nextData(long offset) {
        return offset;
    }

    @Override
    public long nextHole(long offset) {
        return SIZE;
    }

    @Override
    public void advise(long offset, long length, Advice advice) {
        calls.add(advice + " " + offset + "+" + length);
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private static int move(ByteBuffer buffer) {
        int count = Math.min(3, buffer.remaining());
        buffer.position(buffer.position() + count);
        return count;
    }
}
