// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import dev.platter.seekable.ImageInput;
import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.OrderedWork;
import dev.platter.seekable.Recipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Cuts one image into blocks, at the borders of kept regions and else at multiples of a length. The calling thread reads and
 * writes, the workers make blocks in between. Kept regions take the same way, so that everything is in its order.
 */
public final class BlockCreator {
    private final ImageInput in;
    private final Recipe recipe;
    private final Packer packer;
    private final int longestPacked;
    private final int longestHole;
    private final ByteBuffer zeroes;
    private long offset;

    /** Makes blocks. All bytes are from position to limit, in a buffer with an array. Any number of threads may call it. */
    public interface Packer {
        /**
         * Makes a block of a kept region.
         *
         * @param bytes up to {@link KeptLayout#LONGEST}
         */
        NewBlock kept(ByteBuffer bytes);

        /**
         * Compresses a block.
         *
         * @param bytes not only zeroes
         * @throws IOException if that fails
         */
        NewBlock packed(ByteBuffer bytes) throws IOException;

        /**
         * Makes a block of zeroes.
         *
         * @param length how many
         * @throws IOException if that fails
         */
        NewBlock zeroes(int length) throws IOException;
    }

    /**
     * Prepares.
     *
     * @param in the image; not closed here
     * @param recipe how
     * @param packer makes the blocks
     * @param longestPacked how long a compressed block can be, in bytes of the image
     * @param longestHole how long a block in a hole can be, a multiple of that
     */
    public BlockCreator(ImageInput in, Recipe recipe, Packer packer, int longestPacked, int longestHole) {
        this.in = in;
        this.recipe = recipe;
        this.packer = packer;
        this.longestPacked = longestPacked;
        this.longestHole = longestHole;
        zeroes = ByteBuffer.allocate(longestPacked).asReadOnlyBuffer();
    }

    /**
     * Makes all blocks.
     *
     * @param taker takes them in their order, on the calling thread
     * @throws IllegalArgumentException if a kept region ends beyond the image
     * @throws IOException if that fails
     */
    public void run(OrderedWork.Taker<NewBlock> taker) throws IOException {
        try (OrderedWork<NewBlock> work = new OrderedWork<>(recipe.threads(), taker)) {
            boolean more;
            do {
                Optional<KeptRegion> region = recipe.kept().after(offset);
                if (region.isPresent() && region.get().start() <= offset) {
                    more = read(work, untilEnd(region.get()), packer::kept);
                } else {
                    more = skip(work, region) || read(work, untilRegion(region, longestPacked), this::packed);
                }
            } while (more);
            work.finish();
        }
        requireRegions();
    }

    /** What makes a block of bytes. */
    @FunctionalInterface
    private interface Maker {
        NewBlock make(ByteBuffer bytes) throws IOException;
    }

    private int untilEnd(KeptRegion region) {
        return (int) Math.min(KeptLayout.LONGEST, region.end() - offset);
    }

    private int untilRegion(Optional<KeptRegion> next, int longest) {
        long end = next.map(KeptRegion::start).orElse(Long.MAX_VALUE);
        return (int) Math.min(longest - offset % longest, end - offset);
    }

    /** Makes a block of a hole, if there is one that is long enough. */
    private boolean skip(OrderedWork<NewBlock> work, Optional<KeptRegion> next) throws IOException {
        long hole = in.hole();
        int length = untilRegion(next, longestHole);
        if (hole < length) {
            length = untilRegion(next, longestPacked);
        }
        if (hole < length) {
            return false;
        }
        int zeroesToMake = length;
        in.skip(length);
        work.add(() -> packer.zeroes(zeroesToMake));
        offset += length;
        return true;
    }

    /** Reads a block. Returns whether there may be another one behind it. */
    private boolean read(OrderedWork<NewBlock> work, int wanted, Maker maker) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(wanted);
        in.read(bytes);
        bytes.flip();
        if (bytes.hasRemaining()) {
            work.add(() -> maker.make(bytes));
        }
        offset += bytes.remaining();
        return bytes.remaining() == wanted;
    }

    private NewBlock packed(ByteBuffer bytes) throws IOException {
        boolean nothingElse = zeroes.slice(0, bytes.remaining()).mismatch(bytes) < 0;
        return nothingElse ? packer.zeroes(bytes.remaining()) : packer.packed(bytes);
    }

    private void requireRegions() {
        for (KeptRegion region : recipe.kept().list()) {
            if (region.end() > offset) {
                throw new IllegalArgumentException("the kept region " + region + " ends beyond the image, which has "
                        + offset + " bytes: its last byte can be " + (offset - 1));
            }
        }
    }
}
