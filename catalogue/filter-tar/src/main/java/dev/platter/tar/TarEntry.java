// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tar;

import java.io.IOException;
import java.util.Arrays;

/** Where a file lies in a tar file, and the headers that say so. */
final class TarEntry {
    private final long headersAt;
    private final byte[] headers;
    private final long size;

    /**
     * Describes a file.
     *
     * @param headersAt where its first header begins
     * @param headers all of them; the contents follow
     * @param size how long the contents are
     */
    TarEntry(long headersAt, byte[] headers, long size) {
        this.headersAt = headersAt;
        this.headers = headers;
        this.size = size;
    }

    /** Where the contents begin. */
    long offset() {
        return headersAt + headers.length;
    }

    long size() {
        return size;
    }

    /** Whether a file, which may have been replaced, has the same headers at the same place. */
    boolean isStillIn(TarBytes bytes) throws IOException {
        return offset() + size <= bytes.size() && Arrays.equals(headers, bytes.exactly(headersAt, headers.length));
    }
}
