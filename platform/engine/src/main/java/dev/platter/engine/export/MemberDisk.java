// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The disk of a member as the rest of the chain sees it: a read fails if it returns before its buffer is full, and the
 * calls that open and close the disk have the member's context class loader.
 */
final class MemberDisk extends ForwardingDisk {
    private final Member member;
    private final boolean blocking;

    private MemberDisk(Member member, Disk opened, boolean blocking) {
        super(blocking ? new WorkerDisk(opened, member.loader()) : opened);
        this.member = member;
        this.blocking = blocking;
    }

    /** Puts one in front of a disk that a member has opened. */
    static Disk of(Member member, @Nullable Disk opened) throws IOException {
        if (opened == null) {
            throw new IOException(
                    "open has returned null: it must return a disk, or throw an exception that says why there is none");
        }
        return opened instanceof AsyncDisk async
                ? new MemberAsyncDisk(member, async)
                : new MemberDisk(member, opened, opened.blocking());
    }

    @Override
    public boolean blocking() {
        return blocking;
    }

    @Override
    public long size() throws IOException {
        return RefusalException.of(member, super::size);
    }

    @Override
    public Features features() throws IOException {
        return RefusalException.of(member, super::features);
    }

    @Override
    public Optional<String> description() throws IOException {
        return RefusalException.of(member, super::description);
    }

    @Override
    public List<String> metaContexts() throws IOException {
        return RefusalException.of(member, super::metaContexts);
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        int start = into.position();
        int end = into.limit();
        next().read(into, offset, holes);
        if (into.position() != end) {
            throw FilledRead.unfilled(member.title(), into.position() - start, end - start, offset);
        }
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return CheckedLoan.ask(member.title(), next(), offset, length, loan);
    }

    @Override
    public void close() throws IOException {
        member.life().run(super::close);
    }

    @Override
    public String toString() {
        return next().toString();
    }
}
