// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retries;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import java.nio.ByteBuffer;

/**
 * A disk whose requests may be carried out more than once. One method sees them all.
 *
 * <p>What an attempt finds, holes or extents, is kept until it has succeeded: otherwise the client would be told what an attempt found that
 * failed later.
 */
public abstract class RepeatingDisk implements AsyncDisk {
    /** Called by the subclass. */
    protected RepeatingDisk() {}

    /**
     * Carries out a request, perhaps more than once. The rules are those of an {@link AsyncDisk}.
     *
     * @param request the request
     * @param completion is told how the request has ended, exactly once
     */
    protected abstract void carryOut(RepeatableRequest request, Completion completion);

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        int position = into.position();
        int limit = into.limit();
        Found found = new Found();
        carryOut(
                new RepeatableRequest("read", offset + into.remaining()) {
                    @Override
                    public void begin(AsyncDisk disk, Completion end) {
                        found.clear();
                        disk.read(into.limit(limit).position(position), offset, found, end);
                    }

                    @Override
                    public void report() {
                        found.passHolesOn(holes);
                    }
                },
                completion);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        int position = from.position();
        int limit = from.limit();
        carryOut(
                new RepeatableRequest("write", offset + from.remaining(), flags) {
                    @Override
                    public void begin(AsyncDisk disk, Completion end) {
                        disk.write(from.limit(limit).position(position), offset, flags, end);
                    }
                },
                completion);
    }

    @Override
    public void flush(Completion completion) {
        carryOut(
                new RepeatableRequest("flush", 0) {
                    @Override
                    public void begin(AsyncDisk disk, Completion end) {
                        disk.flush(end);
                    }
                },
                completion);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        carryOut(
                new RepeatableRequest("trim", offset + length, flags) {
                    @Override
                    public void begin(AsyncDisk disk, Completion end) {
                        disk.trim(offset, length, flags, end);
                    }
                },
                completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        carryOut(
                new RepeatableRequest("zero", offset + length, flags) {
                    @Override
                    public void begin(AsyncDisk disk, Completion end) {
                        disk.zero(offset, length, flags, end);
                    }
                },
                completion);
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        carryOut(
                new RepeatableRequest("cache", offset + length) {
                    @Override
                    public void begin(AsyncDisk disk, Completion end) {
                        disk.cache(offset, length, end);
                    }
                },
                completion);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        Found found = new Found();
        carryOut(
                new RepeatableRequest("extents", offset + length) {
                    @Override
                    public void begin(AsyncDisk disk, Completion end) {
                        found.clear();
                        disk.extents(offset, length, found, end);
                    }

                    @Override
                    public void report() {
                        found.passExtentsOn(sink);
                    }
                },
                completion);
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        Found found = new Found();
        carryOut(
                new RepeatableRequest(context, offset + length) {
                    @Override
                    public void begin(AsyncDisk disk, Completion end) {
                        found.clear();
                        disk.blockStatus(context, offset, length, found, end);
                    }

                    @Override
                    public void report() {
                        found.passExtentsOn(sink);
                    }
                },
                completion);
    }
}
