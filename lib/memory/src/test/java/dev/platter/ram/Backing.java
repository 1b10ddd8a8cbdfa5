// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Every way to keep a disk in memory, for tests that run with each of them. */
enum Backing {
    SPARSE("sparse", false),
    PORTABLE_SPARSE("sparse", true),
    MALLOC("malloc", false),
    PORTABLE_MALLOC("malloc", true),
    ZSTD("zstd", false);

    private final Allocator allocator;
    private final boolean portable;

    Backing(String allocator, boolean portable) {
        this.allocator = Allocator.parse(allocator);
        this.portable = portable;
    }

    MemorySource source(long size, Executor workers) {
        return new MemorySource(size, allocator, portable ? Optional.empty() : SystemMemory.find(), workers);
    }

    /** Makes a disk that gives trimmed memory back on the caller's thread. */
    Memory create(long size) throws IOException {
        return source(size, Runnable::run).create();
    }

    /** Whether a page that was never written is reported as a hole. */
    boolean hasHoles() {
        return allocator.kind() != Allocator.Kind.MALLOC;
    }

    /** The smallest size of a hole, in bytes. */
    int grain() {
        return allocator.kind() == Allocator.Kind.ZSTD ? 1 << ZstdMemory.ZSTD_PAGE_SHIFT : Memory.PAGE;
    }
}
