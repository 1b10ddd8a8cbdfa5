// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.ParameterException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was printed by nbdkit 1.42.3 for the same text, unless a test says otherwise. */
class LanguageTest {
    private static Content content(String text, KeyValue... variables) throws IOException {
        return new Evaluation(Variables.of(List.of(variables))).of(Parser.parse("data", text));
    }

    /** All bytes of a short content. */
    private static String hex(Content content) throws IOException {
        byte[] bytes = new byte[(int) content.length()];
        content.write(target(bytes), 0, 0, bytes.length);
        return HexFormat.of().formatHex(bytes);
    }

    private static Target target(byte[] into) {
        return new Target() {
            @Override
            public void write(ByteBuffer bytes, long at) {
                bytes.get(into, (int) at, bytes.remaining());
            }

            @Override
            public void zero(long at, long length) {
                java.util.Arrays.fill(into, (int) at, (int) (at + length), (byte) 0);
            }
        };
    }

    private static String failure(String text) {
        Exception failure = assertThrows(Exception.class, () -> content(text), text);
        assertTrue(failure instanceof IOException || failure instanceof ParameterException, failure::toString);
        return String.valueOf(failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "0 1 2 3 | 00010203",
                "0x55*4 | 55555555",
                "( 0x55 0xAA )*3 | 55aa55aa55aa",
                "010 | 08",
                "1 @+2 3 @-1 4 | 01000004",
                "1 @^4 2 @^4 | 0100000002000000",
                "@1 @0 2 | 02",
                "@2 | 0000",
                "(@4) | 00000000",
                "(@2 1)*2 | 000001000001",
                "(1 2 3)[1:2] | 02",
                "(1 2 3)[:2] | 0102",
                "(1 2 3)[2:] | 03",
                "(1 2)*3[1:3] | 0201",
                "(1 2)[1:]*3 | 020202",
                "1 [0:1] | 01",
                "1 * 2 | 0101",
                "1*2*3 | 010101010101",
                "(1*2)*2 | 01010101",
                "1*0 2 | 02",
                "(1 2)->\\a \\a \\a | 01020102",
                "1 -> \\n-1_x \\n-1_x*3 | 010101",
                "1 -> \\a 2 -> \\a \\a | 02",
                "(1->\\a \\a*2) | 0101",
                "1 -> \\a ( 2 -> \\a \\a ) \\a | 0201",
                "le16:0x1234 be16:0x1234 | 34121234",
                "le32:1 be32:1 | 0100000000000001",
                "be64:0xffffffffffffffff | ffffffffffffffff",
                "le64:010 | 0800000000000000",
                "\"a\\n\\\"\\\\\\q\" | 610a225c71",
                "1 2 3 4 @0 (@2) | 00000304",
            })
    void textStandsForTheseBytes(String text, String expected) throws IOException {
        assertEquals(expected, hex(content(text)));
    }

    @Test
    void commentEndsWithItsLine() throws IOException {
        assertEquals("010203", hex(content("# one\n1 2 # other\n3")));
        assertEquals("", hex(content("")));
        assertEquals("", hex(content("\"\"()")));
    }

    /** Where nbdkit has no escapes by number. */
    @Test
    void byteOfAStringCanBeANumber() throws IOException {
        assertEquals("41410a00c3a4", hex(content("\"\\x41\\101\\12\\0ä\"")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "256 | BYTE must be in the range 0..255",
                "be16:65536 | \"65536\": it does not fit into 16 bits",
                "le64:0x10000000000000000 | it does not fit into 64 bits",
                "le16:-1 | negative numbers are not allowed",
                "le16: | empty string where we expected a number",
                "le8:1 | expected \"le16/32/64:\"",
                "banana | expected \"le16/32/64:\" or \"be16/32/64:\"",
                "@-1 | @-1 must not be larger than the current offset 0",
                "@^0 | @^0 must be a power of 2",
                "@^3 1 | @^3 must be a power of 2",
                "(1 2 3)[2:1] | [N:M] does not describe a valid slice: from 2 to 1 of 3 bytes",
                "(1 2 3)[5:] | [N:M] does not describe a valid slice",
                "(1 2 3)[:5] | [N:M] does not describe a valid slice",
                "\\b | \\b not defined",
                "(1 -> \\x) \\x | \\x not defined",
                "$nosuchvar | $nosuchvar: variable not found",
                "(1 2 | unmatched '('",
                "1 2) | unmatched ')' in data string at offset 3",
                "1* | *N not numeric at offset 2",
                "*2 | *N must follow an expression",
                "1 -> | -> must be followed by \\NAME",
                "\"abc | unterminated string",
                "1e3 | parsing error at offset 1",
                "1,2 | parsing error at offset 1",
                "${v} | needs letters",
                "</nosuch | /nosuch: No such file or directory",
                "0x | parsing error at offset 0",
                "@0x7fffffffffffffff 1 | longer than a disk can be",
                "(1*0x7000000000000000)*2 | longer than a disk can be",
                "99999999999999999999 | greater than 2^63-1",
                "\"\\u00e4\" | is not supported",
                "<(echo | unmatched '('",
            })
    void mistakeIsNamed(String text, String expected) {
        String said = failure(text);

        assertTrue(said.contains(expected), said);
    }

    @Test
    void variableIsAnExpressionOfItsOwn() throws IOException {
        assertEquals("07080708", hex(content("$v*2", new KeyValue("v", "7 8"))));
        assertEquals("0101", hex(content("1 -> \\a $v*2", new KeyValue("v", "\\a"))));
        IOException refused = assertThrows(IOException.class, () -> content("$v", new KeyValue("v", "(9")));
        assertTrue(refused.getMessage().contains("$v: "), refused.getMessage());
    }

    @Test
    void variableThatRefersToItselfIsRefused() {
        IOException refused = assertThrows(IOException.class, () -> content("$v", new KeyValue("v", "1 $v")));

        assertTrue(refused.getMessage().contains("does a variable refer to itself?"), refused.getMessage());
        assertTrue(failure("(".repeat(5000) + ")".repeat(5000)).contains("nested more than 100 deep"));
    }

    @Test
    void fileIsReadWholeOrInPart(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "filedata");

        assertEquals("66696c6564617461", hex(content("<" + file)));
        assertEquals("6c656c65", hex(content("<" + file + "[2:4]*2")));
        assertEquals("6461746101", hex(content("(<" + file + ")[4:] 1")));
        assertEquals("66696c6564617461", hex(content("<" + file + "->\\a \\a")));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "scripts need /bin/sh")
    void scriptWithoutAnEndIsCutOff() throws IOException {
        assertEquals("790a790a790a", hex(content("<(while :; do echo y; done)[:6]")));
        assertEquals("68690a", hex(content("<((echo hi))")));
        assertTrue(failure("1 <(exit 3)").contains("external command failed with status 3: exit 3"));
    }

    @Test
    void repetitionsAndGapsAreNotThereByteByByte() throws IOException {
        Content content = content("1*0x40000000000 @0x4000000000000000 0*0x1000000000000");

        assertEquals(0x4001000000000000L, content.length());
        assertEquals(0x40000000000L, content.data());
        byte[] some = new byte[10];
        content.write(target(some), 0, 0x3fffffffffbL, 0x40000000005L);
        assertEquals("01010101010000000000", HexFormat.of().formatHex(some));
    }
}
