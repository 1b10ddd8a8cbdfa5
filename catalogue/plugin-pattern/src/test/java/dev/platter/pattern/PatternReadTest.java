// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.TestClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternReadTest {
    private final Disk disk =
            new PatternPlugin(new PatternPlugin.Config(new Size(Long.MAX_VALUE))).open(TestClient.anybody());

    @ParameterizedTest
    @CsvSource({
        "0, 16, 00000000000000000000000000000008",
        "0x28, 8, 0000000000000028",
        "5, 1, 00",
        "15, 1, 08",
        "13, 4, 00000800",
        "258, 15, 000000000100000000000000010800",
        "0x123456789abcdef0, 8, 123456789abcdef0",
        "0x123456789abcdef3, 3, 789abc",
        "0x7ffffffffffffff8, 7, 7fffffffffffff"
    })
    void everyEightBytesContainTheirOffset(String offset, int length, String expected) throws IOException {
        assertEquals(expected, read(Long.decode(offset), length));
    }

    @Test
    void readingInPiecesGivesTheSameBytes() throws IOException {
        String whole = read(1000, 200);
        for (int cut = 0; cut <= 200; cut++) {
            assertEquals(whole, read(1000, cut) + read(1000 + cut, 200 - cut), "cut at " + cut);
        }
    }

    private String read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length + 2).position(1).limit(length + 1);
        disk.read(buffer, offset, HoleSink.NONE);
        assertEquals(0, buffer.array()[0] | buffer.array()[length + 1], "what is outside of the request was changed");
        return HexFormat.of().formatHex(buffer.array(), 1, length + 1);
    }
}
