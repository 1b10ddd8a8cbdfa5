// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.segments;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.Pieces;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A disk that consists of segments, whose bytes are on other disks. A request that lies in one segment goes on as it is,
 * with another offset, and so do reads of what is at hand, loans and landings. Any other is carried out as several, one
 * after the other; the first failure ends it. Nothing waits here.
 *
 * <p>The subclass says what the disk can do, and closes the disks behind.
 */
public abstract class SegmentedDisk implements AsyncDisk {
    private final List<Segment> segments;
    private final List<AsyncDisk> disks;
    private final boolean blocking;
    private final boolean completesOnReturn;

    /**
     * A disk of segments.
     *
     * @param segments in the order of their offsets, from 0 to the end of the disk without gaps; none if it is empty
     * @param disks all disks that are behind, each once, for flushes
     * @throws IllegalArgumentException if there is a gap between segments, or two overlap
     */
    protected SegmentedDisk(List<Segment> segments, List<? extends AsyncDisk> disks) {
        this.segments = List.copyOf(segments);
        this.disks = List.copyOf(disks);
        long end = 0;
        for (Segment segment : segments) {
            if (segment.start() != end) {
                throw new IllegalArgumentException(segment + " does not begin where the one before it ends, at " + end);
            }
            end = segment.end();
        }
        boolean anyBlocks = false;
        boolean allComplete = true;
        for (AsyncDisk disk : disks) {
            anyBlocks |= disk.blocking();
            allComplete &= disk.completesOnReturn();
        }
        blocking = anyBlocks;
        completesOnReturn = allComplete;
    }

    /** The segment of an offset, which is on the disk. */
    private int indexOf(long offset) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).start() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public long size() {
        return segments.isEmpty() ? 0 : segments.getLast().end();
    }

    @Override
    public boolean blocking() {
        return blocking;
    }

    @Override
    public boolean completesOnReturn() {
        return completesOnReturn;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        int begin = into.position();
        int limit = into.limit();
        carryOut(
                offset,
                into.remaining(),
                completion,
                (segment, at, length, end) -> {
                    int index = begin + (int) (at - offset);
                    into.limit(index + (int) length).position(index);
                    HoleSink sink = at == offset ? holes : holes.shifted((int) (at - offset));
                    segment.disk().read(into, at + segment.distance(), sink, end);
                },
                () -> into.limit(limit));
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        Segment segment = segments.get(indexOf(offset));
        return segment.end() - offset >= into.remaining()
                && segment.disk().tryRead(into, offset + segment.distance(), holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        Segment segment = segments.get(indexOf(offset));
        return segment.end() - offset >= length && segment.disk().lend(offset + segment.distance(), length, loan);
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        Segment segment = segments.get(indexOf(offset));
        return segment.end() - offset >= length
                ? segment.disk().land(offset + segment.distance(), length, flags)
                : Optional.empty();
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        int begin = from.position();
        int limit = from.limit();
        carryOut(
                offset,
                from.remaining(),
                completion,
                (segment, at, length, end) -> {
                    int index = begin + (int) (at - offset);
                    from.limit(index + (int) length).position(index);
                    segment.disk().write(from, at + segment.distance(), flags, end);
                },
                () -> from.limit(limit));
    }

    @Override
    public void flush(Completion completion) {
        inSteps(disks.size(), completion, (number, end) -> disks.get(number).flush(end));
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        carryOut(
                offset,
                length,
                completion,
                (segment, at, part, end) -> segment.disk().trim(at + segment.distance(), part, flags, end),
                () -> {});
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        carryOut(
                offset,
                length,
                completion,
                (segment, at, part, end) -> segment.disk().zero(at + segment.distance(), part, flags, end),
                () -> {});
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        carryOut(
                offset,
                length,
                completion,
                (segment, at, part, end) -> segment.disk().cache(at + segment.distance(), part, end),
                () -> {});
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        report(
                offset,
                length,
                sink,
                completion,
                (segment, at, part, found, end) -> segment.disk().extents(at, part, found, end));
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        report(
                offset,
                length,
                sink,
                completion,
                (segment, at, part, found, end) -> segment.disk().blockStatus(context, at, part, found, end));
    }

    /** Asks the disk of a segment. */
    @FunctionalInterface
    private interface Question {
        void ask(Segment segment, long at, long length, ExtentSink found, Completion end);
    }

    /** Asks one segment after the other, as long as the one before has told all and more is wanted. */
    private void report(long offset, long length, ExtentSink sink, Completion completion, Question question) {
        Reported reported = new Reported(sink, offset);
        carryOut(
                offset,
                length,
                completion,
                (segment, at, part, end) -> {
                    if (reported.wantsMoreFrom(at)) {
                        ExtentSink found = reported.clipped(at, part).shifted(-segment.distance());
                        question.ask(segment, at + segment.distance(), part, found, end);
                    } else {
                        end.succeeded();
                    }
                },
                () -> {});
    }

    /** Passes on what is found, and knows how far that reaches: a disk need not report all that it is asked for. */
    private static final class Reported implements ExtentSink {
        private final ExtentSink sink;
        private long end;
        private boolean wanted = true;

        Reported(ExtentSink sink, long begin) {
            this.sink = sink;
            end = begin;
        }

        boolean wantsMoreFrom(long offset) {
            return wanted && end == offset;
        }

        @Override
        public boolean add(long offset, long length, long status) {
            end = offset + length;
            wanted = sink.add(offset, length, status);
            return wanted;
        }
    }

    /** Carries out the part of a request that lies in a segment. */
    @FunctionalInterface
    private interface Part {
        void begin(Segment segment, long at, long length, Completion end);
    }

    /** @param last runs before the request succeeds */
    private void carryOut(long offset, long length, Completion completion, Part part, Runnable last) {
        int first = indexOf(offset);
        Segment segment = segments.get(first);
        if (segment.end() - offset >= length) {
            part.begin(segment, offset, length, completion);
            return;
        }
        long end = offset + length;
        Completion whole = new Completion() {
            @Override
            public void succeeded() {
                last.run();
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                completion.failed(error);
            }
        };
        inSteps(indexOf(end - 1) - first + 1, whole, (number, done) -> {
            Segment next = segments.get(first + number);
            long at = Math.max(offset, next.start());
            part.begin(next, at, Math.min(end, next.end()) - at, done);
        });
    }

    /** One of several steps. */
    @FunctionalInterface
    private interface Step {
        void begin(int number, Completion end);
    }

    /** Takes steps as the pieces of one byte of a request, so that the stack does not grow with their number. */
    private static void inSteps(int count, Completion whole, Step step) {
        Pieces.of(0, count, 1, whole, (number, _, end) -> step.begin((int) number, end));
    }
}
