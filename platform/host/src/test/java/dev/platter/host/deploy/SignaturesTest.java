// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.host.JarContent;
import dev.platter.host.RefusedException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars signed with the JDK's own tools, by a trusted and by an untrusted signer. */
@Tag("same-in-both-modes")
class SignaturesTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path keys;

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        for (String who : List.of("friend", "stranger")) {
            tool(
                    "keytool",
                    "-genkeypair",
                    "-alias",
                    who,
                    "-keyalg",
                    "Ed25519",
                    "-dname",
                    "CN=" + who,
                    "-keystore",
                    keys.resolve(who + ".p12").toString(),
                    "-storepass",
                    PASSWORD);
        }
        tool(
                "keytool",
                "-exportcert",
                "-alias",
                "friend",
                "-keystore",
                keys.resolve("friend.p12").toString(),
                "-storepass",
                PASSWORD,
                "-file",
                keys.resolve("friend.crt").toString());
        tool(
                "keytool",
                "-importcert",
                "-noprompt",
                "-alias",
                "friend",
                "-file",
                keys.resolve("friend.crt").toString(),
                "-keystore",
                keys.resolve("trust.p12").toString(),
                "-storepass",
                PASSWORD);
    }

    private static void tool(String name, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
        // They live for half a second, half of which C2 and a concurrent collector would take.
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    @BeforeEach
    void makeJar() throws IOException {
        jar = folder.resolve("a.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String name : List.of("one.txt", "two.txt")) {
                out.putNextEntry(new JarEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void sign(String who) throws IOException, InterruptedException {
        tool(
                "jarsigner",
                "-keystore",
                keys.resolve(who + ".p12").toString(),
                "-storepass",
                PASSWORD,
                jar.toString(),
                who);
    }

    private static Signatures required() throws RefusedException {
        return Signatures.required(keys.resolve("trust.p12"), PASSWORD.toCharArray());
    }

    private String refusal() {
        return String.valueOf(
                assertThrows(RefusedException.class, () -> required().check(JarContent.read(jar)))
                        .getMessage());
    }

    @Test
    void aJarOfATrustedSignerIsTrusted() throws Exception {
        sign("friend");
        assertDoesNotThrow(() -> required().check(JarContent.read(jar)));
    }

    @Test
    void librariesBesideASignedJarAreRefused() throws Exception {
        sign("friend");
        String stem = jar.getFileName().toString().replace(".jar", "");
        Path libraries = Files.createDirectory(jar.resolveSibling(stem + ".libs"));
        Files.copy(jar, libraries.resolve("library.jar"));

        assertTrue(refusal().contains("libraries that lie beside it, which its signature does not cover"), refusal());
    }

    @Test
    void anUnsignedJarIsNotTrusted() {
        assertTrue(
                refusal()
                        .endsWith("one.txt in it is not signed, and this server uses signed bundles only; sign it with"
                                + " jarsigner"),
                refusal());
        assertDoesNotThrow(() -> Signatures.notRequired().check(JarContent.read(jar)));
    }

    @Test
    void aJarOfAStrangerIsNotTrusted() throws Exception {
        sign("stranger");
        assertTrue(refusal().contains("it was signed by CN=stranger, whose key is not in the trust store"), refusal());
    }

    @Test
    void aJarThatWasChangedAfterwardsIsNotTrusted() throws Exception {
        sign("friend");
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(inside.getPath("two.txt"), "another text");
        }
        assertTrue(refusal().contains("was changed after it was signed"), refusal());
    }

    @Test
    void aJarWithAnEntryAddedAfterwardsIsNotTrusted() throws Exception {
        sign("friend");
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(inside.getPath("three.txt"), "added");
        }
        assertTrue(refusal().contains("three.txt in it is not signed"), refusal());
    }

    /**
     * A reader that starts at the beginning sees the first jar; a reader that starts at the end, as the framework does, sees
     * the second.
     */
    @Test
    void aJarAppendedToATrustedOneIsNotTrusted() throws Exception {
        byte[] hidden = Files.readAllBytes(jar);
        sign("friend");
        Files.write(jar, hidden, StandardOpenOption.APPEND);
        assertTrue(refusal().contains("one.txt in it is not signed"), refusal());
    }

    /**
     * A signature contains its chain of certificates; only the reader can verify that each certificate really issued the one
     * before it.
     */
    @Test
    void aBorrowedCertificateIsNotTrusted() throws Exception {
        char[] password = PASSWORD.toCharArray();
        for (String[] who : new String[][] {{"pretended", "friend"}, {"thief", "thief", "-signer", "pretended"}}) {
            List<String> words = new ArrayList<>(List.of("-genkeypair", "-alias", who[0], "-keyalg", "Ed25519"));
            words.addAll(List.of("-dname", "CN=" + who[1], "-keystore", folder.resolve("thief.p12") + ""));
            words.addAll(List.of("-storepass", PASSWORD));
            words.addAll(List.of(who).subList(2, who.length));
            tool("keytool", words.toArray(String[]::new));
        }
        KeyStore thiefs = KeyStore.getInstance(folder.resolve("thief.p12").toFile(), password);
        Certificate borrowed = KeyStore.getInstance(keys.resolve("friend.p12").toFile(), password)
                .getCertificate("friend");
        CertPath chain = CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(thiefs.getCertificate("thief"), borrowed));
        Path stolen = folder.resolve("stolen.jar");
        try (ZipFile in = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(stolen)) {
            new JarSigner.Builder((PrivateKey) thiefs.getKey("thief", password), chain)
                    .build()
                    .sign(in, out);
        }
        jar = stolen;
        assertTrue(refusal().contains("it was signed by CN=thief"), refusal());
    }

    @Test
    void aSignerCertifiedByATrustedOneIsTrusted() throws Exception {
        String store = folder.resolve("house.p12").toString();
        tool(
                "keytool",
                "-genkeypair",
                "-alias",
                "house",
                "-keyalg",
                "Ed25519",
                "-dname",
                "CN=house",
                "-ext",
                "bc:c",
                "-keystore",
                store,
                "-storepass",
                PASSWORD);
        tool(
                "keytool",
                "-genkeypair",
                "-alias",
                "member",
                "-keyalg",
                "Ed25519",
                "-dname",
                "CN=member",
                "-signer",
                "house",
                "-keystore",
                store,
                "-storepass",
                PASSWORD);
        tool("jarsigner", "-keystore", store, "-storepass", PASSWORD, jar.toString(), "member");
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(
                "house",
                KeyStore.getInstance(new File(store), PASSWORD.toCharArray()).getCertificate("house"));
        Path file = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trust.store(out, PASSWORD.toCharArray());
        }
        Signatures policy = Signatures.required(file, PASSWORD.toCharArray());
        assertDoesNotThrow(() -> policy.check(JarContent.read(jar)));
    }

    @Test
    void anUnreadableTrustStoreIsReported() {
        RefusedException refused = assertThrows(
                RefusedException.class, () -> Signatures.required(keys.resolve("trust.p12"), "wrong".toCharArray()));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("check the file and its password"), refused.getMessage());
    }
}
