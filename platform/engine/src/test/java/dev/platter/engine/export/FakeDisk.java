// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A disk whose reads and writes run an action of the test. */
class FakeDisk implements Disk {
    interface Action {
        void run() throws IOException;
    }

    private final long size;
    private final Action action;

    FakeDisk(long size, Action action) {
        this.size = size;
        this.action = action;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return Features.writable().withFlush();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        action.run();
        into.position(into.limit());
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        action.run();
    }
}
