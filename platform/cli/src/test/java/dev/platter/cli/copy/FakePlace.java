// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A disk in memory that remembers what is done to it. It has zeroes where nothing was written, and says so. */
class FakePlace implements Place {
    final byte[] bytes;
    final List<String> calls = new ArrayList<>();
    int alignment = 1;

    FakePlace(int size) {
        bytes = new byte[size];
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int alignment() {
        return alignment;
    }

    @Override
    public int preferred() {
        return 1;
    }

    @Override
    public long room() {
        return bytes.length;
    }

    @Override
    public int longest() {
        return 1 << 20;
    }

    @Override
    public int mostConnections() {
        return 1;
    }

    @Override
    public void connect(int count) {}

    @Override
    public Layout layout() {
        return offset -> {
            int end = (int) offset;
            boolean zeroes = bytes[end] == 0;
            while (end < bytes.length && (bytes[end] == 0) == zeroes) {
                end++;
            }
            return new Stretch(end - offset, zeroes);
        };
    }

    @Override
    public void read(long offset, ByteBuffer into, Completion done) {
        calls.add("read " + offset + "+" + into.remaining());
        into.duplicate().put(bytes, (int) offset, into.remaining());
        done.succeeded();
    }

    @Override
    public void write(long offset, ByteBuffer from, Completion done) {
        calls.add("write " + offset + "+" + from.remaining());
        from.duplicate().get(bytes, (int) offset, from.remaining());
        done.succeeded();
    }

    @Override
    public void zero(long offset, long length, boolean allocated, Completion done) {
        calls.add("zero " + offset + "+" + length + (allocated ? " allocated" : ""));
        Arrays.fill(bytes, (int) offset, (int) (offset + length), (byte) 0);
        done.succeeded();
    }

    @Override
    public boolean startsAsZeroes() {
        return false;
    }

    @Override
    public void flush() {
        calls.add("flush");
    }

    @Override
    public void close() throws IOException {}
}
