// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A disk of any size that keeps its data, records its calls, and fails, delays, holds or shortens answers as the test
 * has told it to. All clients that open it share it. Many threads may call it.
 *
 * {@snippet :
 * FakeDisk behind = FakeDisk.of(1 << 20);
 * behind.fail(FakeDisk.Method.READ, new DiskException(NbdError.EIO, "a scratch"));
 * try (Served served = Served.of(behind.plugin(), new OffsetFilter(...))) {
 *     assertThrows(RequestFailedException.class, () -> served.client().read(0, buffer, 0));
 * }
 * }
 */
public final class FakeDisk implements Disk {
    /** The features of a disk that can do everything by itself. */
    public static final Features EVERYTHING = Features.writable()
            .withFlush()
            .withFua(Support.NATIVE)
            .withTrim()
            .withZero(Support.NATIVE)
            .withFastZero(true)
            .withExtents(Support.NATIVE)
            .withCache(Support.NATIVE)
            .withMultiConn(true);

    private static final int PAGE = 4096;

    /**
     * Every page that is allocated and was not written since it was zeroed. Zeroing two gigabytes without leaving holes, as the
     * suite does, would otherwise take two gigabytes. Never changed.
     */
    private static final byte[] ZEROES = new byte[PAGE];

    /** What was lent and returned reads as. */
    private static final byte[] JUNK = HexFormat.of().parseHex("de".repeat(PAGE));

    /** The methods that it records. */
    public enum Method {
        /** {@link Disk#size}. */
        SIZE,
        /** {@link Disk#features}. */
        FEATURES,
        /** {@link Disk#read}. */
        READ,
        /** {@link Disk#write}. */
        WRITE,
        /** {@link Disk#flush}. */
        FLUSH,
        /** {@link Disk#trim}. */
        TRIM,
        /** {@link Disk#zero}. */
        ZERO,
        /** {@link Disk#cache}. */
        CACHE,
        /** {@link Disk#extents}. */
        EXTENTS,
        /** {@link Disk#blockStatus}. */
        BLOCK_STATUS,
        /** {@link Plugin#open}. */
        OPEN,
        /** {@link Disk#close}. */
        CLOSE
    }

    /**
     * A recorded call.
     *
     * @param method the method
     * @param offset where the range begins, in bytes; 0 for a method without a range
     * @param length its length, in bytes; 0 for a method without a range
     * @param flags the flags, or {@link RequestFlags#NONE}
     */
    public record Call(Method method, long offset, long length, RequestFlags flags) {
        @Override
        public String toString() {
            return method + " of " + length + " bytes at " + offset + " " + flags;
        }
    }

    private final long size;
    private final TreeMap<Long, byte[]> pages = new TreeMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<Method, IOException> failures = new EnumMap<>(Method.class);
    private final Map<Method, Duration> delays = new EnumMap<>(Method.class);
    private final Set<Method> held = EnumSet.noneOf(Method.class);
    private final Set<Method> heldUntilGone = EnumSet.noneOf(Method.class);
    private int waiting;
    private volatile List<String> contexts = List.of();
    private volatile Features features = EVERYTHING;
    private volatile long longestExtent = Long.MAX_VALUE;
    private volatile boolean lends;
    private volatile boolean lands;

    private FakeDisk(long size) {
        this.size = size;
    }

    /**
     * A disk of zeroes that can do everything by itself.
     *
     * @param size its size in bytes, up to 2^63-1; only written ranges take memory
     * @return the disk
     */
    public static FakeDisk of(long size) {
        return new FakeDisk(size);
    }

    /**
     * Changes its features, for clients that open it from now on.
     *
     * @param others the features
     * @return this
     */
    public FakeDisk with(Features others) {
        features = others;
        return this;
    }

    /**
     * Declares metadata contexts besides {@code base:allocation}, for clients that open it from now on. In each of them
     * every page has its own number as status.
     *
     * @param names their names
     * @return this
     */
    public FakeDisk declaring(String... names) {
        contexts = List.of(names);
        return this;
    }

    /**
     * Makes it lend what long reads ask for: copies that are overwritten when the loan is returned, so that a use after
     * that shows. Lending is not recorded as a call, and is neither delayed nor held; it fails as reads do.
     *
     * @return this
     */
    public FakeDisk lending() {
        lends = true;
        return this;
    }

    /**
     * Makes it offer memory of its own for the payloads of long writes, which is overwritten when it is committed or
     * abandoned, so that a use after that shows. A commit is recorded, delayed, held and fails as a write.
     *
     * @return this
     */
    public FakeDisk landing() {
        lands = true;
        return this;
    }

    /**
     * Makes every call of a method fail from now on. A call that fails changes nothing.
     *
     * @param method the method
     * @param error is thrown each time
     */
    public synchronized void fail(Method method, IOException error) {
        failures.put(method, error);
    }

    /** Lets every call succeed at once from now on, and lets held calls go on. */
    public synchronized void heal() {
        failures.clear();
        delays.clear();
        held.clear();
        heldUntilGone.clear();
        notifyAll();
    }

    /**
     * Holds every call of a method until {@link #heal}, and then carries it out. A disk that holds calls is
     * {@link #blocking()}, so call this before the disk is opened.
     *
     * @param method the method
     */
    public synchronized void hold(Method method) {
        held.add(method);
    }

    /**
     * Holds every call of a method until a client has gone, as {@link Client#whenGone} tells, and then lets it fail with
     * {@code ESHUTDOWN}: a disk that waits for a network. Call this before the disk is opened.
     *
     * @param method the method
     */
    public synchronized void holdUntilGone(Method method) {
        held.add(method);
        heldUntilGone.add(method);
    }

    private synchronized void clientHasGone() {
        for (Method method : heldUntilGone) {
            failures.put(method, new DiskException(NbdError.ESHUTDOWN, "the client has gone"));
            held.remove(method);
        }
        notifyAll();
    }

    /**
     * Waits until a call is held.
     *
     * @param longest how long to wait at most
     * @return whether one is held
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public boolean awaitHeld(Duration longest) throws InterruptedException {
        return await(longest, () -> waiting > 0);
    }

    /**
     * Waits until no call is held.
     *
     * @param longest how long to wait at most
     * @return whether none is held
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public boolean awaitNoneHeld(Duration longest) throws InterruptedException {
        return await(longest, () -> waiting == 0);
    }

    private synchronized boolean await(Duration longest, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /**
     * Makes every call of a method wait before it does anything. A disk with a delay is {@link #blocking()}, so call
     * this before the disk is opened.
     *
     * @param method the method
     * @param delay how long to wait
     */
    public synchronized void delay(Method method, Duration delay) {
        delays.put(method, delay);
    }

    /**
     * Shortens answers: extents end early, and only one is reported in each call.
     *
     * @param longest the longest extent to report, in bytes
     */
    public void answerShort(long longest) {
        longestExtent = longest;
    }

    /**
     * The calls so far, opening and closing included.
     *
     * @return the calls in their order
     */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /**
     * How often a method was called.
     *
     * @param method the method
     * @return the number of calls so far
     */
    public synchronized long count(Method method) {
        return calls.stream().filter(call -> call.method == method).count();
    }

    /** Forgets the calls so far. */
    public synchronized void forget() {
        calls.clear();
    }

    /**
     * Serves this disk.
     *
     * @return a plugin that opens it for every client, and lets many threads call it
     */
    public Plugin plugin() {
        return new FakePlugin(this);
    }

    Disk open(Client client) throws IOException {
        begin(Method.OPEN, 0, 0, RequestFlags.NONE);
        client.whenGone(this::clientHasGone);
        return this;
    }

    private void begin(Method method, long offset, long length, RequestFlags flags) throws IOException {
        Optional<Duration> delay;
        synchronized (this) {
            calls.add(new Call(method, offset, length, flags));
            delay = Optional.ofNullable(delays.get(method));
        }
        if (delay.isPresent()) {
            LockSupport.parkNanos(delay.get().toNanos());
        }
        synchronized (this) {
            awaitHealing(method);
            IOException failure = failures.get(method);
            if (failure != null) {
                throw failure;
            }
        }
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new IllegalArgumentException(method + " of " + length + " bytes at " + offset
                    + " reaches beyond the end of the disk behind, which has " + size);
        }
    }

    private synchronized void awaitHealing(Method method) throws IOException {
        if (!held.contains(method)) {
            return;
        }
        waiting++;
        notifyAll();
        try {
            while (held.contains(method)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(method + ": interrupted while the test held it");
        } finally {
            waiting--;
            notifyAll();
        }
    }

    @Override
    public long size() throws IOException {
        begin(Method.SIZE, 0, 0, RequestFlags.NONE);
        return size;
    }

    @Override
    public Features features() throws IOException {
        begin(Method.FEATURES, 0, 0, RequestFlags.NONE);
        return features;
    }

    @Override
    public synchronized boolean blocking() {
        return !delays.isEmpty() || !held.isEmpty();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        begin(Method.READ, offset, into.remaining(), RequestFlags.NONE);
        synchronized (this) {
            int start = into.position();
            for (long at = offset; into.hasRemaining(); ) {
                int within = (int) (at % PAGE);
                int piece = Math.min(PAGE - within, into.remaining());
                byte[] page = pages.get(at / PAGE);
                if (page == null) {
                    holes.hole(into.position() - start, piece);
                    into.put(new byte[piece]);
                } else {
                    into.put(page, within, piece);
                }
                at += piece;
            }
        }
    }

    @Override
    public synchronized boolean lend(long offset, int length, Loan loan) throws IOException {
        IOException failure = failures.get(Method.READ);
        if (failure != null) {
            throw failure;
        }
        if (!lends) {
            return false;
        }
        for (long at = offset; at < offset + length; ) {
            int within = (int) (at % PAGE);
            int piece = (int) Math.min(PAGE - within, offset + length - at);
            byte[] page = pages.get(at / PAGE);
            if (page == null) {
                loan.hole(piece);
            } else {
                ByteBuffer copy = ByteBuffer.allocateDirect(piece).put(0, page, within, piece);
                loan.whenReturned(() -> copy.put(0, JUNK, 0, copy.capacity()));
                loan.memory(copy.duplicate());
            }
            at += piece;
        }
        return true;
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) {
        return lands ? Optional.of(new FakeLanding(this, offset, length, flags)) : Optional.empty();
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        begin(Method.WRITE, offset, from.remaining(), flags);
        synchronized (this) {
            ByteBuffer data = from.duplicate();
            for (long at = offset; data.hasRemaining(); ) {
                int within = (int) (at % PAGE);
                int piece = Math.min(PAGE - within, data.remaining());
                data.get(pages.compute(at / PAGE, (number, page) -> ownPage(page)), within, piece);
                at += piece;
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // A page that was written may have the same bytes.
    private static boolean isZeroes(byte[] page) {
        return page == ZEROES;
    }

    private static byte[] ownPage(byte @Nullable [] page) {
        return page == null || isZeroes(page) ? new byte[PAGE] : page;
    }

    @Override
    public void flush() throws IOException {
        begin(Method.FLUSH, 0, 0, RequestFlags.NONE);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        begin(Method.TRIM, offset, length, flags);
        erase(offset, length, false);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        begin(Method.ZERO, offset, length, flags);
        erase(offset, length, flags.noHole());
    }

    private synchronized void erase(long offset, long length, boolean keepPages) {
        var touched = length == 0
                ? new TreeMap<Long, byte[]>()
                : pages.subMap(offset / PAGE, true, (offset + length - 1) / PAGE, true);
        touched.entrySet().removeIf(page -> {
            long start = page.getKey() * PAGE;
            long from = Math.max(offset, start) - start;
            long to = offset + length - start > PAGE ? PAGE : offset + length - start;
            if (!isZeroes(page.getValue())) {
                Arrays.fill(page.getValue(), (int) from, (int) to, (byte) 0);
            }
            return from == 0 && to == PAGE && !keepPages;
        });
        if (keepPages) {
            for (long page = offset / PAGE; length > 0 && page <= (offset + length - 1) / PAGE; page++) {
                pages.putIfAbsent(page, ZEROES);
            }
        }
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        begin(Method.CACHE, offset, length, RequestFlags.NONE);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) throws IOException {
        begin(Method.EXTENTS, offset, length, RequestFlags.NONE);
        synchronized (this) {
            long end = offset + length;
            boolean more = true;
            for (long at = offset; more && at < end; ) {
                long to = endOfExtent(at, end);
                long piece = Math.min(to - at, longestExtent);
                more = sink.add(
                                at,
                                piece,
                                pages.containsKey(at / PAGE) ? BlockStatus.DATA : BlockStatus.HOLE | BlockStatus.ZERO)
                        && longestExtent == Long.MAX_VALUE;
                at += piece;
            }
        }
    }

    @Override
    public List<String> metaContexts() {
        return contexts;
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink) throws IOException {
        if (!contexts.contains(context)) {
            throw new DiskException(NbdError.EINVAL, "the disk behind has no metadata context " + context);
        }
        begin(Method.BLOCK_STATUS, offset, length, RequestFlags.NONE);
        boolean more = true;
        for (long at = offset; more && at < offset + length; ) {
            long piece = Math.min(Math.min(PAGE - at % PAGE, offset + length - at), longestExtent);
            more = sink.add(at, piece, at / PAGE) && longestExtent == Long.MAX_VALUE;
            at += piece;
        }
    }

    private long endOfExtent(long offset, long limit) {
        long page = offset / PAGE;
        if (!pages.containsKey(page)) {
            Long next = pages.higherKey(page);
            return next == null ? limit : Math.min(limit, next * PAGE);
        }
        while (pages.containsKey(page) && page * PAGE < limit) {
            page++;
        }
        return Math.min(limit, page * PAGE);
    }

    @Override
    public void close() throws IOException {
        begin(Method.CLOSE, 0, 0, RequestFlags.NONE);
    }
}
