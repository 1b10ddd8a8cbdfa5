// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cache;

import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.HandedState;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.overlay.EdgePages;
import dev.platter.overlay.Overlaid;
import dev.platter.overlay.OverlayMemory;
import dev.platter.overlay.PageLocks;
import dev.platter.overlay.PageSet;
import dev.platter.overlay.PerExport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The pages of an export that are in memory.
 *
 * <p>A page is absent, clean or dirty. A dirty page differs from what the disk behind has, or may. All looks at a page and all changes of it are
 * made under the lock of its stripe:
 *
 * <ol>
 *   <li>A write makes pages dirty.
 *   <li>A page that is written back becomes clean first, and then its bytes, copied at that moment, go to the disk behind. A write in between
 *       makes it dirty again. {@link Chores} carries out one such chore at a time, so two generations of a page never overtake each other on
 *       their way.
 *   <li>Only a clean page becomes absent, and only in a chore, so none that is on its way to the disk behind. So the disk
 *       behind has all that was written to an absent page.
 *   <li>What was read from the disk behind without a lock counts only if no page has become absent since, see {@link #removals}: otherwise the
 *       page may have been present, changed and absent again in between.
 * </ol>
 */
final class Cache implements Overlaid, PerExport.Kept {
    /** How much is looked at under one lock. */
    static final int STRIPE = PageLocks.STRIPE << PageSet.PAGE_SHIFT;

    private static final int SHIFT = PageSet.PAGE_SHIFT;
    private static final String MEMORY = "memory";
    private static final String PRESENT = "present";
    private static final String DIRTY = "dirty";

    private final OverlayMemory memory;
    private final Disk bytes;
    private final PageSet present = new PageSet();
    private final PageSet dirty = new PageSet();
    private final PageLocks locks = new PageLocks();
    private final Chores chores = new Chores();
    private final Executor workers;
    private final AtomicLong pages = new AtomicLong();
    private final AtomicLong removals = new AtomicLong();
    private final long most;
    private final long high;
    private final long low;
    private final @Nullable Recency recency;

    private Cache(OverlayMemory memory, Executor workers, CacheFilter.Config config) {
        this.memory = memory;
        this.workers = workers;
        bytes = memory.disk();
        most = config.cacheMaxSize().map(size -> size.bytes() >>> SHIFT).orElse(Long.MAX_VALUE);
        high = share(most, config.cacheHighThreshold());
        low = share(most, config.cacheLowThreshold());
        recency = config.cacheMaxSize().isPresent() ? new Recency(most) : null;
    }

    private static long share(long of, int percent) {
        return of == Long.MAX_VALUE ? of : (long) (of * (percent / 100.0));
    }

    static Cache create(Context context, CacheFilter.Config config) throws IOException {
        return new Cache(OverlayMemory.create(context), context.workers(), config);
    }

    static Cache adopt(Context context, CacheFilter.Config config, HandedState state) throws IOException {
        Cache cache = new Cache(OverlayMemory.adopt(context, state, MEMORY), context.workers(), config);
        long[] bounds = state.get(PRESENT, long[].class);
        cache.present.addAll(bounds);
        cache.dirty.addAll(state.get(DIRTY, long[].class));
        for (int i = 0; i < bounds.length; i += 2) {
            cache.pages.addAndGet(bounds[i + 1] - bounds[i]);
        }
        return cache;
    }

    @Override
    public Map<String, Object> release() throws IOException {
        return Map.of(MEMORY, memory.release(), PRESENT, present.bounds(), DIRTY, dirty.bounds());
    }

    @Override
    public void keep() {
        memory.keep();
    }

    @Override
    public void stop() {
        memory.stop();
    }

    @Override
    public boolean isEmpty() {
        return present.isEmpty();
    }

    /** What is to be done one after the other. */
    Chores chores() {
        return chores;
    }

    Executor workers() {
        return workers;
    }

    /** Whether no page may be added before others are removed. */
    boolean isFull() {
        return pages.get() >= most;
    }

    /** Whether it is time to make room. */
    boolean isNearlyFull() {
        return pages.get() > high;
    }

    /** How often pages have become absent. */
    long removals() {
        return removals.get();
    }

    /** Whether all pages of a range are present, or were a moment ago. */
    boolean has(long offset, long end) {
        return present.bytes(offset, end) == end - offset;
    }

    /** Whether no page of a range is present, or was a moment ago. */
    boolean hasNothing(long offset, long end) {
        return present.bytes(offset, end) == offset - end;
    }

    boolean contains(long page) {
        return present.contains(page);
    }

    private static long stripeEnd(long offset, long end) {
        return Math.min(end - 1, offset | (STRIPE - 1)) + 1;
    }

    @Override
    public long read(ByteBuffer into, long offset, long end, HoleSink holes) throws IOException {
        long page = offset >>> SHIFT;
        long run;
        locks.lock(page);
        try {
            run = present.bytes(offset, stripeEnd(offset, end));
            if (run > 0) {
                int limit = into.limit();
                bytes.read(into.limit(into.position() + (int) run), offset, holes);
                into.limit(limit);
            }
        } finally {
            locks.unlock(page);
        }
        if (run < 0) {
            return beyondStripe(run, offset, end);
        }
        use(offset, offset + run);
        return run;
    }

    @Override
    public long extents(long offset, long end, ExtentSink sink) throws IOException {
        long page = offset >>> SHIFT;
        locks.lock(page);
        try {
            long run = present.bytes(offset, stripeEnd(offset, end));
            if (run > 0) {
                bytes.extents(offset, run, sink.clipped(offset, run));
                return run;
            }
            return beyondStripe(run, offset, end);
        } finally {
            locks.unlock(page);
        }
    }

    /** How far absent bytes go on, which may be beyond the stripe that was looked at under its lock: what is absent need not be kept so. */
    private long beyondStripe(long run, long offset, long end) {
        long now = present.bytes(offset, end);
        return now < 0 ? Math.min(run, now) : run;
    }

    private void use(long offset, long end) {
        if (recency != null) {
            recency.use(offset >>> SHIFT, ((end - 1) >>> SHIFT) + 1);
        }
    }

    /**
     * Writes bytes, which become dirty.
     *
     * @param edges what the disk behind has in pages that the bytes cover in part, if those were absent
     * @param since the number of {@link #removals} when the edges were read
     * @return false if the edges are out of date; then parts may have been written, and all must be written again with new edges
     */
    boolean write(ByteBuffer from, long offset, @Nullable EdgePages edges, long since) throws IOException {
        int begin = from.position();
        int length = from.remaining();
        long end = offset + length;
        for (long at = offset; at < end; ) {
            long next = stripeEnd(at, end);
            ByteBuffer part = next - at == length ? from : from.slice(begin + (int) (at - offset), (int) (next - at));
            if (!writeInStripe(part, at, next, edges, since)) {
                return false;
            }
            at = next;
        }
        use(offset, end);
        return true;
    }

    private boolean writeInStripe(ByteBuffer part, long offset, long end, @Nullable EdgePages edges, long since)
            throws IOException {
        long first = offset >>> SHIFT;
        long last = (end - 1) >>> SHIFT;
        locks.lock(first);
        try {
            // Without edges, pages that are covered in part were present, and may have become absent, too.
            if (removals.get() != since
                    && (isMissingInPart(first, offset, end) || isMissingInPart(last, offset, end))) {
                return false;
            }
            if (edges != null) {
                edges.fill(bytes, first, last, page -> !present.contains(page));
            }
            bytes.write(part, offset, RequestFlags.NONE);
            add(first, last + 1);
            dirty.add(first, last + 1);
            return true;
        } finally {
            locks.unlock(first);
        }
    }

    /** The last page of a disk may end before its end, which only makes this too cautious. */
    private boolean isMissingInPart(long page, long offset, long end) {
        long begin = page << SHIFT;
        return (offset > begin || end - begin < PageSet.PAGE) && !present.contains(page);
    }

    private void add(long first, long end) {
        for (long at = first; at < end; ) {
            long run = present.run(at, end);
            if (run < 0) {
                pages.addAndGet(-run);
            }
            at += Math.abs(run);
        }
        present.add(first, end);
    }

    /**
     * Keeps what was read from the disk behind, as far as it is absent and still true.
     *
     * @param from whole pages, or the end of the disk
     * @param since the number of {@link #removals} when they were read
     */
    void fill(ByteBuffer from, long offset, long since) throws IOException {
        long end = offset + from.remaining();
        for (long at = offset; at < end && !isFull(); ) {
            long next = stripeEnd(at, end);
            long page = at >>> SHIFT;
            locks.lock(page);
            try {
                if (removals.get() != since) {
                    return;
                }
                while (at < next) {
                    long run = present.bytes(at, next);
                    if (run < 0) {
                        int index = from.position() + (int) (at - offset);
                        bytes.write(from.slice(index, (int) -run), at, RequestFlags.NONE);
                        add(at >>> SHIFT, ((at - run - 1) >>> SHIFT) + 1);
                    }
                    at += Math.abs(run);
                }
            } finally {
                locks.unlock(page);
            }
        }
        use(offset, end);
    }

    /**
     * Takes the next dirty bytes of a range, which count as clean from then on.
     *
     * @param into takes at most a stripe of them, and is flipped
     * @return where they begin; -1 if there are none
     */
    long takeDirty(long offset, long end, ByteBuffer into) throws IOException {
        long at = offset;
        while (at < end) {
            long clean = dirty.bytes(at, end);
            if (clean < 0) {
                at -= clean;
                continue;
            }
            long page = at >>> SHIFT;
            locks.lock(page);
            try {
                long run = dirty.bytes(at, stripeEnd(at, end));
                if (run > 0) {
                    bytes.read(into.clear().limit((int) run), at, HoleSink.NONE);
                    into.flip();
                    dirty.remove(page, ((at + run - 1) >>> SHIFT) + 1);
                    return at;
                }
            } finally {
                locks.unlock(page);
            }
        }
        return -1;
    }

    /** Makes bytes dirty again that have not reached the disk behind. */
    void putBack(long offset, int length) {
        long page = offset >>> SHIFT;
        locks.lock(page);
        try {
            dirty.add(page, ((offset + length - 1) >>> SHIFT) + 1);
        } finally {
            locks.unlock(page);
        }
    }

    /** Makes the clean pages of a range absent; part of a chore. */
    void removeClean(long offset, long end) throws IOException {
        remove(offset >>> SHIFT, ((end - 1) >>> SHIFT) + 1, Long.MAX_VALUE, false);
    }

    /** Makes clean pages absent until there is enough room: those first that were not used lately. Part of a chore. */
    void makeRoom() throws IOException {
        long end = (Long.MAX_VALUE >>> SHIFT) + 1;
        remove(0, end, pages.get() - low, true);
        remove(0, end, pages.get() - low, false);
    }

    private void remove(long first, long end, long enough, boolean sparesRecent) throws IOException {
        long removed = 0;
        for (long at = first; at < end && removed < enough; ) {
            long run = present.run(at, end);
            if (run < 0) {
                at -= run;
                continue;
            }
            long next = Math.min(at + run, (at | (PageLocks.STRIPE - 1)) + 1);
            removed += removeInStripe(at, next, enough - removed, sparesRecent);
            at = next;
        }
    }

    private long removeInStripe(long first, long end, long enough, boolean sparesRecent) throws IOException {
        long removed = 0;
        locks.lock(first);
        try {
            for (long page = first; page < end && removed < enough; page++) {
                if (present.contains(page) && !dirty.contains(page) && !(sparesRecent && isRecent(page))) {
                    removals.incrementAndGet();
                    present.remove(page, page + 1);
                    pages.decrementAndGet();
                    bytes.trim(
                            page << SHIFT, Math.min(PageSet.PAGE, Long.MAX_VALUE - (page << SHIFT)), RequestFlags.NONE);
                    removed++;
                }
            }
        } finally {
            locks.unlock(first);
        }
        return removed;
    }

    private boolean isRecent(long page) {
        return recency != null && recency.isRecent(page);
    }
}
