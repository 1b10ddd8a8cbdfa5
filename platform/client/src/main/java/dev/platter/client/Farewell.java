// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Tells that {@code NBD_CMD_DISC}, which has no answer, was sent or never will be. */
record Farewell(CountDownLatch gone) implements Ending<@Nullable Void> {
    @Override
    public void sent() {
        gone.countDown();
    }

    @Override
    public void succeeded(@Nullable Void result) {}

    @Override
    public void failed(IOException error) {}
}
