// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Bytes that a test recognizes when it reads them. */
final class Bytes {
    private Bytes() {}

    /** Bytes that depend on the seed, none of them 0. */
    static byte[] data(long seed, int length) {
        byte[] data = new byte[length];
        new Random(seed).nextBytes(data);
        for (int i = 0; i < length; i++) {
            if (data[i] == 0) {
                data[i] = 1;
            }
        }
        return data;
    }

    static byte[] read(NbdClient client, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        client.read(offset, ByteBuffer.wrap(bytes), 0);
        return bytes;
    }

    static void write(NbdClient client, long offset, byte[] data) throws IOException {
        client.write(offset, ByteBuffer.wrap(data), 0);
    }

    /** Demands that two arrays are equal; names the first difference. */
    static void same(byte[] expected, byte[] actual, long offset, String what) {
        int at = Arrays.mismatch(expected, actual);
        if (at >= 0) {
            throw new Broken(what + ": the byte at " + (offset + at) + " is " + (actual[at] & 0xff) + " and must be "
                    + (expected[at] & 0xff));
        }
    }
}
