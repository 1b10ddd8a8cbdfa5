// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Encrypts and decrypts with one key, by any number of threads: each takes a cipher that nobody uses, and gives it back. */
final class SectorCiphers {
    /** As many threads as may work at a time without making ciphers anew. */
    private static final int KEPT = 16;

    private final Payload payload;
    private final byte[] key;
    private final ArrayDeque<Worker> free = new ArrayDeque<>();

    private record Worker(SectorCipher cipher, byte[] bytes) {}

    SectorCiphers(Payload payload, byte[] key) {
        this.payload = payload;
        this.key = key;
    }

    /** See {@link dev.platter.spread.Transformation}. */
    void encrypt(ByteBuffer from, int fromIndex, ByteBuffer to, int toIndex, int length, long offset) {
        transform(true, from, fromIndex, to, toIndex, length, offset);
    }

    /** See {@link dev.platter.spread.Transformation}. */
    void decrypt(ByteBuffer from, int fromIndex, ByteBuffer to, int toIndex, int length, long offset) {
        transform(false, from, fromIndex, to, toIndex, length, offset);
    }

    private void transform(
            boolean encrypt, ByteBuffer from, int fromIndex, ByteBuffer to, int toIndex, int length, long offset) {
        Worker worker = take();
        byte[] bytes = worker.bytes();
        for (int done = 0; done < length; done += bytes.length) {
            int some = Math.min(bytes.length, length - done);
            from.get(fromIndex + done, bytes, 0, some);
            long number = payload.firstNumber() + (offset + done) / SectorCipher.NUMBERED;
            worker.cipher().transform(encrypt, bytes, some, number);
            to.put(toIndex + done, bytes, 0, some);
        }
        give(worker);
    }

    private Worker take() {
        synchronized (free) {
            Worker worker = free.poll();
            if (worker != null) {
                return worker;
            }
        }
        return new Worker(new SectorCipher(payload.cipher(), key, payload.sector()), new byte[SectorCipher.MOST]);
    }

    private void give(Worker worker) {
        synchronized (free) {
            if (free.size() < KEPT) {
                free.push(worker);
            }
        }
    }
}
