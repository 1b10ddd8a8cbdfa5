// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The checksum of a whole disk, holes as the zeroes that they read as: what sha256sum(1) prints for its image. */
final class Checksum implements InOrder.Taker {
    static final List<String> NAMES = List.of("md5", "sha1", "sha224", "sha256", "sha384", "sha512");
    private static final int BLANK = 1 << 20;

    private final MessageDigest digest;
    private final ByteBuffer blank = ByteBuffer.wrap(new byte[BLANK]);

    /**
     * Begins a checksum.
     *
     * @param name one of {@link #NAMES}
     * @throws IllegalArgumentException if it is another
     */
    Checksum(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("-", "");
        if (!NAMES.contains(plain)) {
            throw new IllegalArgumentException(
                    "unknown checksum '" + name + "': it can be one of " + String.join(", ", NAMES));
        }
        try {
            digest = MessageDigest.getInstance(plain.equals("md5") ? "MD5" : "SHA-" + plain.substring(3));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("this Java has no checksum " + name, e);
        }
    }

    @Override
    public void data(ByteBuffer data) {
        digest.update(data);
    }

    @Override
    public void zeroes(long length) {
        for (long left = length; left > 0; left -= BLANK) {
            digest.update(blank.clear().limit((int) Math.min(left, BLANK)));
        }
    }

    /** The checksum of all that was taken, in hexadecimal; a new one begins. */
    String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
