// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import dev.platter.api.Allocation;
import dev.platter.api.Background;
import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the blocks that short reads touch, and the block after each, in memory that counts against the server's limit. They are read in the
 * background, for the next time. Writes go to the disk behind at once, where another instance finds them, and what is kept of their range is
 * forgotten. Clients share the blocks, since an instance is one export.
 */
@NbdFilter(name = "cache", summary = "keeps what was read in memory", contents = Contents.ELSEWHERE)
public final class CacheFilter implements Filter {
    private static final int BLOCK = 64 << 10;

    private final LinkedHashMap<Long, Allocation> kept = new LinkedHashMap<>(16, 0.75f, true); // By last use.
    private final Config config;
    private Context context;
    private volatile long changes;

    public record Config(
            @Parameter(defaultValue = "256", min = 1, help = "How many blocks of 64 KiB to keep.")
            int blocks) {}

    public CacheFilter(Config config) {
        this.config = config;
    }

    @Override
    public void start(Opener next, Context context) {
        this.context = context;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new CacheDisk(next.open(client));
    }

    @Override
    public void stop() {
        kept.values().forEach(Allocation::close);
    }

    private synchronized boolean copy(long start, int from, ByteBuffer into) {
        Optional<Allocation> memory = Optional.ofNullable(kept.get(start));
        memory.ifPresent(block -> into.put(block.buffer().slice(from, into.remaining())));
        return memory.isPresent();
    }

    private synchronized void keep(long start, ByteBuffer bytes, long since) {
        if (since == changes && !kept.containsKey(start)) { // Otherwise the bytes may be old.
            if (kept.size() == config.blocks()) {
                kept.pollFirstEntry().getValue().close();
            }
            context.buffers().tryAllocate(BLOCK).ifPresent(memory -> {
                memory.buffer().put(bytes);
                kept.put(start, memory);
            });
        }
    }

    private synchronized void forget(long from, long to) {
        changes++;
        List<Long> stale = new ArrayList<>(kept.keySet());
        stale.removeIf(start -> start >= to || from - start >= BLOCK);
        stale.forEach(start -> kept.remove(start).close());
    }

    private final class CacheDisk extends ForwardingDisk {
        private final Background later = new Background(context, 2, 16);
        private long size;

        CacheDisk(Disk behind) {
            super(behind);
        }

        @Override
        public long size() throws IOException {
            size = next().size();
            return size;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            int from = (int) (offset % BLOCK);
            long start = offset - from;
            if (from + into.remaining() > BLOCK) {
                next().read(into, offset, holes);
            } else if (!copy(start, from, into)) {
                next().read(into, offset, holes);
                later.add(start, () -> load(start));
            }
        }

        private void load(long start) throws IOException {
            for (long at = start; at <= size - BLOCK && at <= start + BLOCK; at += BLOCK) {
                long since = changes;
                try (Allocation memory = context.buffers().allocate(BLOCK)) {
                    next().read(memory.buffer(), at, HoleSink.NONE);
                    keep(at, memory.buffer().flip(), since);
                }
            }
        }

        private void change(long offset, long length, Background.Work change) throws IOException {
            try {
                change.run();
            } finally {
                forget(offset, offset + length); // A failed change may have been made in part.
            }
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
            change(offset, from.remaining(), () -> next().write(from, offset, flags));
        }

        @Override
        public void trim(long offset, long length, RequestFlags flags) throws IOException {
            change(offset, length, () -> next().trim(offset, length, flags));
        }

        @Override
        public void zero(long offset, long length, RequestFlags flags) throws IOException {
            change(offset, length, () -> next().zero(offset, length, flags));
        }

        @Override
        public void close() throws IOException {
            later.close();
            super.close();
        }
    }
}
