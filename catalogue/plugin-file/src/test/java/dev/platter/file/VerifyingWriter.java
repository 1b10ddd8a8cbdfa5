// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.nbd.CommandFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * Writes to its own part of a disk until that fails, and knows what the disk has confirmed. Each write of a block has a
 * higher number than all before.
 */
final class VerifyingWriter {
    static final int BLOCK = 4096;

    private static final int BLOCKS = 64;

    private final int first;
    private final Random random;
    private final long[] written = new long[BLOCKS];
    private final long[] confirmed = new long[BLOCKS];
    private long number;
    private long confirmations;

    /**
     * @param part which part of the disk is its own, counted from 0
     * @param number above all numbers in this part
     */
    VerifyingWriter(int part, long number, long seed) {
        first = part * BLOCKS;
        this.number = number;
        random = new Random(seed);
    }

    /** How long a disk for that many writers is. */
    static int size(int writers) {
        return writers * BLOCKS * BLOCK;
    }

    /** Writes until a request fails. */
    void run(NbdClient client, CountDownLatch begun) {
        try {
            for (int request = 0; ; request++) {
                int block = random.nextInt(BLOCKS);
                boolean fua = random.nextInt(8) == 0;
                write(client, block, fua);
                if (random.nextInt(8) == 0) {
                    client.flush();
                    System.arraycopy(written, 0, confirmed, 0, BLOCKS);
                    confirmations++;
                }
                if (request == 20) {
                    begun.countDown();
                }
            }
        } catch (IOException e) {
            // The power was cut. Its last request may or may not be durable.
            begun.countDown();
        }
    }

    private void write(NbdClient client, int block, boolean fua) throws IOException {
        number++;
        ByteBuffer data = ByteBuffer.allocateDirect(BLOCK).putLong(0, number).putLong(BLOCK - Long.BYTES, number);
        client.write((long) (first + block) * BLOCK, data, fua ? CommandFlags.FUA : 0);
        written[block] = number;
        if (fua) {
            confirmed[block] = number;
            confirmations++;
        }
    }

    /** The highest number that it has used. */
    long number() {
        return number;
    }

    /** How many answers to flush and FUA it has got. */
    long confirmations() {
        return confirmations;
    }

    /** Demands that all confirmed blocks, or later ones, are in the contents of the whole disk. */
    void verify(byte[] disk) {
        ByteBuffer contents = ByteBuffer.wrap(disk);
        for (int block = 0; block < BLOCKS; block++) {
            int at = (first + block) * BLOCK;
            long begin = contents.getLong(at);
            long end = contents.getLong(at + BLOCK - Long.BYTES);
            String found = "block " + (first + block) + " was confirmed as write " + confirmed[block]
                    + ", and after the power cut it is " + begin + " at its beginning and " + end + " at its end";
            assertTrue(begin >= confirmed[block] && end >= confirmed[block], found);
            assertTrue(begin <= number && end <= number, found);
        }
    }
}
