// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.credentials.CredentialException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of pre-shared keys, in GnuTLS' format. */
class PskFileTest {
    @TempDir
    private Path folder;

    private PskFile read(String text) throws IOException {
        return PskFile.read(Files.writeString(folder.resolve("keys"), text));
    }

    @Test
    void aKeyFileHasALineForEachClient() throws IOException {
        PskFile keys = read("alice:00ff\nbob:with:colons:ABCDEF\n\n#00fe:0102\r\nlast:aa");
        assertArrayEquals(new byte[] {0, -1}, key(keys, "alice"));
        assertArrayEquals(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef}, key(keys, "bob:with:colons"));
        assertArrayEquals(new byte[] {(byte) 0xaa}, key(keys, "last"));
        assertArrayEquals(
                new byte[] {1, 2}, keys.key(new byte[] {0, (byte) 0xfe}).orElseThrow());
        assertTrue(keys.key("ALICE".getBytes(StandardCharsets.UTF_8)).isEmpty());
    }

    private static byte[] key(PskFile keys, String identity) {
        return keys.key(identity.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "'', holds no key",
        "alice, line 1: a line is NAME:KEY",
        ":00, line 1: a line is NAME:KEY",
        "'alice:00\nbob:5ec2e7f', line 2: the key has to be an even number of hexadecimal digits",
        "alice:, line 1: the key has to be",
        "alice:secret, line 1: the key has to be",
        "#x:00, line 1: the name behind #",
        "'alice:00\nalice:5ec2e7', line 2: alice has a key already"
    })
    void aMistakeIsReportedWithoutTheKey(String text, String words) {
        CredentialException refusal = assertThrows(CredentialException.class, () -> read(text));
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
        for (Throwable t = refusal; t != null; t = t.getCause()) {
            assertFalse(("" + t.getMessage()).matches(".*(5ec2e7|secret).*"), t.toString());
        }
        assertEquals(1, refusal.getMessage().lines().count());
    }
}
