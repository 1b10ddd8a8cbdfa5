// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.api.Completion;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What changes one part of a disk.
 *
 * @param offset in the part, in bytes
 * @param length in bytes
 * @param bytes what is there afterwards; empty for zeroes
 * @param deletes whether the object may go, if that are all of its bytes
 * @param end told when the store has it
 */
record Effect(int offset, int length, Optional<ByteBuffer> bytes, boolean deletes, Completion end) {
    /** Puts it into the part's memory. */
    void apply(ByteBuffer part) {
        if (bytes.isPresent()) {
            part.put(offset, bytes.get(), bytes.get().position(), length);
        } else {
            Zeroes.put(part.slice(offset, length));
        }
    }
}
