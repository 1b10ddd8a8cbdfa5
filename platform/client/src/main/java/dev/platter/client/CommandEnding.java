// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.api.Completion;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Ends a request that has no result. */
record CommandEnding(Completion completion) implements Ending<@Nullable Void> {
    @Override
    public void succeeded(@Nullable Void result) {
        completion.succeeded();
    }

    @Override
    public void failed(IOException error) {
        completion.failed(error);
    }
}
