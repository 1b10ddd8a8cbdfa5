// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.Change;
import dev.platter.seekable.LinearCrc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The checks of changed blocks, until they are written. A CRC is mended by arithmetic: the CRC of the change is added, as if
 * the bytes that follow in the block were zeroes. A SHA-256 is computed anew over its block. Used under a lock.
 */
final class PendingChecks {
    private final Made made;

    /** By position of the block: the CRC that it will have, or empty if the check must be computed from the block. */
    private final Map<Long, Pending> pending = new TreeMap<>();

    private record Pending(Blocks.Block block, OptionalLong crc) {}

    PendingChecks(Made made) {
        this.made = made;
    }

    /**
     * Takes a change into account, before it is made.
     *
     * @param at where it begins in the block
     * @param position where that is in the file, with the old bytes
     * @param bytes the new ones, left as they are
     */
    void change(Blocks.Block block, int at, long position, ByteBuffer bytes) throws IOException {
        Optional<LinearCrc> linear = made.check().linear();
        Pending before = pending.get(block.position());
        if (linear.isEmpty() || (before != null && before.crc().isEmpty())) {
            forget(block);
            return;
        }
        long crc = before == null
                ? made.check().decode(stored(block))
                : before.crc().getAsLong();
        ByteBuffer old = ByteBuffer.allocateDirect(bytes.remaining());
        made.file().read(old, position);
        long difference = made.check().crc(old.flip()) ^ made.check().crc(bytes);
        long following = block.length() - at - bytes.remaining();
        pending.put(
                block.position(),
                new Pending(block, OptionalLong.of(crc ^ linear.get().shift(difference, following))));
    }

    /** Has the check computed from the block. */
    void forget(Blocks.Block block) {
        pending.put(block.position(), new Pending(block, OptionalLong.empty()));
    }

    /** Writes the checks. Returns whether there were any; what was not written stays here. */
    boolean write() throws IOException {
        boolean any = !pending.isEmpty();
        for (Iterator<Pending> each = pending.values().iterator(); each.hasNext(); ) {
            Pending next = each.next();
            ByteBuffer check = next.crc().isPresent()
                    ? made.check().encode(next.crc().getAsLong())
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
            ByteBuffer check = next.crc().isPresent()
                    ? made.check().encode(next.crc().getAsLong())
                    : made.check().of(changed(next.block(), changes));
            checks.add(new Change(checkAt(next.block()), check));
        }
        return checks;
    }

    /** Computes the check of a block, and writes it if it was wrong. Returns whether it was. */
    boolean mend(Blocks.Block block) throws IOException {
        pending.remove(block.position());
        ByteBuffer right = made.check().of(bytes(block));
        if (right.equals(stored(block))) {
            return false;
        }
        made.file().write(right, checkAt(block));
        return true;
    }

    private long checkAt(Blocks.Block block) {
        return block.position() + made.kept(block).checkAt();
    }

    private ByteBuffer stored(Blocks.Block block) throws IOException {
        ByteBuffer stored = ByteBuffer.allocate(made.check().length());
        made.file().read(stored, checkAt(block));
        return stored.flip();
    }

    private ByteBuffer bytes(Blocks.Block block) throws IOException {
        return changed(block, List.of());
    }

    private ByteBuffer changed(Blocks.Block block, List<Change> changes) throws IOException {
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
        return made.kept(block).decode(whole.clear());
    }
}
