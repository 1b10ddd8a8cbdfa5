// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The destination {@code null:}, which takes everything and keeps nothing: to measure a source. */
final class NullPlace implements Place {
    private static final int LONGEST = 32 << 20;

    @Override
    public String name() {
        return "null:";
    }

    @Override
    public long size() {
        return Long.MAX_VALUE;
    }

    @Override
    public int alignment() {
        return 1;
    }

    @Override
    public int preferred() {
        return 1;
    }

    @Override
    public long room() {
        return Long.MAX_VALUE;
    }

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public int mostConnections() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void connect(int count) {}

    @Override
    public Layout layout() {
        return Layout.unknown();
    }

    @Override
    public void read(long offset, ByteBuffer into, Completion done) {
        done.failed(new IOException("null: keeps nothing that could be read"));
    }

    @Override
    public void write(long offset, ByteBuffer from, Completion done) {
        done.succeeded();
    }

    @Override
    public void zero(long offset, long length, boolean allocated, Completion done) {
        done.succeeded();
    }

    @Override
    public boolean startsAsZeroes() {
        return true;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
