// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/**
 * Which bytes of a packed file are bytes of the image. They are found by packing an image of random bytes, and another one
 * with all bits inverted: a byte of a header is the same in both files, and one of the image is inverted.
 */
final class PackedLayout {
    /** So many bytes in a row are not a checksum. */
    private static final int SURE = 16;

    /** For each byte of the file: its offset in the image, or a negative number. */
    private final int[] inImage;

    private final byte[] around;

    private PackedLayout(int[] inImage, byte[] around) {
        this.inImage = inImage;
        this.around = around;
    }

    /** @param size of the image, which is zeroes */
    static PackedLayout of(PackingFilter.Packer packer, int size) throws IOException {
        byte[] image = new byte[size];
        byte[] around = packer.pack(image);
        new Random(1).nextBytes(image);
        byte[] straight = packer.pack(image);
        byte[] inverted = packer.pack(inverted(image));
        int[] inImage = new int[straight.length];
        int found = 0;
        boolean inside = false;
        for (int at = 0; at < straight.length; at++) {
            int length = inside ? 1 : SURE;
            inside = found < size && is(image, found, straight, inverted, at, Math.min(length, size - found));
            inImage[at] = inside ? found++ : -1;
        }
        if (found != size || around.length != straight.length) {
            throw new IllegalStateException("the packer does not keep the image as it is: of " + size + " bytes, "
                    + found + " were found in a file of " + straight.length);
        }
        return new PackedLayout(inImage, around);
    }

    private static boolean is(byte[] image, int offset, byte[] straight, byte[] inverted, int at, int length) {
        return at + length <= straight.length
                && Arrays.equals(image, offset, offset + length, straight, at, at + length)
                && Arrays.equals(image, offset, offset + length, inverted(inverted, at, length), 0, length);
    }

    private static byte[] inverted(byte[] bytes) {
        return inverted(bytes, 0, bytes.length);
    }

    private static byte[] inverted(byte[] bytes, int from, int length) {
        byte[] inverted = new byte[length];
        for (int i = 0; i < length; i++) {
            inverted[i] = (byte) ~bytes[from + i];
        }
        return inverted;
    }

    /** The size of the file. */
    int size() {
        return around.length;
    }

    /** What is around the image; it can be written to. */
    byte[] around() {
        return around;
    }

    boolean isInImage(int at) {
        return inImage[at] >= 0;
    }

    int inImage(int at) {
        return inImage[at];
    }

    /** How many bytes, at most so many, are together in the image, or together around it. */
    int run(int at, int most) {
        int length = 1;
        while (length < most && isInImage(at + length) == isInImage(at)) {
            length++;
        }
        return length;
    }
}
