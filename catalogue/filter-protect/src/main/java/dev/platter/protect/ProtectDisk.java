// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.protect;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Landing;
import dev.platter.api.Pieces;
import dev.platter.api.RequestFlags;
import dev.platter.api.TransparentDisk;
import dev.platter.comparison.Comparison;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Lets pass what leaves the protected parts as they are. A request that touches them is compared with what is there; one that does not
 * costs a look at the list.
 *
 * <p>A write that would change nothing there passes as a whole, and so do zeroes. A trim does not: the disk behind may fill what it trims with anything.
 */
final class ProtectDisk extends TransparentDisk {
    private final List<Protected> parts;
    private final int block;

    /** A part of the disk, what the user has called it, and the comparison whose error says so. */
    private record Protected(long begin, long end, Comparison comparison) {
        boolean overlaps(long offset, long length) {
            return offset < end && begin - offset < length;
        }
    }

    @FunctionalInterface
    private interface Check {
        void begin(Comparison comparison, long offset, long length, Completion end);
    }

    ProtectDisk(Disk next, List<ProtectedRange> ranges, long size, int block) {
        super(next);
        this.block = block;
        parts = ranges.stream()
                .flatMap(range -> range.regions().stream()
                        .map(region -> new Protected(
                                region.start(),
                                Math.min(region.end(), size),
                                new Comparison(next(), block, size, () -> refusal(range)))))
                .filter(part -> part.begin() < part.end())
                .toList();
    }

    private static IOException refusal(ProtectedRange range) {
        return new DiskException(NbdError.EPERM, "protect filter prevented write to protected range " + range.text());
    }

    private List<Protected> touched(long offset, long length) {
        for (Protected part : parts) {
            if (part.overlaps(offset, length)) {
                return parts.stream()
                        .filter(each -> each.overlaps(offset, length))
                        .toList();
            }
        }
        return List.of();
    }

    /** Goes on if nothing changes in the protected parts of a range. */
    private void check(List<Protected> touched, long offset, long length, Check check, Completion completion) {
        Pieces.of(0, touched.size(), 1, completion, (index, _, end) -> {
            Protected part = touched.get((int) index);
            long from = Math.max(offset, part.begin());
            long to = Math.min(offset + length, part.end());
            check.begin(part.comparison(), from, to - from, end);
        });
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        List<Protected> touched = touched(offset, from.remaining());
        if (touched.isEmpty()) {
            next().write(from, offset, flags, completion);
            return;
        }
        int begin = from.position();
        check(
                touched,
                offset,
                from.remaining(),
                (comparison, at, length, end) -> {
                    int index = begin + (int) (at - offset);
                    comparison.with(from.duplicate().limit(index + (int) length).position(index), at, end);
                },
                new Passing(completion, () -> next().write(from, offset, flags, completion)));
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return touched(offset, length).isEmpty() ? next().land(offset, length, flags) : Optional.empty();
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        check(
                touched(offset, length),
                offset,
                length,
                Comparison::withZeroes,
                new Passing(completion, () -> next().zero(offset, length, flags, completion)));
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        List<Protected> touched = touched(offset, length);
        check(
                touched,
                offset,
                length,
                Comparison::withZeroes,
                new Passing(completion, () -> trimRest(touched, offset, length, flags, completion)));
    }

    /** Trims what is not protected, and nothing at all where that is not simple: a trim is only advice. */
    private void trimRest(
            List<Protected> touched, long offset, long length, RequestFlags flags, Completion completion) {
        if (touched.isEmpty()) {
            next().trim(offset, length, flags, completion);
            return;
        }
        long begin = offset;
        long end = offset + length;
        for (Protected part : touched) {
            if (part.begin() <= begin) {
                begin = Math.max(begin, part.end());
            } else {
                end = Math.min(end, part.begin());
            }
        }
        begin = Math.ceilDiv(begin, block) * block;
        end -= end % block;
        if (begin < end) {
            next().trim(begin, end - begin, flags, completion);
        } else {
            completion.succeeded();
        }
    }

    /** What follows when a check has succeeded. */
    private record Passing(Completion completion, Runnable proceed) implements Completion {
        @Override
        public void succeeded() {
            proceed.run();
        }

        @Override
        public void failed(IOException error) {
            completion.failed(error);
        }
    }
}
