// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cow;

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
import org.jspecify.annotations.Nullable;

/**
 * What was written to an export: pages, which stand for those of the disk behind from then on.
 *
 * <p>A page never leaves the overlay, so a page that is here is read and written without a lock. A page enters under its lock: its bytes first, and
 * then its number, so a thread that sees the number sees the bytes. A write that covers a part of a page reads the rest from the disk behind
 * without a lock; that counts only if the page is still not here.
 *
 * <p>Memory that was not written reads as zeroes. So a page that is trimmed is one that is in the overlay and takes no memory.
 */
final class Overlay implements Overlaid, PerExport.Kept {
    private static final int STRIPE = PageLocks.STRIPE << PageSet.PAGE_SHIFT;
    private static final String MEMORY = "memory";
    private static final String PAGES = "pages";

    private final OverlayMemory memory;
    private final Disk bytes;
    private final PageSet pages = new PageSet();
    private final PageLocks locks = new PageLocks();

    private Overlay(OverlayMemory memory) {
        this.memory = memory;
        bytes = memory.disk();
    }

    static Overlay create(Context context) throws IOException {
        return new Overlay(OverlayMemory.create(context));
    }

    /** Takes over what another one has released. */
    static Overlay adopt(Context context, HandedState state) throws IOException {
        Overlay overlay = new Overlay(OverlayMemory.adopt(context, state, MEMORY));
        overlay.pages.addAll(state.get(PAGES, long[].class));
        return overlay;
    }

    @Override
    public Map<String, Object> release() throws IOException {
        return Map.of(MEMORY, memory.release(), PAGES, pages.bounds());
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
        return pages.isEmpty();
    }

    /** The bytes, of which only those count whose pages are in the overlay. */
    Disk bytes() {
        return bytes;
    }

    boolean contains(long page) {
        return pages.contains(page);
    }

    /** How many bytes from an offset are here (positive) or not (negative), up to an end. */
    long run(long offset, long end) {
        return pages.bytes(offset, end);
    }

    @Override
    public long read(ByteBuffer into, long offset, long end, HoleSink holes) throws IOException {
        long run = run(offset, end);
        if (run > 0) {
            int limit = into.limit();
            bytes.read(into.limit(into.position() + (int) run), offset, holes);
            into.limit(limit);
        }
        return run;
    }

    @Override
    public long extents(long offset, long end, ExtentSink sink) throws IOException {
        long run = run(offset, end);
        if (run > 0) {
            bytes.extents(offset, run, sink.clipped(offset, run));
        }
        return run;
    }

    /**
     * Writes bytes.
     *
     * @param from the bytes
     * @param offset where they begin
     * @param edges what the disk behind has in pages that the bytes cover in part, if those were not here
     * @throws IOException if there is no memory for them
     */
    void write(ByteBuffer from, long offset, @Nullable EdgePages edges) throws IOException {
        int begin = from.position();
        int length = from.remaining();
        long end = offset + length;
        for (long at = offset; at < end; ) {
            long next = Math.min(end - 1, at | (STRIPE - 1)) + 1;
            ByteBuffer part = next - at == length ? from : from.slice(begin + (int) (at - offset), (int) (next - at));
            writeInStripe(part, at, next, edges);
            at = next;
        }
    }

    private void writeInStripe(ByteBuffer part, long offset, long end, @Nullable EdgePages edges) throws IOException {
        long first = offset >>> PageSet.PAGE_SHIFT;
        long last = (end - 1) >>> PageSet.PAGE_SHIFT;
        if (pages.run(first, last + 1) == last + 1 - first) {
            bytes.write(part, offset, RequestFlags.NONE);
            return;
        }
        locks.lock(first);
        try {
            if (edges != null) {
                edges.fill(bytes, first, last, page -> !pages.contains(page));
            }
            bytes.write(part, offset, RequestFlags.NONE);
            pages.add(first, last + 1);
        } finally {
            locks.unlock(first);
        }
    }

    /** Writes those pages that are not here; each begins a page, and ends one or the disk. */
    void writeMissing(ByteBuffer from, long offset) throws IOException {
        long end = offset + from.remaining();
        for (long at = offset; at < end; ) {
            long next = Math.min(end - 1, at | (STRIPE - 1)) + 1;
            long stripe = at >>> PageSet.PAGE_SHIFT;
            locks.lock(stripe);
            try {
                while (at < next) {
                    long run = run(at, next);
                    if (run < 0) {
                        int index = from.position() + (int) (at - offset);
                        bytes.write(from.slice(index, (int) -run), at, RequestFlags.NONE);
                        long first = at >>> PageSet.PAGE_SHIFT;
                        pages.add(first, ((at - run - 1) >>> PageSet.PAGE_SHIFT) + 1);
                    }
                    at += Math.abs(run);
                }
            } finally {
                locks.unlock(stripe);
            }
        }
    }

    /** Makes whole pages zeroes: they begin with a page, and end with one or with the disk. */
    void zero(long offset, long end, RequestFlags flags) throws IOException {
        long first = offset >>> PageSet.PAGE_SHIFT;
        long last = (end - 1) >>> PageSet.PAGE_SHIFT;
        boolean one = first / PageLocks.STRIPE == last / PageLocks.STRIPE;
        if (one) {
            locks.lock(first);
        } else {
            locks.lockAll();
        }
        try {
            bytes.zero(offset, end - offset, flags);
            pages.add(first, last + 1);
        } finally {
            if (one) {
                locks.unlock(first);
            } else {
                locks.unlockAll();
            }
        }
    }
}
