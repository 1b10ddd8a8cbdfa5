// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cacheextents;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Landing;
import dev.platter.api.RequestFlags;
import dev.platter.api.TransparentDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Asks the disk behind for extents only if they are not known. */
final class CacheExtentsDisk extends TransparentDisk {
    private final LastExtents last;

    CacheExtentsDisk(Disk next, LastExtents last) {
        super(next);
        this.last = last;
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        KnownExtents known = last.known();
        if (known.contains(offset)) {
            known.report(offset, sink);
            completion.succeeded();
            return;
        }
        long asked = last.asking();
        KnownExtents.Collector collector = new KnownExtents.Collector();
        next().extents(offset, length, collector, new Completion() {
            @Override
            public void succeeded() {
                KnownExtents answer = collector.collected();
                last.keep(answer, asked);
                answer.report(offset, sink);
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                completion.failed(error);
            }
        });
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        next().write(from, offset, flags, changing(completion));
    }

    /** A payload that lands may change the disk before it is committed. */
    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) {
        return Optional.empty();
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        next().trim(offset, length, flags, changing(completion));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        next().zero(offset, length, flags, changing(completion));
    }

    private Completion changing(Completion completion) {
        last.changeBegins();
        return new Completion() {
            @Override
            public void succeeded() {
                last.changeEnds();
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                last.changeEnds();
                completion.failed(error);
            }
        };
    }
}
