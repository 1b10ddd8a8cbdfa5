// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ahead;

import dev.platter.api.Allocation;
import dev.platter.api.BufferAllocator;
import dev.platter.api.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches what a client that reads in order will ask for next. From its second request in a row on, such a client gets its bytes out of
 * blocks: those that it asks for, fetched whole, and a number of blocks ahead that doubles until there are enough for a distant server. A
 * client that reads here and there gets nothing from here, and costs nothing. Methods are called from any thread, and never wait.
 *
 * <ol>
 *   <li>A block is dropped when each of its bytes has been given away, and when the client has left it far behind.
 *   <li>The memory of a block is used again when it is dropped and no thread copies out of it.
 *   <li>A block that could not be fetched fails the reads that wait for it, and is forgotten: the next read asks again.
 *   <li>A block of a range that has been written to is forgotten, even while it is fetched: only reads that began before the end of the
 *       write may get bytes of it.
 * </ol>
 */
public final class ReadAhead implements AutoCloseable {
    private static final int BLOCK = 1 << 20;

    /** A read that is longer is cut into parts that are fetched at once, which is as good. */
    private static final int LONGEST = 4 << 20;

    /** Blocks that nobody has asked for yet. At 10 ms from one end to the other and back, 8 MiB are 800 MiB/s. */
    private static final int MOST_AHEAD = 8;

    /** Of these, some are waited for by the client's own requests. */
    private static final int MOST_BLOCKS = 32;

    /** How far the requests of a client that reads in order may overtake each other. */
    private static final long DISORDER = 4 << 20;

    private static final int ENOUGH_IN_A_ROW = 2;

    private final Source source;
    private final BufferAllocator buffers;
    private final Map<Long, Block> blocks = new HashMap<>();
    private final Deque<Allocation> spare = new ArrayDeque<>();
    private long frontier;
    private int row;
    private int ahead = 1;
    private boolean closed;

    /**
     * Begins with nothing.
     *
     * @param source what is read
     * @param buffers where the memory of blocks comes from; without memory, nothing is fetched ahead
     */
    public ReadAhead(Source source, BufferAllocator buffers) {
        this.source = source;
        this.buffers = buffers;
    }

    /**
     * Takes a read, if the client reads in order and there is memory.
     *
     * @param into takes the bytes, from its position to its limit; belongs to this until the end, if the read was taken
     * @param offset where the range begins, in bytes
     * @param end told once, from any thread, if the read was taken
     * @return whether the read was taken; otherwise nothing has happened to it
     */
    public boolean read(ByteBuffer into, long offset, Completion end) {
        int length = into.remaining();
        List<Block> wanted = new ArrayList<>();
        List<Block> begun = new ArrayList<>();
        synchronized (this) {
            if (!follows(offset, length) || length > LONGEST) {
                return false;
            }
            for (long index = offset / BLOCK; index <= (offset + length - 1) / BLOCK; index++) {
                Optional<Block> block = block(index, begun);
                if (block.isEmpty()) {
                    wanted.forEach(Block::leave);
                    wanted.clear();
                    break;
                }
                block.get().users++;
                wanted.add(block.get());
            }
            fetchAhead(begun);
        }
        begun.forEach(Block::fetch);
        Gathered whole = new Gathered(into, wanted.size(), end);
        for (Block block : wanted) {
            long from = Math.max(offset, block.start);
            int count = (int) (Math.min(offset + length, block.start + block.length) - from);
            ByteBuffer part = into.slice(into.position() + (int) (from - offset), count);
            block.give(part, (int) (from - block.start), whole);
        }
        return !wanted.isEmpty();
    }

    private boolean follows(long offset, int length) {
        boolean next = offset <= frontier + BLOCK && offset >= frontier - DISORDER;
        if (!next) {
            row = 0;
            ahead = 1;
            frontier = offset + length;
            drop(0, Long.MAX_VALUE);
            return false;
        }
        row++;
        if ((offset + length) / BLOCK > frontier / BLOCK) {
            ahead = Math.min(MOST_AHEAD, ahead * 2);
        }
        frontier = Math.max(frontier, offset + length);
        drop(0, (frontier - DISORDER) / BLOCK - 1);
        return row >= ENOUGH_IN_A_ROW;
    }

    private void fetchAhead(List<Block> begun) {
        long next = (frontier - 1) / BLOCK + 1;
        for (long index = next; index < next + ahead && index * BLOCK < source.size(); index++) {
            if (!blocks.containsKey(index)
                    && (blocks.size() >= MOST_BLOCKS || block(index, begun).isEmpty())) {
                return;
            }
        }
    }

    private Optional<Block> block(long index, List<Block> begun) {
        Block there = blocks.get(index);
        if (there != null) {
            return Optional.of(there);
        }
        if (closed) {
            return Optional.empty();
        }
        Optional<Allocation> memory = Optional.ofNullable(spare.poll()).or(() -> buffers.tryAllocate(BLOCK));
        memory.ifPresent(found -> {
            Block block = new Block(index * BLOCK, (int) Math.min(BLOCK, source.size() - index * BLOCK), found);
            blocks.put(index, block);
            begun.add(block);
        });
        return Optional.ofNullable(blocks.get(index));
    }

    private void drop(long first, long last) {
        for (Iterator<Block> each = blocks.values().iterator(); each.hasNext(); ) {
            Block block = each.next();
            if (block.state == State.FETCHED && block.start / BLOCK >= first && block.start / BLOCK <= last) {
                each.remove();
                block.dropped = true;
                block.recycle();
            }
        }
    }

    /**
     * Forgets what was fetched of a range. To be called when a write to it has ended, and before its client is told.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     */
    public synchronized void forget(long offset, long length) {
        for (Iterator<Block> each = blocks.values().iterator(); each.hasNext(); ) {
            Block block = each.next();
            if (block.start < offset + length && offset < block.start + block.length) {
                each.remove();
                block.dropped = true;
                block.recycle();
            }
        }
    }

    /** Gives the memory back. To be called when the source has ended its reads. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            drop(0, Long.MAX_VALUE);
            spare.forEach(Allocation::close);
            spare.clear();
        }
    }

    private enum State {
        FETCHING,
        FETCHED,
        FAILED
    }

    /** A part of a read that is in a block. */
    private record Share(ByteBuffer into, int from, Completion end) {}

    /** A part of the file. The monitor of its {@link ReadAhead} guards its fields, but for the bytes themselves. */
    private final class Block implements Completion {
        private final long start;
        private final int length;
        private final Allocation memory;
        private List<Share> waiting = new ArrayList<>();
        private State state = State.FETCHING;

        /** Reads that will copy, or are copying, out of it. */
        private int users;

        private long given;
        private boolean dropped;
        private boolean recycled;

        Block(long start, int length, Allocation memory) {
            this.start = start;
            this.length = length;
            this.memory = memory;
        }

        void fetch() {
            source.read(memory.buffer().slice(0, length), start, this);
        }

        /** Copies a part, now or when it is there. The caller is counted among the users. */
        void give(ByteBuffer into, int from, Completion end) {
            Share share = new Share(into, from, end);
            synchronized (ReadAhead.this) {
                if (state == State.FETCHING && !dropped) {
                    waiting.add(share);
                    return;
                }
            }
            if (state == State.FETCHED) {
                copy(share);
            } else {
                // It could not be fetched ahead, or has become old, which is not this read's fault.
                leave();
                source.read(into, start + from, end);
            }
        }

        private void copy(Share share) {
            share.into().put(0, memory.buffer(), share.from(), share.into().remaining());
            synchronized (ReadAhead.this) {
                given += share.into().remaining();
                if (given >= length && blocks.remove(start / BLOCK, this)) {
                    dropped = true;
                }
                leave();
            }
            share.end().succeeded();
        }

        void leave() {
            synchronized (ReadAhead.this) {
                users--;
                recycle();
            }
        }

        private void recycle() {
            if (!dropped || users > 0 || recycled || state == State.FETCHING) {
                return;
            }
            recycled = true;
            if (closed || spare.size() >= MOST_AHEAD) {
                memory.close();
            } else {
                spare.push(memory);
            }
        }

        @Override
        public void succeeded() {
            List<Share> shares;
            synchronized (ReadAhead.this) {
                state = State.FETCHED;
                shares = waiting;
                waiting = List.of();
                if (closed) {
                    dropped = true;
                    blocks.remove(start / BLOCK, this);
                }
                recycle();
            }
            shares.forEach(this::copy);
        }

        @Override
        public void failed(IOException error) {
            List<Share> shares;
            synchronized (ReadAhead.this) {
                state = State.FAILED;
                dropped = true;
                blocks.remove(start / BLOCK, this);
                shares = waiting;
                waiting = List.of();
                recycle();
            }
            for (Share share : shares) {
                leave();
                share.end().failed(error);
            }
        }
    }
}
