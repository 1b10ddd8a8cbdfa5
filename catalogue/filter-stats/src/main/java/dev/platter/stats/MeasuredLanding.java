// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.stats;

import dev.platter.api.Completion;
import dev.platter.api.Landing;
import java.nio.ByteBuffer;
import java.util.List;

/** A long write, which takes from when its payload is complete. One that is abandoned comes again, or has failed. */
record MeasuredLanding(Landing landing, Tally tally, long offset, int length) implements Landing {
    @Override
    public List<ByteBuffer> buffers() {
        return landing.buffers();
    }

    @Override
    public void commit(Completion completion) {
        landing.commit(new StatsDisk.Measured(tally, offset, length, completion));
    }

    @Override
    public void abandon() {
        landing.abandon();
    }
}
