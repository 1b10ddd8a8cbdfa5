// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import dev.platter.api.Completion;
import dev.platter.api.Operation;
import dev.platter.api.RequestFlags;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A request that fits into one slot of a ring.
 *
 * @param operation read, write, flush, trim or zero
 * @param offset where the range begins, in bytes
 * @param length its length, in bytes
 * @param buffer the data of a read or write
 * @param flags for zeroes
 * @param completion is told how it ended, exactly once, when the request is out of its queue
 * @param owner the disk that has asked
 */
record Request(
        Operation operation,
        long offset,
        long length,
        @Nullable ByteBuffer buffer,
        RequestFlags flags,
        Completion completion,
        Object owner) {}
