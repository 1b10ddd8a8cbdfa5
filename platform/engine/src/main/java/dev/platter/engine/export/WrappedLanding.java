// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Completion;
import dev.platter.api.Landing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A landing whose commit needs something around it: another thread, a class loader, a flush.
 *
 * @param landing the disk's own
 * @param around makes the commit that it is given, with the completion that it is given
 */
record WrappedLanding(Landing landing, BiConsumer<Consumer<Completion>, Completion> around) implements Landing {
    @Override
    public List<ByteBuffer> buffers() {
        return landing.buffers();
    }

    @Override
    public void commit(Completion completion) {
        around.accept(landing::commit, completion);
    }

    @Override
    public void abandon() {
        landing.abandon();
    }
}
