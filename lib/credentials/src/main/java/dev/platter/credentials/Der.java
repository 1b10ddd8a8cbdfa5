// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The small part of DER (X.690) that converts keys and certificates into a form that the JDK reads. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    /** The tag of the curve in a SEC 1 key: context-specific, constructed, number 0. */
    static final int PARAMETERS = 0xa0;

    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_BYTES = 3;

    private Der() {}

    static byte[] element(int tag, byte[]... contents) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        var element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length < LONG_FORM) {
            element.write(length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            element.write(LONG_FORM | bytes);
            for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
                element.write(length >>> shift);
            }
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    /** Reads the elements of a sequence, one after the other. */
    static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasNext() {
            return at < bytes.length;
        }

        int tag() {
            return octet(at);
        }

        /**
         * The content of the next element; moves the reader past it.
         *
         * @throws IllegalArgumentException if the bytes are not a whole element
         */
        byte[] content() {
            int next = at + 1;
            int length = octet(next++);
            if (length >= LONG_FORM) {
                int count = length - LONG_FORM;
                if (count > MOST_LENGTH_BYTES) {
                    throw new IllegalArgumentException("a length of " + count + " bytes");
                }
                length = 0;
                for (int i = 0; i < count; i++) {
                    length = length << 8 | octet(next++);
                }
            }
            if (length > bytes.length - next) {
                throw new IllegalArgumentException("an element that is cut off");
            }
            byte[] content = new byte[length];
            System.arraycopy(bytes, next, content, 0, length);
            at = next + length;
            return content;
        }

        /**
         * The next element whole, with its tag and length; moves the reader past it.
         *
         * @throws IllegalArgumentException if the bytes are not a whole element
         */
        byte[] element() {
            int begin = at;
            content();
            return Arrays.copyOfRange(bytes, begin, at);
        }

        /** The elements that were not read. */
        byte[] rest() {
            return Arrays.copyOfRange(bytes, at, bytes.length);
        }

        private int octet(int index) {
            if (index >= bytes.length) {
                throw new IllegalArgumentException("an element that is cut off");
            }
            return bytes[index] & 0xff;
        }
    }
}
