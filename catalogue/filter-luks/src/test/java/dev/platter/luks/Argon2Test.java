// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of RFC 9106, section 5, and RFC 7693, appendix A. */
class Argon2Test {
    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "false, c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8",
        "true, 0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
    })
    void keysAreThoseOfTheStandard(boolean hybrid, String key) throws IOException {
        byte[] derived =
                new Argon2(hybrid, 3, 32, 4).derive(filled(32, 1), filled(16, 2), filled(8, 3), filled(12, 4), 32);
        assertEquals(key, HexFormat.of().formatHex(derived));
    }

    @Test
    void hashIsThatOfTheStandard() {
        assertEquals(
                "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
                HexFormat.of().formatHex(Blake2b.hash(64, "abc".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void hashOfWholeBlocksIsTheSameInPieces() {
        byte[] two = filled(256, 7);
        assertEquals(
                HexFormat.of().formatHex(Blake2b.hash(32, two)),
                HexFormat.of().formatHex(Blake2b.hash(32, filled(128, 7), new byte[0], filled(1, 7), filled(127, 7))));
    }
}
