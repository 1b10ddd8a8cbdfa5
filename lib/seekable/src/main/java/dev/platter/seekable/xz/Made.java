// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.util.Optional;

/**
 * A file that was made here, and what is known of it without a look at its blocks.
 *
 * @param file the file
 * @param blocks all its blocks, those of the label first
 * @param check behind each block
 * @param label the bytes of the description
 * @param description what they say
 */
record Made(Storage file, Blocks blocks, Check check, Label label, Description description) {
    /**
     * Looks whether a file has a label.
     *
     * @return empty if it is the file of another program, or the label is damaged
     * @throws DamagedImageException if the index does not have the kept regions that the label has
     */
    static Optional<Made> of(Storage file, Blocks blocks) throws IOException {
        Optional<Check> check =
                blocks.count() == 0 ? Optional.empty() : Check.of(blocks.get(0).check());
        if (check.isEmpty()) {
            return Optional.empty();
        }
        int empty = 0;
        while (empty < blocks.count() && isOfALabel(blocks.get(empty), check.get())) {
            empty++;
        }
        Label label = new Label(file, check.get(), empty);
        if (label.size() < Description.HEAD) {
            return Optional.empty();
        }
        Optional<Description> description = Description.read(label);
        // We make no longer ones, so somebody has put the label of one image in front of another.
        if (description.isEmpty() || blocks.longest() > PackedBlock.LONGEST) {
            return Optional.empty();
        }
        Made made = new Made(file, blocks, check.get(), label, description.get());
        for (KeptRegion region : description.get().kept().list()) {
            made.requireBlocks(region);
        }
        return Optional.of(made);
    }

    private static boolean isOfALabel(Blocks.Block block, Check check) {
        return block.length() == 0 && block.unpadded() == Label.unpaddedLength(check) && block.check() == check.id();
    }

    /** Everything that is written in place rests on this. */
    private void requireBlocks(KeptRegion region) throws DamagedImageException {
        if (region.end() > blocks.size()) {
            throw new DamagedImageException(
                    Index.HEADER,
                    "the kept region " + region + " ends beyond the image, which has " + blocks.size() + " bytes");
        }
        long offset = region.start();
        while (offset < region.end()) {
            Blocks.Block block = blocks.get(blocks.indexOf(offset));
            long length = Math.min(KeptBlock.LONGEST, region.end() - offset);
            if (block.offset() != offset
                    || block.length() != length
                    || block.check() != check.id()
                    || block.unpadded() != kept(block).unpaddedLength()) {
                throw new DamagedImageException(
                        block.position(), "the block is not one of the kept region " + region + ", as the label says");
            }
            offset += length;
        }
    }

    KeptBlock kept(Blocks.Block block) {
        return new KeptBlock((int) block.length(), check);
    }

    /** How many blocks belong to the label. */
    int labelBlocks() {
        return Label.blocks((int) label.size());
    }
}
