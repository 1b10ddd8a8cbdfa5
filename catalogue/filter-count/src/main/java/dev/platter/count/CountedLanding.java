// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.count;

import dev.platter.api.Completion;
import dev.platter.api.Landing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A long write, which is counted when it has succeeded. */
record CountedLanding(Landing landing, LongAdder total, int length) implements Landing {
    @Override
    public List<ByteBuffer> buffers() {
        return landing.buffers();
    }

    @Override
    public void commit(Completion completion) {
        landing.commit(new Counted(total, length, completion));
    }

    @Override
    public void abandon() {
        landing.abandon();
    }
}
