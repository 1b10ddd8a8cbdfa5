// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/**
 * The record at the end of every zip file (APPNOTE 4.3.16) and the table of contents before it (4.3.12). A stream of entries can
 * be read without them, so a truncated file can look complete to a reader that starts at the beginning.
 */
final class ZipEnd {
    private static final int SIZE = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final byte[] SIGNATURE = {'P', 'K', 5, 6};

    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_SIZE = 46;

    private ZipEnd() {}

    /** Refuses a file without this record, with the messages of {@link java.util.zip.ZipFile}. */
    static void require(byte[] bytes) throws ZipException {
        find(bytes);
    }

    /**
     * Refuses a file whose table of contents names a file that would unpack to more than is allowed.
     *
     * @throws ZipException if the file has no table of contents
     */
    static void require(byte[] bytes, JarLimits limits) throws ZipException, JarTooLargeException {
        int end = find(bytes);
        ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long at = end - Integer.toUnsignedLong(table.getInt(end + 12));
        while (at >= 0 && at + ENTRY_SIZE <= end && table.getInt((int) at) == ENTRY) {
            int entry = (int) at;
            int name = Short.toUnsignedInt(table.getShort(entry + 28));
            int extra = Short.toUnsignedInt(table.getShort(entry + 30));
            int comment = Short.toUnsignedInt(table.getShort(entry + 32));
            at += ENTRY_SIZE + name + extra + comment;
            if (at > end) {
                throw new ZipException("its table of contents is damaged");
            }
            limits.require(
                    new String(bytes, entry + ENTRY_SIZE, name, StandardCharsets.UTF_8),
                    Integer.toUnsignedLong(table.getInt(entry + 24)));
        }
    }

    private static int find(byte[] bytes) throws ZipException {
        if (bytes.length == 0) {
            throw new ZipException("zip file is empty");
        }
        int last = Math.max(0, bytes.length - SIZE - LONGEST_COMMENT);
        for (int at = bytes.length - SIZE; at >= last; at--) {
            if (isEnd(bytes, at)) {
                return at;
            }
        }
        throw new ZipException("zip END header not found");
    }

    private static boolean isEnd(byte[] bytes, int at) {
        for (int i = 0; i < SIGNATURE.length; i++) {
            if (bytes[at + i] != SIGNATURE[i]) {
                return false;
            }
        }
        return true;
    }
}
