// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The disk of a member whose reads fail if they complete before their buffer is full. */
final class FilledAsyncDisk extends ForwardingAsyncDisk {
    private final String member;
    private final boolean completesOnReturn;

    FilledAsyncDisk(String member, AsyncDisk disk) {
        super(disk);
        this.member = member;
        completesOnReturn = disk.completesOnReturn();
    }

    @Override
    public boolean completesOnReturn() {
        return completesOnReturn;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        boolean checked = completion instanceof FilledRead read && read.passTo(member, into);
        next().read(into, offset, holes, checked ? completion : new Check(member, into, offset, completion));
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
