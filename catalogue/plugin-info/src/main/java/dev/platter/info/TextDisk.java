// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.info;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Support;
import java.nio.ByteBuffer;

/** Some bytes that do not change. */
final class TextDisk implements Disk {
    private final byte[] bytes;
    private final boolean sameForAll;

    /** @param sameForAll whether every connection sees these bytes under the same export name */
    TextDisk(byte[] bytes, boolean sameForAll) {
        this.bytes = bytes;
        this.sameForAll = sameForAll;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public Features features() {
        return Features.readOnly().withCache(Support.NATIVE).withMultiConn(sameForAll);
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        into.put(bytes, (int) offset, into.remaining());
    }

    @Override
    public void cache(long offset, long length) {}
}
