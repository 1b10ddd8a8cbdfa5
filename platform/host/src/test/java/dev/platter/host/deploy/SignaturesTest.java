package dev.platter.host.deploy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.host.HostException;
import dev.platter.host.JarContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that are signed with the JDK's own tools, by somebody who is trusted and by somebody who is not. */
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

    private static Signatures required() throws HostException {
        return Signatures.required(keys.resolve("trust.p12"), PASSWORD.toCharArray());
    }

    private String refusal() {
        return String.valueOf(assertThrows(HostException.class, () -> required().check(JarContent.read(jar)))
                .getMessage());
    }

    @Test
    void whatAFriendHasSignedIsTrusted() throws Exception {
        sign("friend");
        assertDoesNotThrow(() -> required().check(JarContent.read(jar)));
    }

    @Test
    void whatNobodyHasSignedIsNot() {
        assertTrue(
                refusal()
                        .endsWith("one.txt in it is not signed, and this server uses signed bundles only; sign it with"
                                + " jarsigner"),
                refusal());
        assertDoesNotThrow(() -> Signatures.notRequired().check(JarContent.read(jar)));
    }

    @Test
    void whatAStrangerHasSignedIsNot() throws Exception {
        sign("stranger");
        assertTrue(refusal().contains("it was signed by a key that is not in the trust store"), refusal());
    }

    @Test
    void whatWasChangedAfterwardsIsNot() throws Exception {
        sign("friend");
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(inside.getPath("two.txt"), "another text");
        }
        assertTrue(refusal().contains("was changed after it was signed"), refusal());
    }

    @Test
    void whatWasAddedAfterwardsIsNot() throws Exception {
        sign("friend");
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(inside.getPath("three.txt"), "added");
        }
        assertTrue(refusal().contains("three.txt in it is not signed"), refusal());
    }

    @Test
    void aStoreThatCannotBeReadIsSaid() {
        HostException refused = assertThrows(
                HostException.class, () -> Signatures.required(keys.resolve("trust.p12"), "wrong".toCharArray()));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("check the file and its password"), refused.getMessage());
    }
}
