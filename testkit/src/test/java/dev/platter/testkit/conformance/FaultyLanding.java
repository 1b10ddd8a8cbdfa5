// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Completion;
import dev.platter.api.Landing;
import dev.platter.api.RequestFlags;
import java.nio.ByteBuffer;
import java.util.List;

/** Memory of a {@link FaultyDisk} for a payload, with the disk's fault. */
final class FaultyLanding implements Landing {
    private final FaultyDisk disk;
    private final Storage storage;
    private final int at;
    private final RequestFlags flags;
    private final ByteBuffer memory;

    FaultyLanding(FaultyDisk disk, Storage storage, int at, int length, RequestFlags flags) {
        this.disk = disk;
        this.storage = storage;
        this.at = at;
        this.flags = flags;
        memory = ByteBuffer.allocateDirect(length - (disk.fault == Fault.LANDS_TOO_LITTLE ? 1 : 0));
    }

    @Override
    public List<ByteBuffer> buffers() {
        if (disk.fault == Fault.LANDS_IN_PLACE) {
            storage.put(at, (byte) ~storage.now[at]);
        }
        return List.of(memory.duplicate());
    }

    @Override
    public void commit(Completion completion) {
        put(memory.capacity() - (disk.fault == Fault.COMMITS_TOO_LITTLE ? 1 : 0));
        if (flags.fua()) {
            storage.sync();
        }
        completion.succeeded();
        if (disk.fault == Fault.COMPLETES_A_COMMIT_TWICE) {
            completion.succeeded();
        }
    }

    @Override
    public void abandon() {
        if (disk.fault == Fault.COMMITS_WHAT_IS_ABANDONED) {
            put(memory.capacity());
        }
    }

    private void put(int length) {
        byte[] bytes = new byte[length];
        memory.get(0, bytes);
        storage.put(at, bytes);
    }
}
