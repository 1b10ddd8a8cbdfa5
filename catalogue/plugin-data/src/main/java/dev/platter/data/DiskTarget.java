// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import dev.platter.api.Disk;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A disk as a target. */
record DiskTarget(Disk disk) implements Target {
    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
        disk.write(bytes, at, RequestFlags.NONE);
    }

    @Override
    public void zero(long at, long length) throws IOException {
        if (length > 0) {
            disk.zero(at, length, RequestFlags.NONE);
        }
    }
}
