// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.blocks.VariableNumber;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Collects the records of blocks, and makes the index and the footer of them. */
final class IndexWriter {
    private static final int LONGEST_RECORD = 18;

    private final int check;
    private final ByteArrayOutputStream records = new ByteArrayOutputStream();
    private final ByteBuffer record = ByteBuffer.allocate(LONGEST_RECORD);
    private long count;

    IndexWriter(int check) {
        this.check = check;
    }

    void add(long unpadded, long length) {
        record.clear();
        VariableNumber.put(record, unpadded);
        VariableNumber.put(record, length);
        records.write(record.array(), 0, record.position());
        count++;
    }

    /** Index and footer. */
    ByteBuffer finish() {
        int body = 1 + VariableNumber.lengthOf(count) + records.size();
        int length = (int) Fields.padded(body) + Integer.BYTES;
        ByteBuffer out = ByteBuffer.allocate(length + Index.FOOTER).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0);
        VariableNumber.put(out, count);
        out.put(records.toByteArray());
        out.position(length - Integer.BYTES);
        out.putInt(Fields.crc32(out.slice(0, length - Integer.BYTES)));
        return out.put(Index.footer(check, length)).flip();
    }
}
