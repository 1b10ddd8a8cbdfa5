// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.util.zip.ZipException;

/**
 * The record at the end of every zip file (APPNOTE 4.3.16). A stream of entries can be read without this record, so a truncated
 * file can look complete to a reader that starts at the beginning.
 */
final class ZipEnd {
    private static final int SIZE = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final byte[] SIGNATURE = {'P', 'K', 5, 6};

    private ZipEnd() {}

    /** Refuses a file without this record, with the messages of {@link java.util.zip.ZipFile}. */
    static void require(byte[] bytes) throws ZipException {
        if (bytes.length == 0) {
            throw new ZipException("zip file is empty");
        }
        int last = Math.max(0, bytes.length - SIZE - LONGEST_COMMENT);
        for (int at = bytes.length - SIZE; at >= last; at--) {
            if (isEnd(bytes, at)) {
                return;
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
