// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import dev.platter.seekable.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The checks of changed blocks, until they are written. A linear check is mended by arithmetic, another one is computed anew
 * over its block. Used under a lock.
 */
final class PendingChecks {
    private final MadeFile made;

    /** By position of the block: the check that it will have, or empty if the check must be computed from the block. */
    private final Map<Long, Pending> pending = new TreeMap<>();

    private record Pending(Block block, Optional<ByteBuffer> check) {}

    PendingChecks(MadeFile made) {
        this.made = made;
    }

    /**
     * Takes a change into account, before it is made.
     *
     * @param at where it begins in the block
     * @param position where that is in the file, with the old bytes
     * @param bytes the new ones, left as they are
     */
    void change(Block block, int at, long position, ByteBuffer bytes) throws IOException {
        Pending before = pending.get(block.position());
        if (!made.check().isLinear() || (before != null && before.check().isEmpty())) {
            forget(block);
            return;
        }
        ByteBuffer check = before == null ? stored(block) : before.check().get();
        ByteBuffer old = ByteBuffer.allocateDirect(bytes.remaining());
        made.file().read(old, position);
        long following = block.length() - at - bytes.remaining();
        pending.put(
                block.position(),
                new Pending(block, Optional.of(made.check().changed(check, old.flip(), bytes, following))));
    }

    /** Has the check computed from the block. */
    void forget(Block block) {
        pending.put(block.position(), new Pending(block, Optional.empty()));
    }

    /** Writes the checks. Returns whether there were any; what was not written stays here. */
    boolean write() throws IOException {
        boolean any = !pending.isEmpty();
        for (Iterator<Pending> each = pending.values().iterator(); each.hasNext(); ) {
            Pending next = each.next();
            ByteBuffer check = next.check().isPresent()
                    ? next.check().get().duplicate()
                    : made.check().of(bytes(next.block()));
            made.file().write(check, checkAt(next.block()));
            each.remove();
        }
        return any;
    }

    /**
     * The checks to write, while the block is not changed yet.
     *
     * @param changes of the bytes
     */
    List<Change> plan(List<Change> changes) throws IOException {
        List<Change> checks = new ArrayList<>();
        for (Pending next : pending.values()) {
            ByteBuffer check = next.check().isPresent()
                    ? next.check().get().duplicate()
                    : made.check().of(changed(next.block(), changes));
            checks.add(new Change(checkAt(next.block()), check));
        }
        return checks;
    }

    /** Computes the check of a block, and writes it if it was wrong. Returns whether it was. */
    boolean mend(Block block) throws IOException {
        pending.remove(block.position());
        ByteBuffer right = made.check().of(bytes(block));
        if (right.equals(stored(block))) {
            return false;
        }
        made.file().write(right, checkAt(block));
        return true;
    }

    private KeptLayout layout(Block block) {
        return made.layout((int) block.length());
    }

    private long checkAt(Block block) {
        return block.position() + layout(block).checkAt();
    }

    private ByteBuffer stored(Block block) throws IOException {
        ByteBuffer stored = ByteBuffer.allocate(made.check().length());
        made.file().read(stored, checkAt(block));
        return stored.flip();
    }

    private ByteBuffer bytes(Block block) throws IOException {
        return changed(block, List.of());
    }

    private ByteBuffer changed(Block block, List<Change> changes) throws IOException {
        ByteBuffer whole = ByteBuffer.allocate((int) block.fileLength());
        made.file().read(whole, block.position());
        for (Change change : changes) {
            long at = change.position() - block.position();
            if (at >= 0 && at < whole.capacity()) {
                whole.put(
                        (int) at,
                        change.bytes(),
                        change.bytes().position(),
                        change.bytes().remaining());
            }
        }
        return layout(block).decode(whole.clear());
    }
}
