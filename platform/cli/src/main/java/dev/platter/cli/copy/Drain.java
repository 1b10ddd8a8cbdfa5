// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.nio.ByteBuffer;

/** Takes the blocks of a copy, each once, on any thread and in any order. Offsets and lengths are in bytes. */
interface Drain {
    /**
     * Takes data.
     *
     * @param data from its position to its limit, neither of which moves; the caller's again on completion
     */
    void data(long offset, ByteBuffer data, Completion done);

    /** Takes a range that is zeroes. */
    void zeroes(long offset, long length, Completion done);

    /** Two drains that both get each block. */
    static Drain both(Drain one, Drain other) {
        return new Drain() {
            @Override
            public void data(long offset, ByteBuffer data, Completion done) {
                Finished both = new Finished(2, done);
                one.data(offset, data.duplicate(), both);
                other.data(offset, data.duplicate(), both);
            }

            @Override
            public void zeroes(long offset, long length, Completion done) {
                Finished both = new Finished(2, done);
                one.zeroes(offset, length, both);
                other.zeroes(offset, length, both);
            }
        };
    }

    /** A drain that takes everything, and does nothing. */
    static Drain nowhere() {
        return new Drain() {
            @Override
            public void data(long offset, ByteBuffer data, Completion done) {
                done.succeeded();
            }

            @Override
            public void zeroes(long offset, long length, Completion done) {
                done.succeeded();
            }
        };
    }
}
