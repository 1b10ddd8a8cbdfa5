// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts.lines;

import dev.platter.api.BlockSizes;
import dev.platter.api.DiskException;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.NbdError;
import java.util.ArrayList;
import java.util.List;

/** Reads the minimum, the preferred and the maximum block size. Three zeroes say nothing. */
public final class BlockSizeLine {
    private static final int WORDS = 3;

    /** What nbdkit, and the protocol, write for a maximum that does not exist. */
    private static final long UNLIMITED = 0xffff_ffffL;

    private BlockSizeLine() {}

    /**
     * Reads them.
     *
     * @param script what the script is called in messages
     * @param text three sizes with spaces between them, such as {@code 512 4K 1M}
     * @return the sizes
     * @throws DiskException EIO if it has fewer words, or sizes that do not fit together; the message says which
     */
    public static BlockSizes parse(String script, String text) throws DiskException {
        String[] words = text.strip().split("\\s+");
        if (words.length < WORDS) {
            throw new DiskException(
                    NbdError.EIO,
                    script + ": block_size method cannot be parsed: expecting minimum, preferred and maximum size, but"
                            + " received '" + text + "'");
        }
        try {
            List<Long> sizes = new ArrayList<>();
            for (String word : List.of(words).subList(0, WORDS)) {
                sizes.add(Size.parse(word).bytes());
            }
            if (sizes.equals(List.of(0L, 0L, 0L))) {
                return BlockSizes.ANY;
            }
            long maximum = sizes.get(2) == UNLIMITED ? Long.MAX_VALUE : sizes.get(2);
            return new BlockSizes(
                    Math.toIntExact(sizes.get(0)), Math.toIntExact(sizes.get(1)), maximum, Long.MAX_VALUE);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DiskException(NbdError.EIO, script + ": block_size: " + e.getMessage(), e);
        }
    }
}
