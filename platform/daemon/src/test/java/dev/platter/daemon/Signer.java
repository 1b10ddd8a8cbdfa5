// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** A signer of jars, with a key. */
final class Signer {
    static final String PASSWORD = "changeit";

    private final String name;
    private final KeyStore store;

    private Signer(String name, KeyStore store) {
        this.name = name;
        this.store = store;
    }

    /** Creates a signer with a new key. */
    static Signer make(String name, Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        "-genkeypair",
                        "-keyalg",
                        "Ed25519",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        return new Signer(name, KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
    }

    /** Writes a trust store that contains only this signer's certificate. */
    void writeTrustTo(Path file) throws IOException, GeneralSecurityException {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(name, store.getCertificate(name));
        try (OutputStream out = Files.newOutputStream(file)) {
            trust.store(out, PASSWORD.toCharArray());
        }
    }

    /** Signs every file in a jar. */
    Path sign(Path jar, Path signed) throws IOException, GeneralSecurityException {
        var key = new KeyStore.PasswordProtection(PASSWORD.toCharArray());
        JarSigner signer = new JarSigner.Builder((KeyStore.PrivateKeyEntry) store.getEntry(name, key)).build();
        try (ZipFile in = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            signer.sign(in, out);
        }
        return signed;
    }
}
