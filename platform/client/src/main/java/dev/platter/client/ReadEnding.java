// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.api.Completion;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ends a read: reports its holes, and moves the buffer's position to its limit. */
record ReadEnding(ByteBuffer into, HoleSink holes, Completion completion) implements Ending<ReadReply> {
    @Override
    public void succeeded(ReadReply reply) {
        reportHoles(reply);
        into.position(into.limit());
        completion.succeeded();
    }

    private void reportHoles(ReadReply reply) {
        List<ReadReply.Chunk> found = List.of();
        long start = Long.MAX_VALUE;
        for (ReadReply.Chunk chunk : reply.chunks()) {
            start = Math.min(start, chunk.offset());
            if (chunk.hole()) {
                if (found.isEmpty()) {
                    found = new ArrayList<>();
                }
                found.add(chunk);
            }
        }
        if (found.size() > 1) {
            // A server may send the chunks of a read in any order.
            found.sort(Comparator.comparingLong(ReadReply.Chunk::offset));
        }
        for (ReadReply.Chunk hole : found) {
            holes.hole((int) (hole.offset() - start), (int) hole.length());
        }
    }

    @Override
    public void failed(IOException error) {
        completion.failed(error);
    }
}
