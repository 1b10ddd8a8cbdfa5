// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sparserandom;

/** Which blocks of a disk are data; the others are holes. Immutable. */
interface Layout {
    /** The unit of data and holes, in bytes. */
    int BLOCK = 4096;

    /** Whether a block is data. */
    boolean isData(long block);

    /**
     * Where a run of blocks of the same kind ends.
     *
     * @param block a block of the run
     * @param most where to stop looking
     * @return the first block after it that is of the other kind, or {@code most}
     */
    long end(long block, long most);

    /** A layout of one kind of blocks. */
    static Layout uniform(boolean data) {
        return new Layout() {
            @Override
            public boolean isData(long block) {
                return data;
            }

            @Override
            public long end(long block, long most) {
                return most;
            }
        };
    }
}
