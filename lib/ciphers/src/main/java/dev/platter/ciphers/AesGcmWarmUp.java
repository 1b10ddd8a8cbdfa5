// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ciphers;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Has Java compile AES-GCM before a connection needs it.
 *
 * <p>The processor's instructions for AES-GCM are only used by compiled code: interpreted, GCM is multiplied bit by bit. Java compiles what has been
 * called often, and a server's options put that off for a short start. A connection calls a cipher once for each of its packets, so
 * it takes gigabytes until that is often. Short messages get there in half a second: with the options of {@code etc/jvm.options} and on the
 * machine of {@code bench/results.md}, packets of 32 KiB are then decrypted at 3 GB/s from the first one on, and at 20 to 50 MB/s without.
 *
 * <p>To be run once, on a thread that may wait, beside whatever the connection begins with.
 */
public final class AesGcmWarmUp implements Runnable {
    /** The second compiler begins at 50,000 calls. */
    static final int MESSAGES = 60_000;

    private static final int LENGTH = 64;
    private static final int TAG = 16;
    private static final int KEY = 16;

    /** Sizes of a nonce and of what SSH has beside each packet. */
    private static final int NONCE = 12;

    private static final int AAD = 4;

    /** Makes it; nothing happens yet. */
    public AesGcmWarmUp() {}

    @Override
    public void run() {
        try {
            warmUp();
        } catch (GeneralSecurityException e) {
            // A connection that has this cipher will say so, and others need not know.
        }
    }

    /** {@return how many messages were decrypted} */
    static int warmUp() throws GeneralSecurityException {
        SecretKeySpec key = new SecretKeySpec(new byte[KEY], "AES");
        Cipher out = Cipher.getInstance("AES/GCM/NoPadding");
        Cipher in = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] plain = new byte[LENGTH];
        byte[] packet = new byte[LENGTH + TAG];
        byte[] aad = new byte[AAD];
        int done = 0;
        while (done < MESSAGES && !Thread.currentThread().isInterrupted()) {
            // Java refuses a nonce that it has seen last.
            byte[] nonce = ByteBuffer.allocate(NONCE).putInt(done).array();
            out.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
            out.updateAAD(aad);
            out.doFinal(plain, 0, LENGTH, packet, 0);
            in.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
            in.updateAAD(aad);
            in.doFinal(packet, 0, LENGTH + TAG, plain, 0);
            done++;
        }
        return done;
    }
}
