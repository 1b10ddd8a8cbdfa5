// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import dev.platter.api.Completion;
import dev.platter.api.RequestFlags;
import java.io.IOException;

/** Writes zeroes a piece at a time, for a script that has no other way to make them. */
final class WrittenZeroes implements Call.Outcome {
    private static final int PIECE = 1 << 20;

    private final InterpretedDisk disk;
    private final long end;
    private final RequestFlags flags;
    private final Completion completion;
    private final byte[] zeroes;
    private long at;

    WrittenZeroes(InterpretedDisk disk, long begin, long end, RequestFlags flags, Completion completion) {
        this.disk = disk;
        this.end = end;
        this.flags = flags;
        this.completion = completion;
        zeroes = new byte[(int) Math.min(PIECE, end - begin)];
        at = begin;
    }

    void next() {
        if (at == end) {
            completion.succeeded();
            return;
        }
        int length = (int) Math.min(zeroes.length, end - at);
        long offset = at;
        at += length;
        disk.write(length == zeroes.length ? zeroes : new byte[length], offset, flags, this);
    }

    @Override
    public void answered(byte[] answer) {
        next();
    }

    @Override
    public void failed(IOException error) {
        completion.failed(error);
    }
}
