// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A key and a certificate for 127.0.0.1, which nobody vouches for. */
final class TestCertificate {
    static final char[] PASSWORD = "password".toCharArray();
    static final String ALIAS = "server";

    private TestCertificate() {}

    /** Makes both, in a key store. */
    static KeyStore make(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=disks",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    /** Makes both, in a file that other servers read. */
    static Path write(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        KeyStore store = make(folder);
        return Files.writeString(
                folder.resolve("server.pem"),
                pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded())
                        + pem("PRIVATE KEY", store.getKey(ALIAS, PASSWORD).getEncoded()));
    }

    static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                + "-----\n";
    }
}
