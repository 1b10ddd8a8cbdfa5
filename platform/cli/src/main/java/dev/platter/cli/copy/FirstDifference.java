// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Remembers where two disks differ first. Blocks begin in order, so nothing before it is left to find when it is found. */
final class FirstDifference implements Comparing.Differing {
    private long first = Long.MAX_VALUE;

    @Override
    public void differs(long offset, int index, ByteBuffer wanted, Completion done) {
        synchronized (this) {
            first = Math.min(first, offset + index);
        }
        done.succeeded();
    }

    @Override
    public synchronized boolean wantsMore() {
        return first == Long.MAX_VALUE;
    }

    /** The offset of the first byte that differs. */
    synchronized OptionalLong offset() {
        return first == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(first);
    }
}
