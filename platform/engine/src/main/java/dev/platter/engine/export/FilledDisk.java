// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Disk;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The disk of a member whose reads fail if they return before their buffer is full. */
final class FilledDisk extends ForwardingDisk {
    private final String member;

    FilledDisk(String member, Disk disk) {
        super(disk);
        this.member = member;
    }

    @Override
    public boolean blocking() {
        return next().blocking();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        int start = into.position();
        int end = into.limit();
        next().read(into, offset, holes);
        if (into.position() != end) {
            throw FilledRead.unfilled(member, into.position() - start, end - start, offset);
        }
    }

    @Override
    public String toString() {
        return next().toString();
    }
}
