// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The disk of a member as the rest of the chain sees it: a read fails if it returns before its buffer is full, and the
 * calls that open and close the disk have the member's context class loader.
 */
final class MemberDisk extends ForwardingDisk {
    private final Member member;
    private final boolean blocking;

    MemberDisk(Member member, Disk opened, boolean blocking) {
        super(blocking ? new WorkerDisk(opened, member.loader()) : opened);
        this.member = member;
        this.blocking = blocking;
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
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return FilledRead.tryRead(member.title(), next(), into, offset, holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return CheckedLoan.ask(member.title(), next(), offset, length, loan);
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return CheckedLanding.ask(member, next(), offset, length, flags);
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
