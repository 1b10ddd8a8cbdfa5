// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.Completion;
import dev.platter.api.Landing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The memory for the payload of one write to a {@link SparseMemory}: a slot for each chunk of the range. A slot that the
 * payload fills becomes the chunk at commit, in place of the one that was there; so nothing is copied. What does not fill
 * its slot, at the ends of the range, is copied.
 */
final class SparseLanding implements Landing {
    /** So much memory is taken from the system at once, in bytes: the caller is an event loop. */
    private static final int POPULATED = 1 << 20;

    private final SparseMemory memory;
    private final ChunkTree tree;
    private final SpareSlots spare;
    private final int shift;
    private final long offset;
    private final int length;
    private final List<Slot> taken = new ArrayList<>();

    private SparseLanding(SparseMemory memory, ChunkTree tree, SpareSlots spare, int shift, long offset, int length) {
        this.memory = memory;
        this.tree = tree;
        this.spare = spare;
        this.shift = shift;
        this.offset = offset;
        this.length = length;
    }

    /** Offers memory for a range, unless most of it would have to be copied, or there is no memory. */
    static Optional<Landing> of(
            SparseMemory memory, ChunkTree tree, SpareSlots spare, int shift, long offset, int length) {
        WholePages whole = WholePages.of(offset, length, Long.MAX_VALUE, shift);
        if ((whole.end() - whole.first()) << shift <= length / 2) {
            return Optional.empty();
        }
        SparseLanding landing = new SparseLanding(memory, tree, spare, shift, offset, length);
        try {
            for (long number = offset >>> shift; number <= (offset + length - 1) >>> shift; number++) {
                landing.taken.add(spare.take((long) landing.taken.size() << shift >= POPULATED));
            }
        } catch (IOException e) {
            // The write that the server makes instead needs less memory, or says why it fails.
            landing.abandon();
            return Optional.empty();
        }
        return Optional.of(landing);
    }

    @Override
    public List<ByteBuffer> buffers() {
        List<ByteBuffer> buffers = new ArrayList<>(taken.size());
        for (int i = 0; i < taken.size(); i++) {
            buffers.add(payload(i));
        }
        return buffers;
    }

    @Override
    public void commit(Completion completion) {
        int done = 0;
        try {
            while (done < taken.size()) {
                commit(done++);
            }
        } catch (IOException e) {
            taken.subList(done, taken.size()).forEach(spare::give);
            completion.failed(e);
            return;
        }
        completion.succeeded();
    }

    private void commit(int i) throws IOException {
        Slot slot = taken.get(i);
        if (end(i) - start(i) < 1 << shift) {
            try {
                memory.write(payload(i), start(i));
            } finally {
                spare.give(slot);
            }
            return;
        }
        Chunk old = tree.replace(start(i) >>> shift, Chunk.full(slot, shift));
        if (old != null && old.retire()) {
            if (old.wasSent()) {
                old.free(tree.slots());
            } else {
                spare.give(old.slot());
            }
        }
    }

    @Override
    public void abandon() {
        taken.forEach(spare::give);
    }

    private ByteBuffer payload(int i) {
        Slot slot = taken.get(i);
        int within = (int) start(i) & ((1 << shift) - 1);
        return slot.region().buffer().slice(slot.base() + within, (int) (end(i) - start(i)));
    }

    private long start(int i) {
        return i == 0 ? offset : ((offset >>> shift) + i) << shift;
    }

    private long end(int i) {
        return Math.min(((offset >>> shift) + i + 1) << shift, offset + length);
    }
}
