// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The staged files are those that Maven Central requires of each artefact.
 *
 * <p>It runs with the tests that need foreign programs, since continuous integration stages nothing for the others.
 */
@Tag("same-in-both-modes")
@Tag("peers")
@Timeout(120)
class StagedFilesIT {
    private static final Map<String, String> DIGESTS =
            Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512");

    @TempDir
    Path folder;

    @Test
    void everyArtefactHasSourcesAndJavadoc() throws Exception {
        for (Path pom : Staged.files(".pom")) {
            if (Files.readString(pom).contains("<packaging>pom</packaging>")) {
                continue;
            }
            String base = pom.toString().replaceFirst("\\.pom$", "");
            try (JarFile jar = new JarFile(base + ".jar");
                    JarFile sources = new JarFile(base + "-sources.jar");
                    JarFile javadoc = new JarFile(base + "-javadoc.jar")) {
                if (base.contains("-archetype")) {
                    assertTrue(has(jar, "META-INF/maven/archetype-metadata.xml"), base);
                    continue;
                }
                jar.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.matches("dev/platter/[^$]+\\.class"))
                        .map(name -> name.replaceFirst("class$", "java"))
                        .forEach(name -> assertTrue(has(sources, name), () -> base + ": " + name));
                assertTrue(has(javadoc, "index.html"), base);
            }
        }
    }

    private static boolean has(JarFile jar, String entry) {
        return jar.getEntry(entry) != null;
    }

    @Test
    void checksumsAreRight() throws Exception {
        List<Path> files = Stream.concat(Staged.files(".pom").stream(), Staged.files(".jar").stream())
                .toList();
        for (Path file : files) {
            for (Map.Entry<String, String> digest : DIGESTS.entrySet()) {
                String sum = HexFormat.of()
                        .formatHex(MessageDigest.getInstance(digest.getValue()).digest(Files.readAllBytes(file)));
                assertEquals(sum, Files.readString(Path.of(file + "." + digest.getKey())), file::toString);
            }
        }
    }

    @Test
    @Needs("gpg")
    void keySignsEveryFile() throws IOException {
        Path home = Files.createDirectory(folder.resolve("gpg"));
        Map<String, String> variables = Map.of("GNUPGHOME", home.toString());
        Peer gpg = Peer.require("gpg").with(variables);
        gpg.besides("chmod").run("700", home.toString()).success();
        try {
            gpg.run("--batch", "--passphrase", "", "--quick-generate-key", "thrown-away", "ed25519", "sign", "1d")
                    .success();
            stage("thrown-away", variables).success();
            for (String end : List.of(".jar", "-sources.jar", "-javadoc.jar", ".pom")) {
                Path file = staged(end);
                gpg.run("--batch", "--verify", file + ".asc", file.toString()).success();
            }
            Files.writeString(staged(".pom"), "changed");
            assertNotEquals(
                    0,
                    gpg.run(
                                    "--batch",
                                    "--verify",
                                    staged(".pom") + ".asc",
                                    staged(".pom").toString())
                            .status());
        } finally {
            gpg.besides("gpgconf").run("--kill", "all");
        }
    }

    @Test
    @Needs("gpg")
    void nothingIsSignedWithoutAKeyOrWithOneThatIsMissing() throws IOException {
        Path home = Files.createDirectory(folder.resolve("gpg"));
        Map<String, String> variables = Map.of("GNUPGHOME", home.toString());
        stage("", variables).success();
        assertFalse(Files.exists(Path.of(staged(".pom") + ".asc")));

        Outcome refused = stage("nobody", variables);
        assertNotEquals(0, refused.status());
        assertTrue(refused.err().contains("nobody"), refused::toString);
    }

    /** Stages the api alone, in the system that has gpg. */
    private Outcome stage(String key, Map<String, String> variables) throws IOException {
        return Peer.require("gpg")
                .besides("sh")
                .with(variables)
                .run(
                        Path.of("src/main/sh/stage").toAbsolutePath().toString(),
                        folder.resolve("central").toString(),
                        Staged.version(),
                        "--key=" + key,
                        Staged.ROOT.resolve("api").toString());
    }

    private Path staged(String end) throws IOException {
        String version = Staged.version();
        return folder.resolve("central/dev/platter/platter-api")
                .resolve(version)
                .resolve("platter-api-" + version + end);
    }
}
