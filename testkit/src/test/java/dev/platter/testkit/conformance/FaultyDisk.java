// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A disk with one fault. */
class FaultyDisk implements Disk {
    private static final Features FEATURES = Features.writable()
            .withFlush()
            .withFua(Support.NATIVE)
            .withTrim()
            .withZero(Support.NATIVE)
            .withFastZero(true)
            .withExtents(Support.NATIVE)
            .withMultiConn(true);

    private static final long LARGE = 1L << 33;

    final Fault fault;
    private final Storage storage;
    private final boolean readOnly;
    private final long size;
    private final byte[] staleBeforeErase;
    private @Nullable ByteBuffer kept;
    private @Nullable ByteBuffer lent;
    private int keptAt;

    FaultyDisk(Fault fault, Storage storage, boolean wide, int opened, boolean readOnly) {
        this.fault = fault;
        this.readOnly = readOnly;
        this.storage = storage;
        staleBeforeErase = new byte[storage.now.length];
        size = wide
                ? LARGE
                : storage.now.length
                        - (fault == Fault.SIZE_CHANGES ? opened % 2 : 0)
                        + (fault == Fault.SIZE_TOO_LARGE ? 100 : 0);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return FEATURES;
    }

    @Override
    public boolean blocking() {
        return fault != Fault.SLEEPS_INLINE && fault != Fault.LOCKS_INLINE;
    }

    /** The storage of a large disk has only its beginning, the bytes around 4 GiB and its end. */
    private int at(long offset) {
        if (size < LARGE) {
            return (int) offset;
        }
        int piece = storage.now.length / 8;
        if (fault == Fault.WRAPS_AT_4_GIB) {
            return (int) ((offset & 0xffff_ffffL) % piece);
        }
        return (int) (offset % piece + piece * (offset >>> 31));
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        if (fault == Fault.SLEEPS_INLINE) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
        }
        if (fault == Fault.SIZE_TOO_LARGE && offset + into.remaining() > size - 100) {
            throw new DiskException(NbdError.EIO, "there is no such byte");
        }
        if (fault == Fault.THROWS_UNCHECKED && into.remaining() == 4096) {
            throw new IllegalStateException("this never happens");
        }
        int at = at(offset);
        int length = into.remaining();
        synchronized (storage) {
            if (kept != null && fault == Fault.KEEPS_WRITTEN_BUFFER) {
                ByteBuffer late = kept.duplicate();
                byte[] bytes = new byte[late.remaining()];
                late.get(bytes);
                storage.put(keptAt, bytes);
                kept = null;
            }
            if (fault == Fault.READ_NOT_FILLED && length > 1) {
                into.limit(into.limit() - 1);
            }
            byte[] from = fault == Fault.STALE_READ_AFTER_TRIM || fault == Fault.SHOWS_READERS_ZEROES && readOnly
                    ? staleBeforeErase
                    : storage.now;
            ByteBuffer keep = into.duplicate();
            (fault == Fault.READ_LEAVES_POSITION ? into.duplicate() : into).put(from, at, into.remaining());
            if (fault == Fault.READ_NOT_FILLED && length > 1) {
                into.limit(into.limit() + 1).position(into.limit());
            }
            if (fault == Fault.KEEPS_READ_BUFFER) {
                if (kept != null && kept.hasRemaining()) {
                    kept.put(kept.position(), (byte) (kept.get(kept.position()) + 1));
                }
                kept = keep;
            }
        }
        if (fault == Fault.HOLES_LIE && length > 10) {
            holes.hole(0, length);
        }
    }

    /** Lends a copy; a fault is to use its memory for the next write although it is still lent. */
    @Override
    public boolean lend(long offset, int length, Loan loan) {
        switch (fault) {
            case NONE, LENDS_OTHER_BYTES, LENDS_TOO_LITTLE, REUSES_WHAT_IT_LENDS -> {
                int at = at(offset) + (fault == Fault.LENDS_OTHER_BYTES ? 1 : 0);
                int all = length - (fault == Fault.LENDS_TOO_LITTLE ? 1 : 0);
                ByteBuffer memory = ByteBuffer.allocateDirect(all).put(0, storage.now, at, all);
                lent = fault == Fault.REUSES_WHAT_IT_LENDS ? memory : null;
                loan.memory(memory.duplicate());
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) {
        return switch (fault) {
            case NONE,
                    LANDS_IN_PLACE,
                    LANDS_TOO_LITTLE,
                    COMMITS_TOO_LITTLE,
                    COMMITS_WHAT_IS_ABANDONED,
                    COMPLETES_A_COMMIT_TWICE ->
                Optional.of(new FaultyLanding(this, storage, at(offset), length, flags));
            default -> Optional.empty();
        };
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        int length = from.remaining();
        if (lent != null) {
            lent.put(0, from, from.position(), Math.min(length, lent.capacity()));
        }
        if (fault == Fault.NO_BYTES_DESTROY && length == 0) {
            storage.put(0, (byte) 77);
        }
        if (fault == Fault.KEEPS_WRITTEN_BUFFER && size < LARGE) {
            kept = from.duplicate();
            keptAt = at(offset);
        }
        if (fault == Fault.END_OFF_BY_ONE && offset + length == size) {
            from.limit(from.limit() - 1);
        }
        byte[] bytes =
                new byte[from.remaining() + (fault == Fault.WRITES_A_BYTE_MORE && offset + length < size ? 1 : 0)];
        from.get(from.position(), bytes, 0, from.remaining());
        if (fault == Fault.CHANGES_WRITTEN_BUFFER && length > 0) {
            from.put(from.position(), (byte) (from.get(from.position()) + 1));
        }
        if (fault == Fault.LOSES_A_RACE) {
            putPages(at(offset), bytes);
        } else {
            storage.put(at(offset), bytes);
            System.arraycopy(bytes, 0, staleBeforeErase, at(offset), bytes.length);
        }
        if (flags.fua() && fault != Fault.LOST_FUA) {
            storage.sync();
        }
    }

    /** Reads pages, changes them and writes them back, and lets other threads run in between. */
    private void putPages(int at, byte... bytes) {
        int first = at / Storage.PAGE * Storage.PAGE;
        int end = Math.min(storage.now.length, (at + bytes.length + Storage.PAGE - 1) / Storage.PAGE * Storage.PAGE);
        byte[] pages = new byte[end - first];
        System.arraycopy(storage.now, first, pages, 0, pages.length);
        Thread.yield();
        System.arraycopy(bytes, 0, pages, at - first, bytes.length);
        storage.put(first, pages);
    }

    @Override
    public void flush() throws IOException {
        if (fault == Fault.LOCKS_INLINE) {
            synchronized (this) {
                try {
                    wait(1);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        if (fault != Fault.LOST_FLUSH) {
            storage.sync();
        }
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        if (size == LARGE) {
            return;
        }
        long more = fault == Fault.TRIM_TOO_LONG ? Math.min(Storage.PAGE, size - offset - length) : 0;
        storage.erase(at(offset), (int) (length + more), true);
        if (flags.fua()) {
            storage.sync();
        }
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        if (size == LARGE && flags.fastZero()) {
            throw new DiskException(NbdError.ENOTSUP, "not fast");
        }
        if (fault == Fault.FAST_ZERO_HALF_DONE && flags.fastZero()) {
            storage.erase(at(offset), (int) length / 2, false);
            throw new DiskException(NbdError.ENOTSUP, "not fast");
        }
        if (fault == Fault.STALE_READ_AFTER_ZERO) {
            return;
        }
        boolean less = fault == Fault.ZERO_TOO_SHORT && length > 1;
        boolean holes = !flags.noHole() || fault == Fault.NO_HOLE_MAKES_HOLE;
        storage.erase(at(offset), (int) length - (less ? 1 : 0), holes);
        if (fault != Fault.STALE_READ_AFTER_TRIM) {
            Arrays.fill(staleBeforeErase, at(offset), at(offset) + (int) length, (byte) 0);
        } else {
            System.arraycopy(storage.now, at(offset), staleBeforeErase, at(offset), (int) length);
        }
        if (flags.fua()) {
            storage.sync();
        }
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        if (size == LARGE) {
            sink.add(offset, length, BlockStatus.DATA);
            return;
        }
        synchronized (storage) {
            for (long at = offset; at < offset + length; ) {
                long end = Math.min(offset + length, at - at % Storage.PAGE + Storage.PAGE);
                boolean data = storage.data.get((int) at / Storage.PAGE) ^ fault == Fault.EXTENTS_LIE;
                if (!sink.add(at, end - at, data ? BlockStatus.DATA : BlockStatus.HOLE | BlockStatus.ZERO)) {
                    return;
                }
                at = fault == Fault.EXTENTS_END_EARLY ? end + 1 : end;
            }
        }
    }

    @Override
    public List<String> metaContexts() {
        return List.of(fault == Fault.CONTEXT_WITHOUT_NAMESPACE ? "dirty" : "x-faulty:parity");
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink) throws IOException {
        if (!metaContexts().contains(context) && fault != Fault.ANSWERS_FOR_UNKNOWN_CONTEXTS) {
            throw new DiskException(NbdError.EINVAL, "there is no context " + context);
        }
        long missing = fault == Fault.CONTEXT_ENDS_EARLY && length > 1 ? 1 : 0;
        sink.add(offset + missing, length - missing, offset / Storage.PAGE % 2);
    }
}
