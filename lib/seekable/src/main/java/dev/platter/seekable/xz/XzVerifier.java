// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.OrderedWork;
import dev.platter.seekable.OwnerMark;
import dev.platter.seekable.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks at each byte of an image of ours: headers, index and footer have CRCs; the empty blocks of the label and the blocks
 * of kept regions are made anew and compared; other blocks are unpacked.
 */
final class XzVerifier {
    private final Made made;
    private final OwnerMark mark;
    private final Optional<PackedBlock> hole;
    private final List<Damage> damages = new ArrayList<>();

    private record Checked(long end, Optional<Damage> damage) {}

    XzVerifier(Made made, OwnerMark mark) throws IOException {
        hole = made.blocks().longest() < PackedBlock.LONGEST
                ? Optional.empty()
                : Optional.of(PackedBlock.hole(made.description().level(), made.check()));
        this.made = made;
        this.mark = mark;
    }

    List<Damage> run(int threads, Progress progress) throws IOException {
        try {
            Index.read(made.file());
        } catch (DamagedImageException e) {
            damages.add(new Damage(e.position(), made.file().size() - e.position(), e.getMessage()));
        }
        checkLabel();
        checkMark();
        try (OrderedWork<Checked> work = new OrderedWork<>(threads, checked -> take(checked, progress))) {
            for (int i = made.labelBlocks(); i < made.blocks().count(); i++) {
                Blocks.Block block = made.blocks().get(i);
                boolean kept = made.description().kept().at(block.offset()).isPresent();
                work.add(() -> new Checked(block.end(), kept ? checkKept(block) : checkPacked(block)));
            }
            work.finish();
        }
        damages.sort(Comparator.comparingLong(Damage::position));
        return damages;
    }

    private void take(Checked checked, Progress progress) {
        checked.damage().ifPresent(damages::add);
        progress.reached(checked.end());
    }

    private void checkLabel() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) made.label().size());
        made.label().read(bytes, 0);
        ByteBuffer right = Label.encode(bytes.flip(), made.check());
        ByteBuffer found = made.label().blocksOf(0, bytes.limit());
        int length = Label.blockLength(made.check());
        for (int at = 0; at < right.limit(); at += length) {
            if (!right.slice(at, length).equals(found.slice(at, length))) {
                damages.add(new Damage(
                        Index.HEADER + (long) at, length, "an empty block of the description of the image is damaged"));
            }
        }
    }

    private void checkMark() throws IOException {
        boolean free = mark.read().filter(OwnerMark.State.FREE::equals).isPresent();
        boolean held = mark.state() != OwnerMark.State.FREE;
        if (!held && !(free && mark.isBlank())) {
            int length = Label.blocks(1) * Label.blockLength(made.check());
            damages.add(new Damage(
                    Index.HEADER + (long) Description.MARK * length,
                    (long) OwnerMark.LENGTH * length,
                    "the mark of a writer is there: somebody writes to the image, or was interrupted, which"
                            + " 'platter-gzip repair' mends"));
        }
    }

    /** Long holes are the same block again and again, so it need not be unpacked each time. */
    private boolean isThat(PackedBlock known, Blocks.Block block) throws IOException {
        if (block.fileLength() != known.bytes().remaining() || block.length() != known.length()) {
            return false;
        }
        ByteBuffer found = ByteBuffer.allocate(known.bytes().remaining());
        made.file().read(found, block.position());
        return found.flip().equals(known.bytes());
    }

    private Optional<Damage> checkKept(Blocks.Block block) throws IOException {
        KeptBlock kept = made.kept(block);
        ByteBuffer found = ByteBuffer.allocate(kept.fileLength());
        made.file().read(found, block.position());
        found.flip();
        int differs = found.mismatch(kept.encode(kept.decode(found)));
        if (differs < 0) {
            return Optional.empty();
        }
        String where = " of the kept region "
                + made.description().kept().at(block.offset()).orElseThrow();
        if (differs < kept.checkAt()) {
            return Optional.of(new Damage(
                    block.position() + differs, 1, "what is around the uncompressed bytes" + where + " is damaged"));
        }
        return Optional.of(new Damage(
                block.position(),
                block.fileLength(),
                "the bytes" + where + " from offset " + block.offset()
                        + " on do not fit their check: they were changed by"
                        + " another program, which 'platter-gzip repair' mends, or are damaged, or the check is"));
    }

    private Optional<Damage> checkPacked(Blocks.Block block) throws IOException {
        if (hole.isPresent() && isThat(hole.get(), block)) {
            return Optional.empty();
        }
        Optional<Damage> damage = PackedCheck.of(made.file(), block);
        if (damage.isEmpty()
                && block.length() > 0
                && Zeroes.hasHeader(made, block)
                && !PackedCheck.isZeroes(made.file(), block)) {
            return Optional.of(new Damage(
                    block.position(), block.fileLength(), "a block says that it has only zeroes, and has others"));
        }
        return damage;
    }
}
