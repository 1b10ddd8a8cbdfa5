// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.nio.ByteBuffer;

/** Writes what differs. */
record Mending(Drain writing) implements Comparing.Differing {
    @Override
    public void differs(long offset, int index, ByteBuffer wanted, Completion done) {
        writing.data(offset, wanted, done);
    }

    @Override
    public boolean wantsMore() {
        return true;
    }
}
