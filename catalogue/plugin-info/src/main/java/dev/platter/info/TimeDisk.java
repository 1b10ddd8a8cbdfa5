// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.info;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Support;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;

/** A time at each read: seconds in 64 bits, and microseconds in 32, both big-endian. */
final class TimeDisk implements Disk {
    private static final int LENGTH = Long.BYTES + Integer.BYTES;

    private final Supplier<Duration> time;

    TimeDisk(Supplier<Duration> time) {
        this.time = time;
    }

    @Override
    public long size() {
        return LENGTH;
    }

    @Override
    public Features features() {
        return Features.readOnly().withCache(Support.NATIVE);
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        Duration now = time.get();
        byte[] bytes = new byte[LENGTH];
        ByteBuffer.wrap(bytes).putLong(now.getSeconds()).putInt(now.getNano() / 1000);
        into.put(bytes, (int) offset, into.remaining());
    }

    @Override
    public void cache(long offset, long length) {}
}
