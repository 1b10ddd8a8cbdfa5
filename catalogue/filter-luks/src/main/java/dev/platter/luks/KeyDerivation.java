// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.crypto.Mac;

/** Makes a key of a passphrase, slowly on purpose. What would take minutes, or more memory than a server can spare, is refused. */
sealed interface KeyDerivation {
    /**
     * Derives a key.
     *
     * @param passphrase in bytes
     * @param length of the key, in bytes
     * @throws LuksException if that asks for more work or memory than is allowed
     * @throws IOException if the thread is interrupted
     */
    byte[] derive(byte[] passphrase, int length) throws IOException;

    /**
     * PBKDF2 of PKCS #5.
     *
     * @param hash for its HMAC
     * @param salt in bytes
     * @param iterations at least 1
     */
    record Pbkdf2(Hash hash, byte[] salt, long iterations) implements KeyDerivation {
        /** About a minute. cryptsetup chooses as many as take two seconds, some millions. */
        private static final long MOST_ITERATIONS = 100_000_000;

        @Override
        public byte[] derive(byte[] passphrase, int length) throws IOException {
            if (iterations < 1 || iterations > MOST_ITERATIONS) {
                throw new LuksException("it asks for " + iterations + " iterations of PBKDF2, and from 1 to "
                        + MOST_ITERATIONS + " are allowed");
            }
            Mac mac = hash.mac(passphrase);
            ByteBuffer key = ByteBuffer.allocate(length);
            for (int block = 1; key.hasRemaining(); block++) {
                byte[] sum = block(mac, block);
                key.put(sum, 0, Math.min(sum.length, key.remaining()));
            }
            return key.array();
        }

        private byte[] block(Mac mac, int number) {
            mac.update(salt);
            byte[] last = mac.doFinal(
                    ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
            byte[] sum = last.clone();
            for (long i = 1; i < iterations; i++) {
                last = mac.doFinal(last);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] ^= last[j];
                }
            }
            return sum;
        }
    }

    /**
     * Argon2.
     *
     * @param hybrid whether it is Argon2id, and not Argon2i
     * @param salt in bytes
     * @param passes how often memory is filled
     * @param kibibytes how much memory
     * @param lanes how many threads
     */
    record Argon(boolean hybrid, byte[] salt, long passes, long kibibytes, long lanes) implements KeyDerivation {
        /** cryptsetup asks for a gibibyte at most, unless it is told otherwise. */
        private static final long MOST_KIBIBYTES = 2 << 20;

        /** Some minutes on one processor. cryptsetup chooses four passes over a gibibyte if that takes less than two seconds. */
        private static final long MOST_WORK = 64 << 20;

        private static final int MOST_LANES = 64;

        @Override
        public byte[] derive(byte[] passphrase, int length) throws IOException {
            if (lanes < 1 || lanes > MOST_LANES || passes < 1 || kibibytes < 8 * lanes) {
                throw new LuksException("it asks for " + passes + " passes of Argon2 over " + kibibytes + " KiB with "
                        + lanes + " threads, which cannot be");
            }
            if (kibibytes > MOST_KIBIBYTES || passes > MOST_WORK / kibibytes) {
                throw new LuksException("it asks for " + passes + " passes of Argon2 over " + kibibytes
                        + " KiB; at most " + MOST_KIBIBYTES + " KiB and " + MOST_WORK
                        + " KiB in all passes are allowed: add a slot that needs less with 'cryptsetup luksAddKey"
                        + " --pbkdf-memory'");
            }
            try {
                return new Argon2(hybrid, (int) passes, (int) kibibytes, (int) lanes).derive(passphrase, salt, length);
            } catch (OutOfMemoryError e) {
                throw new LuksException("it needs " + kibibytes + " KiB of memory, which this system does not have");
            }
        }
    }
}
