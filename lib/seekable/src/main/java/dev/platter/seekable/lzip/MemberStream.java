// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.lzip;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import org.tukaani.xz.CorruptedInputException;

/** The data of a member, which are checked at their end. */
final class MemberStream extends FilterInputStream {
    private final InputStream packed;
    private final int expected;
    private final CRC32 crc = new CRC32();

    /**
     * Begins at the first byte.
     *
     * @param data unpacks it
     * @param packed what it is unpacked from, and nothing else
     * @param expected the checksum of the data
     */
    MemberStream(InputStream data, InputStream packed, int expected) {
        super(data);
        this.packed = packed;
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        int read = in.read(into, at, length);
        if (read > 0) {
            crc.update(into, at, read);
        } else if (read < 0 && ((int) crc.getValue() != expected || packed.read() >= 0)) {
            throw new CorruptedInputException("the data do not fit their checksum, or other bytes follow");
        }
        return read;
    }
}
