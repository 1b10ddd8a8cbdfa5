// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Goes on when a call has ended.
 *
 * @param success what comes next
 * @param failure takes why there is nothing next
 */
record Callback(Runnable success, Consumer<IOException> failure) implements Completion {
    @Override
    public void succeeded() {
        success.run();
    }

    @Override
    public void failed(IOException error) {
        failure.accept(error);
    }
}
