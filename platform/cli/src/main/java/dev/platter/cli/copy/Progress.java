// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.Closeable;

/** Shows how far the work is. */
interface Progress extends Closeable {
    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void reached(long done) {}

        @Override
        public void close() {}
    };

    /**
     * Takes how many bytes are done, from one thread at a time.
     *
     * @param done in bytes
     */
    void reached(long done);

    @Override
    void close();
}
