// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.map;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.nio.ByteBuffer;

/**
 * What a mapping leads to where the disk behind has no bytes: each request fails.
 *
 * @param rule the mapping
 * @param size of the disk behind, in bytes
 */
record BeyondTheEnd(String rule, long size) implements AsyncDisk {
    @Override
    public boolean completesOnReturn() {
        return true;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        fail("pread", completion);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        fail("pwrite", completion);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        fail("trim", completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        fail("zero", completion);
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        fail("cache", completion);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        fail("extents", completion);
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        fail("extents", completion);
    }

    private void fail(String operation, Completion completion) {
        completion.failed(new DiskException(
                NbdError.EIO,
                operation + ": I/O access beyond end of plugin, which has " + size + " bytes (from rule: " + rule
                        + ")"));
    }
}
