// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import dev.platter.seekable.Damage;
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
 * Looks at each byte of an image of ours: kept blocks are made anew and compared, other blocks are unpacked, and the format knows
 * the rest.
 */
final class MadeVerifier {
    private final MadeFile made;
    private final OwnerMark mark;
    private final List<Damage> damages = new ArrayList<>();

    private record Checked(long end, Optional<Damage> damage) {}

    /** @param mark of the open image */
    MadeVerifier(MadeFile made, OwnerMark mark) {
        this.made = made;
        this.mark = mark;
    }

    List<Damage> run(int threads, Progress progress) throws IOException {
        damages.addAll(made.checkRest());
        checkMark();
        try (OrderedWork<Checked> work = new OrderedWork<>(threads, checked -> take(checked, progress))) {
            for (int i = made.labelBlocks(); i < made.blocks().count(); i++) {
                int index = i;
                work.add(() -> check(index));
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

    private void checkMark() throws IOException {
        boolean free = mark.read().filter(OwnerMark.State.FREE::equals).isPresent();
        boolean held = mark.state() != OwnerMark.State.FREE;
        if (!held && !(free && mark.isBlank())) {
            Damage place = made.markPlace();
            damages.add(new Damage(
                    place.position(),
                    place.length(),
                    "the mark of a writer is there: somebody writes to the image, or was interrupted, which"
                            + " 'platter-gzip repair' mends"));
        }
    }

    private Checked check(int index) throws IOException {
        Block block = made.blocks().get(index);
        boolean kept = block.length() > 0
                && made.description().kept().at(block.offset()).isPresent();
        return new Checked(block.end(), kept ? checkKept(block) : made.checkPacked(block));
    }

    private Optional<Damage> checkKept(Block block) throws IOException {
        KeptLayout layout = made.layout((int) block.length());
        ByteBuffer found = ByteBuffer.allocate(layout.fileLength());
        made.file().read(found, block.position());
        found.flip();
        int differs = found.mismatch(made.encodeKept(layout.decode(found)));
        if (differs < 0) {
            return Optional.empty();
        }
        String where = " of the kept region "
                + made.description().kept().at(block.offset()).orElseThrow();
        if (differs < layout.checkAt()) {
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
}
