// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms in which certtool and openssl write private keys. */
class PrivateKeyFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, PRIVATE KEY",
        "RSA, 2048, RSA PRIVATE KEY",
        "EC, 256, PRIVATE KEY",
        "EC, 521, PRIVATE KEY",
        "EC, 384, EC PRIVATE KEY",
        "Ed25519, 0, PRIVATE KEY"
    })
    void aKeyIsReadInEachForm(String algorithm, int bits, String label) throws IOException {
        KeyPair keys = TestKeys.keys(algorithm, bits);
        byte[] der = label.equals("PRIVATE KEY") ? keys.getPrivate().getEncoded() : older(keys);
        // certtool writes a description before the key, and openssl writes the curve there.
        String text = "Key Security Level: High\n\n" + TestKeys.pem("EC PARAMETERS", new byte[] {6, 1, 1})
                + TestKeys.pem(label, der);
        Path file = Files.writeString(folder.resolve("key"), text);
        // Reading also checks that the private key belongs to this public key.
        PrivateKey read = PrivateKeyFile.read(file, keys.getPublic(), folder);
        assertEquals(keys.getPrivate().getAlgorithm(), read.getAlgorithm());
    }

    /** The key without PKCS #8 around it. For elliptic curves the JDK omits the curve's name, which other programs write. */
    private static byte[] older(KeyPair keys) {
        var pkcs8 = new Der.Reader(new Der.Reader(keys.getPrivate().getEncoded()).content());
        pkcs8.content();
        byte[] algorithm = pkcs8.content();
        byte[] key = pkcs8.content();
        if (keys.getPrivate().getAlgorithm().equals("RSA")) {
            return key;
        }
        var names = new Der.Reader(algorithm);
        names.content();
        byte[] curve = Der.element(Der.PARAMETERS, Der.element(Der.OBJECT_IDENTIFIER, names.content()));
        return Der.element(Der.SEQUENCE, new Der.Reader(key).content(), curve);
    }

    @Test
    void theKeyOfAnotherCertificateIsRefused() throws IOException {
        for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
            int bits = algorithm.equals("RSA") ? 2048 : algorithm.equals("EC") ? 256 : 0;
            Path file = write(TestKeys.pem(TestKeys.ecKeys().getPrivate()));
            KeyPair other = TestKeys.keys(algorithm, bits);
            assertRefused(file, other, file + " is not the key of " + folder);
            Path same = write(TestKeys.pem(TestKeys.keys(algorithm, bits).getPrivate()));
            assertRefused(same, other, same + " is not the key of " + folder);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ENCRYPTED PRIVATE KEY, 3000, is encrypted",
        "CERTIFICATE, 3000, holds no private key",
        "EC PRIVATE KEY, 30820101, is damaged",
        "EC PRIVATE KEY, 3003020101, does not name the curve"
    })
    void aKeyThatCannotBeReadIsReported(String label, String hex, String words) throws IOException {
        Path file = write(TestKeys.pem(label, HexFormat.of().parseHex(hex)));
        assertRefused(file, TestKeys.ecKeys(), file + " " + words);
    }

    @Test
    void anOldStylePasswordIsReportedToo() throws IOException {
        String text = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nMIIB\n"
                + "-----END RSA PRIVATE KEY-----\n";
        assertRefused(write(text), TestKeys.ecKeys(), "is encrypted");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("key"), text);
    }

    private void assertRefused(Path file, KeyPair keys, String words) {
        String sentence = assertThrows(
                        CredentialException.class, () -> PrivateKeyFile.read(file, keys.getPublic(), folder))
                .getMessage();
        assertTrue(sentence.contains(words), sentence);
    }
}
