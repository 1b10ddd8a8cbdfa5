// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.multiconn;

import dev.platter.api.AroundDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.Operation;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Flushes the disks of all connections when one is flushed, or leaves flushes out, and keeps book of what makes that necessary. */
final class MultiConnDisk extends AroundDisk {
    private final MultiConnMode mode;
    private final TrackDirty track;
    private final Features behind;
    private final Group group;
    private final Member me;
    private final Consumer<Member> whenClosed;

    /** @param mode is not {@link MultiConnMode#AUTO} */
    MultiConnDisk(
            Disk next,
            Features behind,
            MultiConnMode mode,
            TrackDirty track,
            Group group,
            Consumer<Member> whenClosed) {
        super(next);
        this.mode = mode;
        this.track = track;
        this.behind = behind;
        this.group = group;
        this.whenClosed = whenClosed;
        me = new Member(next());
        group.join(me);
    }

    /** A write with FUA is on the storage, but other connections may have an older copy: the server flushes them instead. */
    @Override
    public Features features() {
        return switch (mode) {
            case EMULATE -> emulated().withMultiConn(true);
            case UNSAFE -> behind.withMultiConn(true);
            case DISABLE -> behind.withMultiConn(false);
            default -> behind;
        };
    }

    private Features emulated() {
        boolean forgetful = behind.write() && !behind.multiConn();
        return forgetful ? behind.withFua(Support.EMULATED) : behind;
    }

    @Override
    public boolean completesOnReturn() {
        return next().completesOnReturn();
    }

    @Override
    protected boolean concerns(Operation operation) {
        return switch (operation) {
            case FLUSH -> mode == MultiConnMode.EMULATE || track != TrackDirty.OFF;
            case WRITE, TRIM, ZERO -> track != TrackDirty.OFF;
            case READ, CACHE -> marksReads();
            default -> false;
        };
    }

    @Override
    protected void around(Operation operation, Call call) {
        switch (operation) {
            case FLUSH -> flushNow(call.completion());
            case READ, CACHE -> call.proceed(new Marking(false, call.completion()));
            default -> call.proceed(new Marking(true, call.completion()));
        }
    }

    private void flushNow(Completion completion) {
        boolean dirty = group.takeDirt();
        if (mode == MultiConnMode.EMULATE) {
            boolean everything = dirty || track == TrackDirty.OFF;
            Flushes.begin(me, group, everything, new Restoring(dirty, List.of(), completion));
            return;
        }
        if (!dirty && !group.hasWritten()) {
            completion.succeeded();
            return;
        }
        int mine = me.takeDirt(Member.READ | Member.WRITTEN);
        List<Dirt> cleaned = new ArrayList<>(List.of(new Dirt(me, mine)));
        if (behind.multiConn()) {
            cleaned.addAll(group.takeDirtOfAll());
        }
        next().flush(new Restoring(dirty, cleaned, completion));
    }

    /** Also where nothing is tracked: what is read while connections are flushed may be stale when the last one is. */
    private boolean marksReads() {
        return track == TrackDirty.CONNECTION || mode == MultiConnMode.EMULATE;
    }

    private void mark(boolean written) {
        if (!written && marksReads()) {
            me.mark(Member.READ);
        } else if (written && track == TrackDirty.CONNECTION) {
            me.mark(Member.WRITTEN);
        } else if (written && track == TrackDirty.FAST) {
            group.markDirty();
        }
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return marked(next().tryRead(into, offset, holes));
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return marked(next().lend(offset, length, loan));
    }

    private boolean marked(boolean read) {
        if (read) {
            mark(false);
        }
        return read;
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        Optional<Landing> landing = next().land(offset, length, flags);
        return track == TrackDirty.OFF ? landing : landing.map(MarkedLanding::new);
    }

    @Override
    public void close() throws IOException {
        whenClosed.accept(me);
        me.awaitRelease();
        super.close();
    }

    /** Marks the connection when a request has ended; one that has failed may have done something too. */
    private final class Marking implements Completion {
        private final boolean written;
        private final Completion completion;

        Marking(boolean written, Completion completion) {
            this.written = written;
            this.completion = completion;
        }

        @Override
        public void succeeded() {
            mark(written);
            completion.succeeded();
        }

        @Override
        public void failed(IOException error) {
            mark(written);
            completion.failed(error);
        }
    }

    /** A long write, which marks the connection as others do. */
    private final class MarkedLanding implements Landing {
        private final Landing landing;

        MarkedLanding(Landing landing) {
            this.landing = landing;
        }

        @Override
        public List<ByteBuffer> buffers() {
            return landing.buffers();
        }

        @Override
        public void commit(Completion completion) {
            landing.commit(new Marking(true, completion));
        }

        @Override
        public void abandon() {
            landing.abandon();
        }
    }

    /** Puts the marks back if the flush fails. */
    private final class Restoring implements Completion {
        private final boolean groupWasDirty;
        private final List<Dirt> cleaned;
        private final Completion completion;

        Restoring(boolean groupWasDirty, List<Dirt> cleaned, Completion completion) {
            this.groupWasDirty = groupWasDirty;
            this.cleaned = cleaned;
            this.completion = completion;
        }

        @Override
        public void succeeded() {
            completion.succeeded();
        }

        @Override
        public void failed(IOException error) {
            cleaned.forEach(Dirt::restore);
            if (groupWasDirty) {
                group.markDirty();
            }
            completion.failed(error);
        }
    }
}
