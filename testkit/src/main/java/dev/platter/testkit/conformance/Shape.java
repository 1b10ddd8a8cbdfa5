// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.BlockSizes;
import dev.platter.client.ExportInfo;
import dev.platter.client.NbdClient;
import dev.platter.nbd.TransmissionFlags;

/**
 * The facts about an export that limit requests, as a client was told them.
 *
 * @param size in bytes
 * @param block every offset and length is a multiple of it, in bytes
 * @param longest the longest read or write, in bytes
 */
record Shape(long size, int block, int longest, ExportInfo export) {
    private static final int MEGABYTE = 1 << 20;

    static Shape of(NbdClient client) {
        ExportInfo export = client.export();
        long minimum = export.blockSizes().map(BlockSizes::minimum).orElse(1L);
        long maximum = export.blockSizes().map(BlockSizes::maximum).orElse((long) MEGABYTE);
        return new Shape(export.size(), (int) minimum, (int) Math.min(maximum, MEGABYTE), export);
    }

    private boolean has(int flag) {
        return export.has(flag);
    }

    boolean writes() {
        return !has(TransmissionFlags.READ_ONLY);
    }

    boolean flushes() {
        return has(TransmissionFlags.SEND_FLUSH);
    }

    boolean fua() {
        return writes() && has(TransmissionFlags.SEND_FUA);
    }

    boolean trims() {
        return writes() && has(TransmissionFlags.SEND_TRIM);
    }

    boolean zeroes() {
        return writes() && has(TransmissionFlags.SEND_WRITE_ZEROES);
    }

    boolean fastZeroes() {
        return zeroes() && has(TransmissionFlags.SEND_FAST_ZERO);
    }

    boolean caches() {
        return has(TransmissionFlags.SEND_CACHE);
    }

    boolean multiConn() {
        return has(TransmissionFlags.CAN_MULTI_CONN);
    }

    boolean extents() {
        return !export.contexts().isEmpty();
    }

    /** Rounds an offset down. */
    long aligned(long offset) {
        return offset / block * block;
    }

    /** Rounds a length up, to at least one block. */
    int length(long bytes) {
        return (int) Math.max(block, (bytes + block - 1) / block * block);
    }
}
