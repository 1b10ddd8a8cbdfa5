// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import dev.platter.seekable.Damage;
import dev.platter.seekable.OwnerMark;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A file that was made here, as its format sees it: what is known of it without a look at its blocks. Any number of threads may
 * call it at a time.
 */
public interface MadeFile {
    /** {@return the file, which stays open} */
    Storage file();

    /** {@return what it says about itself} */
    Description description();

    /** {@return all its blocks, in their order} */
    Blocks blocks();

    /** {@return how the blocks are unpacked that are compressed; closed with the image} */
    BlockReader reader();

    /** {@return the check of each kept block, whose text is its name} */
    BlockCheck check();

    /** {@return a new view of the place in which a writer says who it is} */
    OwnerMark mark();

    /** {@return where that place is in the file: a damage without a message} */
    Damage markPlace();

    /** {@return how many blocks at the beginning only describe the image} */
    int labelBlocks();

    /**
     * Where a kept block has its bytes.
     *
     * @param length of the block, at most {@link KeptLayout#LONGEST}
     */
    KeptLayout layout(int length);

    /**
     * Makes a kept block.
     *
     * @param bytes of the image, from position to limit, which are left as they are
     * @return the block as it is in the file
     */
    ByteBuffer encodeKept(ByteBuffer bytes);

    /**
     * Whether a compressed block says that it has nothing but zeroes. Not all such blocks say so.
     *
     * @param block of the file
     * @throws IOException if the file cannot be read
     */
    boolean isZeroes(Block block) throws IOException;

    /**
     * What is wrong with a compressed block.
     *
     * @param block of the file
     * @throws IOException if the file cannot be read
     */
    Optional<Damage> checkPacked(Block block) throws IOException;

    /**
     * What is wrong with the bytes of the file that do not belong to a block of the image.
     *
     * @return in any order
     * @throws IOException if the file cannot be read
     */
    List<Damage> checkRest() throws IOException;

    /**
     * Mends what a crash in the middle of a write to the {@link #mark} has left.
     *
     * @throws IOException if that fails
     */
    default void mendMark() throws IOException {}

    /**
     * Whether a block can be a kept one, as far as can be told without a look at it.
     *
     * @param block of the right length
     */
    boolean isKept(Block block);
}
