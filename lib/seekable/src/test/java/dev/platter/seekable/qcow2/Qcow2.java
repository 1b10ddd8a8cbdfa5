// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.qcow2;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/**
 * An image of version 3 with clusters of 4 KiB, whose bytes a test can change: the header, the first table, one table of the second level,
 * and clusters. Its disk has 1 MiB and 512 bytes.
 */
final class Qcow2 {
    static final int CLUSTER = 4096;
    static final int SIZE = (1 << 20) + 512;
    static final int FIRST = CLUSTER;
    static final int SECOND = 2 * CLUSTER;

    private static final long COPIED = 1L << 63;
    private static final long PACKED = 1L << 62;

    private final ByteArrayOutputStream clusters = new ByteArrayOutputStream();
    private final ByteBuffer tables = ByteBuffer.allocate(3 * CLUSTER);

    Qcow2() {
        tables.putInt(0, Header.MAGIC).putInt(4, 3).putInt(20, 12).putLong(24, SIZE);
        tables.putInt(36, 1).putLong(40, FIRST).putInt(96, 4).putInt(100, 112);
        tables.putLong(FIRST, COPIED | SECOND);
    }

    private int end() {
        return 3 * CLUSTER + clusters.size();
    }

    private void put(int number, long entry) {
        tables.putLong(SECOND + number * Long.BYTES, entry);
    }

    /** A cluster that has one byte everywhere. */
    Qcow2 data(int number, int value) {
        put(number, COPIED | end());
        for (int i = 0; i < CLUSTER; i++) {
            clusters.write(value);
        }
        return this;
    }

    Qcow2 zeroes(int number) {
        put(number, 1);
        return this;
    }

    /** The same, compressed: filled up to a cluster, so that others can follow. */
    Qcow2 packed(int number, int value) {
        byte[] plain = new byte[CLUSTER];
        java.util.Arrays.fill(plain, (byte) value);
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] packed = new byte[CLUSTER];
        deflater.deflate(packed);
        deflater.end();
        put(number, PACKED | end());
        clusters.writeBytes(packed);
        return this;
    }

    Qcow2 entry(int number, long entry) {
        put(number, entry);
        return this;
    }

    Qcow2 header(int at, int value) {
        tables.putInt(at, value);
        return this;
    }

    Qcow2 header(int at, long value) {
        tables.putLong(at, value);
        return this;
    }

    /** Names a backing file, and its format unless that is empty. */
    Qcow2 backing(String name, String format) {
        int at = 112;
        if (!format.isEmpty()) {
            tables.putInt(at, 0xe2792aca).putInt(at + 4, format.length());
            tables.put(at + 8, format.getBytes(StandardCharsets.US_ASCII));
        }
        tables.putLong(8, 1024).putInt(16, name.length());
        tables.put(1024, name.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(tables.array());
        all.writeBytes(clusters.toByteArray());
        return all.toByteArray();
    }
}
