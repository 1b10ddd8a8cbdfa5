// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The header of version 1. All numbers are big-endian, and offsets count in sectors of 512 bytes.
 *
 * <pre>
 *   magic  version  cipher  mode  hash  payload  key length  digest  salt  iterations  UUID  8 slots
 *   0      6        8       40    72    104      108         112     132   164         168   208
 *
 *   slot:  state  iterations  salt  material  stripes
 *          0      4           8     40        44
 * </pre>
 */
final class Luks1 {
    private static final int LENGTH = 592;
    private static final int SECTOR = 512;
    private static final int SLOTS = 8;
    private static final int SLOT = 208;
    private static final int SLOT_LENGTH = 48;
    private static final int SALT_LENGTH = 32;
    private static final int DIGEST_LENGTH = 20;
    private static final int ACTIVE = 0x00ac71f3;
    private static final int LONGEST_KEY = 64;

    private Luks1() {}

    /**
     * Reads a header.
     *
     * @param start the first bytes of the disk
     */
    static Header parse(byte[] start) throws LuksException {
        if (start.length < LENGTH) {
            throw new LuksException("the LUKS1 header is cut off after " + start.length + " of " + LENGTH + " bytes");
        }
        ByteBuffer header = ByteBuffer.wrap(start);
        CipherSpec cipher = CipherSpec.of(text(start, 8), text(start, 40));
        Hash hash = Hash.of(text(start, 72));
        int keyLength = header.getInt(108);
        if (keyLength < 1 || keyLength > LONGEST_KEY || !cipher.takes(keyLength)) {
            throw new LuksException("the LUKS1 header is damaged: a key of " + Integer.toUnsignedLong(keyLength)
                    + " bytes does not fit its cipher");
        }
        List<KeySlot> slots = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < SLOTS; i++) {
            int at = SLOT + i * SLOT_LENGTH;
            if (header.getInt(at) == ACTIVE) {
                KeySlot slot = new KeySlot(
                        Integer.toString(i),
                        pbkdf2(header, hash, at + 8, at + 4),
                        Integer.toUnsignedLong(header.getInt(at + 40)) * SECTOR,
                        Integer.toUnsignedLong(header.getInt(at + 44)),
                        hash,
                        cipher,
                        keyLength,
                        keyLength);
                slots.add(slot);
                names.add(slot.name());
            }
        }
        byte[] digest = new byte[DIGEST_LENGTH];
        header.get(112, digest);
        return new Header(
                start,
                slots,
                new KeyDigest(names, pbkdf2(header, hash, 132, 164), digest),
                new Payload(
                        Integer.toUnsignedLong(header.getInt(104)) * SECTOR, OptionalLong.empty(), cipher, SECTOR, 0));
    }

    private static KeyDerivation pbkdf2(ByteBuffer header, Hash hash, int saltAt, int iterationsAt) {
        byte[] salt = new byte[SALT_LENGTH];
        header.get(saltAt, salt);
        return new KeyDerivation.Pbkdf2(hash, salt, Integer.toUnsignedLong(header.getInt(iterationsAt)));
    }

    private static String text(byte[] bytes, int at) {
        int end = at;
        while (end < at + 32 && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.US_ASCII);
    }
}
