// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A disk whose requests are told too, of which none takes a shorter way than its own method. */
final class TracedRequests extends TracedDisk {
    private final Member member;
    private final Trace trace;

    TracedRequests(Disk next, Member member, Trace trace) {
        super(next, member, trace);
        this.member = member;
        this.trace = trace;
    }

    private void tell(String request) {
        trace.tell(Level.TRACE, member, request);
    }

    private static String range(long offset, long length) {
        return " count=" + length + " offset=" + offset;
    }

    private static String fua(RequestFlags flags) {
        return " fua=" + Trace.digit(flags.fua());
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        tell("pread" + range(offset, into.remaining()));
        super.read(into, offset, holes, completion);
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) {
        return false;
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) {
        return false;
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        tell("pwrite" + range(offset, from.remaining()) + fua(flags));
        super.write(from, offset, flags, completion);
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) {
        return Optional.empty();
    }

    @Override
    public void flush(Completion completion) {
        tell("flush");
        super.flush(completion);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        tell("trim" + range(offset, length) + fua(flags));
        super.trim(offset, length, flags, completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        tell("zero" + range(offset, length) + " may_trim=" + Trace.digit(!flags.noHole()) + fua(flags) + " fast="
                + Trace.digit(flags.fastZero()));
        super.zero(offset, length, flags, completion);
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        tell("cache" + range(offset, length));
        super.cache(offset, length, completion);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        tell("extents" + range(offset, length));
        super.extents(offset, length, sink, completion);
    }
}
