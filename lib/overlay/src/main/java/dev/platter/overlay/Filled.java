// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import dev.platter.api.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Makes a failure of a read that has not filled its buffer.
 *
 * @param into the buffer
 * @param end is told how the read has ended
 */
public record Filled(ByteBuffer into, Completion end) implements Completion {
    @Override
    public void succeeded() {
        if (into.hasRemaining()) {
            failed(new IOException("the disk behind has left " + into.remaining() + " bytes of a read unfilled"));
        } else {
            end.succeeded();
        }
    }

    @Override
    public void failed(IOException error) {
        end.failed(error);
    }
}
