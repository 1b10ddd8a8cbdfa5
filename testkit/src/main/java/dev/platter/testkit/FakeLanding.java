// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Completion;
import dev.platter.api.Landing;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Memory of a {@link FakeDisk} for a payload, in two pieces. */
final class FakeLanding implements Landing {
    /** What is no longer the payload reads as. */
    private static final byte JUNK = (byte) 0xde;

    private final FakeDisk disk;
    private final long offset;
    private final RequestFlags flags;
    private final ByteBuffer memory;

    FakeLanding(FakeDisk disk, long offset, int length, RequestFlags flags) {
        this.disk = disk;
        this.offset = offset;
        this.flags = flags;
        memory = ByteBuffer.allocateDirect(length);
    }

    @Override
    public List<ByteBuffer> buffers() {
        int half = memory.capacity() / 2;
        return half == 0
                ? List.of(memory.duplicate())
                : List.of(memory.slice(0, half), memory.slice(half, memory.capacity() - half));
    }

    @Override
    public void commit(Completion completion) {
        try {
            disk.write(memory.duplicate(), offset, flags);
        } catch (IOException e) {
            overwrite();
            completion.failed(e);
            return;
        }
        overwrite();
        completion.succeeded();
    }

    @Override
    public void abandon() {
        overwrite();
    }

    private void overwrite() {
        for (int i = 0; i < memory.capacity(); i++) {
            memory.put(i, JUNK);
        }
    }
}
