// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The hash function BLAKE2b without a key, as RFC 7693 describes it. The JDK does not have it, and {@link Argon2} needs it. */
final class Blake2b {
    static final int LONGEST = 64;

    private static final int BLOCK = 128;
    private static final int ROUNDS = 12;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long[] INITIAL = {
        0x6a09e667f3bcc908L,
        0xbb67ae8584caa73bL,
        0x3c6ef372fe94f82bL,
        0xa54ff53a5f1d36f1L,
        0x510e527fade682d1L,
        0x9b05688c2b3e6c1fL,
        0x1f83d9abfb41bd6bL,
        0x5be0cd19137e2179L
    };

    private static final byte[][] ORDER = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
        {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
        {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
        {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
        {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
        {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
        {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
        {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
        {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
        {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}
    };

    private final long[] state = INITIAL.clone();
    private final long[] work = new long[16];
    private final byte[] block = new byte[BLOCK];
    private final int length;
    private int filled;
    private long total;

    private Blake2b(int length) {
        this.length = length;
        state[0] ^= 0x01010000L ^ length;
    }

    /**
     * Hashes some arrays, one after the other.
     *
     * @param length of the hash, from 1 to {@link #LONGEST}
     */
    static byte[] hash(int length, byte[]... inputs) {
        Blake2b hash = new Blake2b(length);
        for (byte[] input : inputs) {
            hash.update(input);
        }
        return hash.finish();
    }

    private void update(byte[] input) {
        int at = 0;
        while (at < input.length) {
            // The last block is compressed in another way, so a full one waits for another byte.
            if (filled == BLOCK) {
                total += BLOCK;
                compress(0);
                filled = 0;
            }
            int some = Math.min(BLOCK - filled, input.length - at);
            System.arraycopy(input, at, block, filled, some);
            filled += some;
            at += some;
        }
    }

    private byte[] finish() {
        total += filled;
        Arrays.fill(block, filled, BLOCK, (byte) 0);
        compress(-1);
        byte[] all = new byte[LONGEST];
        for (int i = 0; i < state.length; i++) {
            LONG.set(all, i * Long.BYTES, state[i]);
        }
        return Arrays.copyOf(all, length);
    }

    private void compress(long last) {
        System.arraycopy(state, 0, work, 0, 8);
        System.arraycopy(INITIAL, 0, work, 8, 8);
        work[12] ^= total;
        work[14] ^= last;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] order = ORDER[round % ORDER.length];
            mix(0, 4, 8, 12, order, 0);
            mix(1, 5, 9, 13, order, 2);
            mix(2, 6, 10, 14, order, 4);
            mix(3, 7, 11, 15, order, 6);
            mix(0, 5, 10, 15, order, 8);
            mix(1, 6, 11, 12, order, 10);
            mix(2, 7, 8, 13, order, 12);
            mix(3, 4, 9, 14, order, 14);
        }
        for (int i = 0; i < state.length; i++) {
            state[i] ^= work[i] ^ work[i + 8];
        }
    }

    private void mix(int a, int b, int c, int d, byte[] order, int at) {
        work[a] += work[b] + (long) LONG.get(block, order[at] * Long.BYTES);
        work[d] = Long.rotateRight(work[d] ^ work[a], 32);
        work[c] += work[d];
        work[b] = Long.rotateRight(work[b] ^ work[c], 24);
        work[a] += work[b] + (long) LONG.get(block, order[at + 1] * Long.BYTES);
        work[d] = Long.rotateRight(work[d] ^ work[a], 16);
        work[c] += work[d];
        work[b] = Long.rotateRight(work[b] ^ work[c], 63);
    }
}
