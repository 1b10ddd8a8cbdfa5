// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import dev.platter.api.Allocation;
import dev.platter.api.BufferAllocator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Parts of an image that were unpacked, up to a number of bytes; those that were used last stay. A part that several
 * threads ask for is unpacked once. The memory counts against the server's limit, and stays readable as long as
 * somebody has a {@link Pinned} view of it, even if the part was dropped meanwhile.
 */
public final class PartCache implements Closeable {
    private final SeekableImage image;
    private final SpareMemory spare;
    private final long capacity;

    /** By start, to find the part that has an offset. */
    private final TreeMap<Long, Entry> entries = new TreeMap<>();

    /** The same entries, by last use. */
    private final LinkedHashMap<Long, Entry> recent = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Long, CompletableFuture<Entry>> loading = new HashMap<>();
    private long used;
    private boolean closed;

    /**
     * Makes an empty cache.
     *
     * @param image where the parts come from
     * @param allocator where the memory comes from
     * @param capacity how much to keep, in bytes; a part that is in use stays in any case
     */
    public PartCache(SeekableImage image, BufferAllocator allocator, long capacity) {
        this.image = image;
        spare = new SpareMemory(allocator);
        this.capacity = capacity;
    }

    /** An unpacked part that is in use until this is closed. Closing never waits. */
    public static final class Pinned implements Closeable {
        private final Entry entry;

        private Pinned(Entry entry) {
            this.entry = entry;
        }

        /** {@return where the part is} */
        public Part part() {
            return entry.part;
        }

        /**
         * Some bytes of the part.
         *
         * @param offset of the first one, in the image
         * @param length how many; all in the part
         * @return a direct buffer that nobody writes to, valid until this is closed
         */
        public ByteBuffer bytes(long offset, int length) {
            return entry.memory.buffer().slice((int) (offset - entry.part.start()), length);
        }

        @Override
        public void close() {
            entry.release();
        }
    }

    private static final class Entry {
        private final Part part;
        private final Allocation memory;
        private final SpareMemory spare;

        /** Users, and the cache itself until it drops the part. Counted without a lock, since a loan may end anywhere. */
        private final AtomicInteger users = new AtomicInteger(1);

        private Entry(Part part, Allocation memory, SpareMemory spare) {
            this.part = part;
            this.memory = memory;
            this.spare = spare;
        }

        private void release() {
            if (users.decrementAndGet() == 0) {
                spare.give(memory);
            }
        }
    }

    /**
     * The part that has an offset, if it is here. Never waits.
     *
     * @param offset in the image
     * @return the part, which the caller closes
     */
    public synchronized Optional<Pinned> peek(long offset) {
        Map.Entry<Long, Entry> found = entries.floorEntry(offset);
        if (found == null || offset >= found.getValue().part.end()) {
            return Optional.empty();
        }
        return Optional.of(pin(found.getValue()));
    }

    /**
     * A part, unpacked now if it is not here.
     *
     * @param part of the image, not kept uncompressed
     * @return the part, which the caller closes
     * @throws IOException if it cannot be unpacked
     */
    public Pinned get(Part part) throws IOException {
        while (true) {
            CompletableFuture<Entry> ours = new CompletableFuture<>();
            @Nullable CompletableFuture<Entry> theirs;
            synchronized (this) {
                Entry here = entries.get(part.start());
                if (here != null) {
                    return pin(here);
                }
                theirs = loading.putIfAbsent(part.start(), ours);
            }
            if (theirs == null) {
                return load(part, ours);
            }
            Optional<Pinned> pinned = await(part, theirs);
            if (pinned.isPresent()) {
                return pinned.get();
            }
        }
    }

    private Pinned load(Part part, CompletableFuture<Entry> result) throws IOException {
        try {
            Entry entry = unpack(part);
            Pinned pinned = add(entry);
            end(part, result);
            result.complete(entry);
            return pinned;
        } finally {
            if (!result.isDone()) {
                end(part, result);
                result.completeExceptionally(new IOException("it failed for another client"));
            }
        }
    }

    private Entry unpack(Part part) throws IOException {
        Allocation memory = spare.take(part.length());
        try {
            image.unpack(part, memory.buffer().slice(0, part.length()));
            return new Entry(part, memory, spare);
        } catch (IOException | RuntimeException e) {
            spare.give(memory);
            throw e;
        }
    }

    /** Comes before waiters go on: they may find nothing, and then begin anew. */
    private synchronized void end(Part part, CompletableFuture<Entry> result) {
        loading.remove(part.start(), result);
    }

    /** Waits for another client. Returns empty if its part is gone already, or it has failed, since that may have been its fault. */
    private Optional<Pinned> await(Part part, CompletableFuture<Entry> theirs) throws IOException {
        Entry entry;
        try {
            entry = theirs.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the bytes from " + part.start() + " on were unpacked", e);
        } catch (ExecutionException e) {
            return Optional.empty();
        }
        synchronized (this) {
            return entries.get(part.start()) == entry ? Optional.of(pin(entry)) : Optional.empty();
        }
    }

    private synchronized Pinned add(Entry entry) {
        Pinned pinned = pin(entry);
        if (closed) {
            entry.release();
            return pinned;
        }
        entries.put(entry.part.start(), entry);
        recent.put(entry.part.start(), entry);
        used += entry.part.length();
        Iterator<Entry> oldest = recent.values().iterator();
        List<Entry> tooMany = new ArrayList<>();
        long after = used;
        while (after > capacity && oldest.hasNext()) {
            Entry next = oldest.next();
            if (next != entry) {
                tooMany.add(next);
                after -= next.part.length();
            }
        }
        tooMany.forEach(this::drop);
        return pinned;
    }

    private Pinned pin(Entry entry) {
        recent.get(entry.part.start());
        entry.users.incrementAndGet();
        return new Pinned(entry);
    }

    private void drop(Entry entry) {
        entries.remove(entry.part.start());
        recent.remove(entry.part.start());
        used -= entry.part.length();
        entry.release();
    }

    /** Gives the memory back; that of parts in use when they are closed. */
    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(recent.values()).forEach(this::drop);
        spare.close();
    }
}
