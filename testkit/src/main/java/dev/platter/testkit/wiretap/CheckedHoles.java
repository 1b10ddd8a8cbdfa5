// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import dev.platter.api.HoleSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Passes holes on, and checks at the end that they read as zeroes. Used by one thread at a time. */
final class CheckedHoles implements HoleSink {
    /** A hole that was reported. */
    private record Hole(int index, int length) {}

    private final HoleSink sink;
    private final ByteBuffer buffer;
    private final int start;
    private final int length;
    private final List<Hole> holes = new ArrayList<>();

    CheckedHoles(HoleSink sink, ByteBuffer into) {
        this.sink = sink;
        buffer = into.duplicate();
        start = into.position();
        length = into.remaining();
    }

    @Override
    public void hole(int index, int size) {
        holes.add(new Hole(index, size));
        sink.hole(index, size);
    }

    /** Checks the holes after the read has succeeded. */
    void check(String call, Wiretap tap) {
        int end = 0;
        for (Hole hole : holes) {
            if (hole.index < end || hole.length <= 0 || hole.length > length - hole.index) {
                tap.found(
                        Rules.HOLES,
                        call + " reported a hole of " + hole.length + " bytes at index " + hole.index
                                + ", but it must lie between " + end + " and " + length);
                return;
            }
            end = hole.index + hole.length;
            for (int i = hole.index; i < end; i++) {
                if (buffer.get(start + i) != 0) {
                    tap.found(
                            Rules.HOLES,
                            call + " reported a hole at index " + hole.index + " of " + hole.length
                                    + " bytes, but left " + buffer.get(start + i) + " in its buffer at index " + i);
                    return;
                }
            }
        }
    }
}
