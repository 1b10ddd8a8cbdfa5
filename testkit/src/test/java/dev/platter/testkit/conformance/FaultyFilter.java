// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.AroundDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Operation;
import dev.platter.api.RequestFlags;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A filter that changes nothing, except for one fault. */
@NbdFilter(
        name = "faulty",
        summary = "a filter with a fault",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class FaultyFilter implements Filter {
    private final Config config;
    private Context context;
    private final ByteBuffer shared = ByteBuffer.allocateDirect(1 << 20);

    /** The bytes of the range that was read last, if they are still right. */
    private volatile Optional<Remembered> remembered = Optional.empty();

    public enum Fault {
        NONE,
        CLOSES_TWICE,
        NEVER_CLOSES,
        FORGETS_TO_CLOSE_WHAT_IT_REFUSES,
        SWALLOWS_A_FAILED_READ,
        SWALLOWS_A_FAILED_FLUSH,
        REWORDS_A_FAILURE,
        STAYS_BROKEN,
        DROPS_FUA,
        DROPS_FLUSH,
        SHARES_A_BUFFER,
        WANTS_ALL_EXTENTS,
        CUTS_OFFSETS,
        SHOWS_BLOCKS_AND_DIVIDES_THEM,
        WRITES_WHEN_IT_OPENS,
        GIVES_UP_ON_LATE_ANSWERS,
        ANSWERS_BEFORE_THE_DISK_BEHIND,
        HIDES_THE_CLIENT,
        REMEMBERS_A_READ,
        FORGETS_TO_WAIT_FOR_WHAT_IT_WILL_REMEMBER,
        FORGETS_THAT_IT_COMPLETES_ON_RETURN,
        CLAIMS_THAT_IT_COMPLETES_ON_RETURN
    }

    public record Config(@Parameter(help = "What is wrong.") Fault fault) {}

    public FaultyFilter(Config config) {
        this.config = config;
    }

    @Override
    public void start(Opener next, Context started) {
        context = started;
    }

    private boolean is(Fault fault) {
        return config.fault() == fault;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(is(Fault.HIDES_THE_CLIENT) ? context.client() : client);
        if (is(Fault.FORGETS_TO_CLOSE_WHAT_IT_REFUSES)) {
            behind.size();
        }
        if (is(Fault.WRITES_WHEN_IT_OPENS)) {
            behind.write(ByteBuffer.wrap(new byte[] {1}), 0, RequestFlags.NONE);
        }
        if (is(Fault.FORGETS_THAT_IT_COMPLETES_ON_RETURN)) {
            return new Forgetful(behind);
        }
        return is(Fault.CLAIMS_THAT_IT_COMPLETES_ON_RETURN) ? new Hasty(behind) : new Faulty(behind);
    }

    private static final class Forgetful extends AroundDisk {
        Forgetful(Disk next) {
            super(next);
        }

        @Override
        protected void around(Operation operation, Call call) {
            call.proceed();
        }
    }

    private static final class Hasty extends AroundDisk {
        Hasty(Disk next) {
            super(next);
        }

        @Override
        public boolean completesOnReturn() {
            return true;
        }

        @Override
        protected boolean concerns(Operation operation) {
            return operation == Operation.FLUSH;
        }

        @Override
        protected void around(Operation operation, Call call) {
            Thread.ofVirtual().start(() -> {
                LockSupport.parkNanos(1_000_000);
                call.proceed();
            });
        }
    }

    /** Reads on a thread of its own, and waits for a limited time. */
    private static void readInTime(Disk behind, ByteBuffer into, long offset) throws IOException {
        FutureTask<Void> read = new FutureTask<>(() -> {
            behind.read(into.duplicate(), offset, HoleSink.NONE);
            return null;
        });
        Thread.ofVirtual().start(read);
        try {
            read.get(50, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the disk behind takes too long", e);
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void readUnseen(Disk behind, ByteBuffer into, long offset) {
        try {
            behind.read(into, offset, HoleSink.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Remembered(long offset, byte[] bytes) {
        boolean is(ByteBuffer into, long at) {
            return at == offset && into.remaining() == bytes.length;
        }
    }

    /** As a correct cache does, or as one that answers before it knows. */
    private void readAndRemember(Disk behind, ByteBuffer into, long at, HoleSink holes) throws IOException {
        Optional<Remembered> known = remembered;
        if (known.isPresent() && known.get().is(into, at)) {
            into.put(known.get().bytes());
            return;
        }
        if (is(Fault.FORGETS_TO_WAIT_FOR_WHAT_IT_WILL_REMEMBER)) {
            ByteBuffer later = ByteBuffer.allocate(into.remaining());
            Thread.ofVirtual().start(() -> readUnseen(behind, later, at));
            into.position(into.limit());
            return;
        }
        byte[] bytes = new byte[into.remaining()];
        int start = into.position();
        behind.read(into, at, holes);
        into.get(start, bytes);
        remembered = Optional.of(new Remembered(at, bytes));
    }

    private final class Faulty extends ForwardingDisk {
        private boolean broken;

        Faulty(Disk next) {
            super(next);
        }

        @Override
        public Features features() throws IOException {
            Features own = next().features();
            return is(Fault.SHOWS_BLOCKS_AND_DIVIDES_THEM)
                    ? own.withBlockSizes(new BlockSizes(512, 4096, 1 << 20, 1 << 20))
                    : own;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            long at = is(Fault.CUTS_OFFSETS) ? offset & 0xffff_ffffL : offset;
            try {
                if (broken) {
                    throw new IOException("it was broken once");
                }
                if (is(Fault.GIVES_UP_ON_LATE_ANSWERS)) {
                    readInTime(next(), into, at);
                    into.position(into.limit());
                    return;
                }
                if (is(Fault.ANSWERS_BEFORE_THE_DISK_BEHIND)) {
                    ByteBuffer later = ByteBuffer.allocate(into.remaining());
                    Thread.ofVirtual().start(() -> readUnseen(next(), later, at));
                    into.position(into.limit());
                    return;
                }
                if (is(Fault.REMEMBERS_A_READ) || is(Fault.FORGETS_TO_WAIT_FOR_WHAT_IT_WILL_REMEMBER)) {
                    readAndRemember(next(), into, at, holes);
                    return;
                }
                next().read(into, at, holes);
            } catch (IOException e) {
                broken = is(Fault.STAYS_BROKEN);
                if (is(Fault.REWORDS_A_FAILURE)) {
                    throw new IOException("no", e);
                }
                if (!is(Fault.SWALLOWS_A_FAILED_READ)) {
                    throw e;
                }
                while (into.hasRemaining()) {
                    into.put((byte) 0);
                }
            }
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
            if (is(Fault.SHARES_A_BUFFER)) {
                ByteBuffer copy = shared.duplicate().limit(from.remaining());
                copy.put(from.duplicate()).flip();
                Thread.yield();
                next().write(copy, offset, flags);
                return;
            }
            next().write(from, offset, is(Fault.DROPS_FUA) ? flags.withFua(false) : flags);
        }

        @Override
        public void flush() throws IOException {
            try {
                if (!is(Fault.DROPS_FLUSH)) {
                    next().flush();
                }
            } catch (IOException e) {
                if (!is(Fault.SWALLOWS_A_FAILED_FLUSH)) {
                    throw e;
                }
            }
        }

        @Override
        public void extents(long offset, long length, ExtentSink sink) throws IOException {
            if (!is(Fault.WANTS_ALL_EXTENTS)) {
                next().extents(offset, length, sink);
                return;
            }
            long[] status = {-1};
            next().extents(offset, length, (at, size, what) -> {
                status[0] = status[0] < 0 ? what : status[0] & what;
                return true;
            });
            sink.add(offset, length, status[0]);
        }

        @Override
        public void close() throws IOException {
            if (!is(Fault.NEVER_CLOSES)) {
                next().close();
            }
            if (is(Fault.CLOSES_TWICE)) {
                next().close();
            }
        }
    }
}
