// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** Makes headers that cost little work, and such as no program makes. */
final class Headers {
    static final String PASSPHRASE = "correct horse";

    /** Where the payload begins. */
    static final int LUKS1 = 4096;

    static final int LUKS2 = 65536;

    private static final int STRIPES = 2;
    private static final int KEY = 64;
    private static final long ITERATIONS = 10;
    private static final int LUKS2_COPY = 1 << 14;
    private static final int LUKS2_AREA = 2 * LUKS2_COPY;

    private Headers() {}

    static byte[] random(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** The key of each disk that is made here. */
    static byte[] key() {
        return random(KEY, 1);
    }

    /** What a slot has: the key of the disk, spread and encrypted with one that is made of the passphrase. */
    private static byte[] material(byte[] derived, Hash hash) throws IOException {
        byte[] first = random(KEY, 2);
        byte[] last = first.clone();
        SplitKey.diffuse(last, hash);
        SplitKey.add(last, key(), 0);
        byte[] material = new byte[512];
        System.arraycopy(first, 0, material, 0, KEY);
        System.arraycopy(last, 0, material, KEY, KEY);
        new SectorCipher(CipherSpec.of("aes-xts-plain64"), derived, 512).transform(true, material, 512, 0);
        return material;
    }

    private static KeyDerivation.Pbkdf2 derivation(byte[] salt) throws IOException {
        return new KeyDerivation.Pbkdf2(Hash.of("sha256"), salt, ITERATIONS);
    }

    private static byte[] passphrase() {
        return PASSPHRASE.getBytes(StandardCharsets.UTF_8);
    }

    /** A header of version 1 with one slot, the third. */
    static byte[] luks1() throws IOException {
        byte[] salt = random(32, 3);
        byte[] digestSalt = random(32, 4);
        ByteBuffer header = ByteBuffer.allocate(LUKS1);
        header.put(0, new byte[] {'L', 'U', 'K', 'S', (byte) 0xba, (byte) 0xbe, 0, 1});
        header.put(8, "aes".getBytes(StandardCharsets.US_ASCII));
        header.put(40, "xts-plain64".getBytes(StandardCharsets.US_ASCII));
        header.put(72, "sha256".getBytes(StandardCharsets.US_ASCII));
        header.putInt(104, LUKS1 / 512).putInt(108, KEY);
        header.put(112, derivation(digestSalt).derive(key(), 20));
        header.put(132, digestSalt).putInt(164, (int) ITERATIONS);
        int slot = 208 + 2 * 48;
        header.putInt(slot, 0x00ac71f3).putInt(slot + 4, (int) ITERATIONS).put(slot + 8, salt);
        header.putInt(slot + 40, 2048 / 512).putInt(slot + 44, STRIPES);
        header.put(2048, material(derivation(salt).derive(passphrase(), KEY), Hash.of("sha256")));
        return header.array();
    }

    /** The JSON of a header of version 2. */
    static String json() throws IOException {
        String salt = Base64.getEncoder().encodeToString(random(32, 3));
        String digestSalt = Base64.getEncoder().encodeToString(random(32, 4));
        String digest =
                Base64.getEncoder().encodeToString(derivation(random(32, 4)).derive(key(), 32));
        return """
            {"keyslots":{"1":{"type":"luks2","key_size":64,"af":{"type":"luks1","stripes":2,"hash":"sha256"},
              "area":{"type":"raw","offset":"%d","size":"512","encryption":"aes-xts-plain64","key_size":64},
              "kdf":{"type":"pbkdf2","hash":"sha256","iterations":10,"salt":"%s"}}},
             "tokens":{},
             "segments":{"0":{"type":"crypt","offset":"%d","size":"dynamic","iv_tweak":"0",
              "encryption":"aes-xts-plain64","sector_size":4096}},
             "digests":{"0":{"type":"pbkdf2","keyslots":["1"],"segments":["0"],"hash":"sha256","iterations":10,
              "salt":"%s","digest":"%s"}},
             "config":{"json_size":"12288","keyslots_size":"512","flags":["allow-discards"]}}
            """.formatted(LUKS2_AREA, salt, LUKS2, digestSalt, digest);
    }

    /** A header of version 2, both of its copies with the same JSON. */
    static byte[] luks2(String json) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(LUKS2);
        header.put(0, copy(json, 0, 7)).put(LUKS2_COPY, copy(json, LUKS2_COPY, 7));
        byte[] derived = derivation(random(32, 3)).derive(passphrase(), KEY);
        header.put(LUKS2_AREA, material(derived, Hash.of("sha256")));
        return header.array();
    }

    /** One copy. */
    static byte[] copy(String json, int position, long sequence) throws IOException {
        ByteBuffer copy = ByteBuffer.allocate(LUKS2_COPY);
        copy.put(0, (position == 0 ? "LUKS" : "SKUL").getBytes(StandardCharsets.US_ASCII));
        copy.put(4, new byte[] {(byte) 0xba, (byte) 0xbe, 0, 2});
        copy.putLong(8, LUKS2_COPY).putLong(16, sequence).putLong(256, position);
        copy.put(72, "sha256".getBytes(StandardCharsets.US_ASCII));
        copy.put(4096, json.getBytes(StandardCharsets.UTF_8));
        copy.put(448, Hash.of("sha256").digest().digest(copy.array()));
        return copy.array();
    }

    /** A disk with a header and bytes that are encrypted, so that they read as zeroes. */
    static byte[] disk(byte[] header, int sector, int size) throws IOException {
        byte[] disk = Arrays.copyOf(header, header.length + size);
        SectorCipher cipher = new SectorCipher(CipherSpec.of("aes-xts-plain64"), key(), sector);
        byte[] zeroes = new byte[sector];
        for (int at = 0; at < size; at += sector) {
            Arrays.fill(zeroes, (byte) 0);
            cipher.transform(true, zeroes, sector, at / 512);
            System.arraycopy(zeroes, 0, disk, header.length + at, sector);
        }
        return disk;
    }
}
