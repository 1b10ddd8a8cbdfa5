// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import java.util.ArrayList;
import java.util.List;

/** Where the blocks of a file are, in ascending order. What is between runs is a hole. */
final class Runs {
    /** About 100 MB of memory. A file of so many pieces is served better after it was copied. */
    private static final int MOST = 1 << 20;

    private final Superblock superblock;
    private final List<Run> runs = new ArrayList<>();

    /**
     * Blocks that follow each other in the file and on the disk.
     *
     * @param first the number of the first one in the file
     * @param place the number of the first one on the disk
     * @param count how many there are
     */
    record Run(long first, long place, long count) {
        long end() {
            return first + count;
        }
    }

    Runs(Superblock superblock) {
        this.superblock = superblock;
    }

    List<Run> list() {
        return runs;
    }

    /** The number in the file that the next run may have. */
    long end() {
        return runs.isEmpty() ? 0 : runs.getLast().end();
    }

    /**
     * Adds blocks behind the others.
     *
     * @throws Ext2Exception if they are not behind them, or not on the disk
     */
    void add(long first, long place, long count) throws Ext2Exception {
        if (first < end()) {
            throw Ext2Exception.damaged("block " + first + " of a file is listed twice");
        }
        if (count <= 0 || place <= superblock.firstBlock() || place > superblock.blocks() - count) {
            throw Ext2Exception.damaged("a file has " + count + " blocks at block " + place
                    + ", and the file system has " + superblock.blocks());
        }
        Run last = runs.isEmpty() ? new Run(0, 0, 0) : runs.getLast();
        if (last.count() > 0 && last.end() == first && last.place() + last.count() == place) {
            runs.set(runs.size() - 1, new Run(last.first(), last.place(), last.count() + count));
        } else if (runs.size() == MOST) {
            throw new Ext2Exception(
                    "the file is in more than " + MOST + " pieces, which are the most that are accepted");
        } else {
            runs.add(new Run(first, place, count));
        }
    }
}
