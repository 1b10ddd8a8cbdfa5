// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The disk of a member as the rest of the chain sees it: a read fails if it completes before its buffer is full, and the
 * calls that open and close the disk have the member's context class loader.
 */
final class MemberAsyncDisk extends ForwardingAsyncDisk {
    private final Member member;
    private final String title;
    private final boolean blocking;
    private final boolean completesOnReturn;

    MemberAsyncDisk(Member member, AsyncDisk disk, boolean blocking) {
        super(disk);
        this.member = member;
        title = member.title();
        this.blocking = blocking;
        completesOnReturn = disk.completesOnReturn();
    }

    @Override
    public boolean completesOnReturn() {
        return completesOnReturn;
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
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        boolean checked = completion instanceof FilledRead read && read.passTo(title, into);
        next().read(into, offset, holes, checked ? completion : new Check(title, into, offset, completion));
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return FilledRead.tryRead(title, next(), into, offset, holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return CheckedLoan.ask(title, next(), offset, length, loan);
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

    /** Checks the buffer for a filter that has brought its own, or its own completion. */
    private static final class Check implements FilledRead {
        private final ByteBuffer into;
        private final int start;
        private final int end;
        private final long offset;
        private final Completion completion;
        private String member;

        Check(String member, ByteBuffer into, long offset, Completion completion) {
            this.member = member;
            this.into = into;
            start = into.position();
            end = into.limit();
            this.offset = offset;
            this.completion = completion;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // Equal bytes in another buffer are not what will be sent.
        public boolean passTo(String next, ByteBuffer buffer) {
            if (buffer != into || buffer.limit() != end) {
                return false;
            }
            member = next;
            return true;
        }

        @Override
        public void succeeded() {
            if (into.position() == end) {
                completion.succeeded();
            } else {
                completion.failed(FilledRead.unfilled(member, into.position() - start, end - start, offset));
            }
        }

        @Override
        public void failed(IOException error) {
            completion.failed(error);
        }
    }
}
