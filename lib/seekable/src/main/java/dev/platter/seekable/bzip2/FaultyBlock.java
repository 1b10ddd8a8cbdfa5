// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

import java.io.IOException;
import java.io.Serial;

/** A block that breaks the rules of the format. The message can follow "the block". */
final class FaultyBlock extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    FaultyBlock(String message) {
        super(message);
    }
}
