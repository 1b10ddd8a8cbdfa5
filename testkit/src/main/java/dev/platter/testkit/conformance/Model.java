// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.Extent;
import dev.platter.nbd.BlockStatus;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What a range of a disk must read as. A byte may be unknown: at the beginning, after a trim, and after a write that
 * has failed. Then the first read decides, and from then on it must stay the same.
 */
final class Model {
    private final long start;
    private final byte[] content;
    private final BitSet known;

    Model(long start, int length) {
        this.start = start;
        content = new byte[length];
        known = new BitSet(length);
    }

    void wrote(long offset, byte[] data) {
        System.arraycopy(data, 0, content, at(offset), data.length);
        known.set(at(offset), at(offset) + data.length);
    }

    void zeroed(long offset, int length) {
        wrote(offset, new byte[length]);
    }

    void forget(long offset, int length) {
        known.clear(at(offset), at(offset) + length);
    }

    void read(long offset, byte[] bytes) {
        int first = at(offset);
        int different = Arrays.mismatch(bytes, 0, bytes.length, content, first, first + bytes.length);
        for (int i = different; i >= 0 && i < bytes.length; i++) {
            int at = first + i;
            if (known.get(at) && bytes[i] != content[at]) {
                throw new Broken("the byte at " + (offset + i) + " was read as " + (bytes[i] & 0xff) + " and must be "
                        + (content[at] & 0xff));
            }
        }
        wrote(offset, bytes);
    }

    void extents(Step asked, List<Extent> extents) {
        long at = asked.offset();
        Broken.unless(!extents.isEmpty(), () -> asked + " was answered with no extents");
        for (Extent extent : extents) {
            if (extent.offset() != at || extent.length() <= 0) {
                throw new Broken(asked + " was answered with " + extents + ", which has a gap at " + at);
            }
            if ((extent.status() & BlockStatus.ZERO) != 0) {
                zeroes(extent, asked);
            }
            at += extent.length();
        }
    }

    /** The bytes of an extent that claims zeroes; it may reach beyond the range that was asked for. */
    private void zeroes(Extent extent, Step asked) {
        long from = Math.max(extent.offset(), start);
        long to = Math.min(
                extent.offset() + extent.length(), Math.min(start + content.length, asked.offset() + asked.length()));
        for (long offset = from; offset < to; offset++) {
            if (known.get(at(offset)) && content[at(offset)] != 0) {
                throw new Broken("an extent from " + extent.offset() + " to " + (extent.offset() + extent.length())
                        + " claims to read as zeroes, but the byte at " + offset + " is "
                        + (content[at(offset)] & 0xff));
            }
        }
        if (from < to) {
            zeroed(from, (int) (to - from));
        }
    }

    private int at(long offset) {
        return (int) (offset - start);
    }
}
