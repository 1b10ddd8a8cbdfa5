// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.credentials.CredentialException;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder of certificates is checked when it is read; a changed file counts from the next handshake on. */
class CertificateCredentialsTest {
    private final TestAuthority authority = new TestAuthority("authority");
    private final LogLines log = new LogLines();

    @TempDir
    private Path folder;

    private CertificateFolder certificates;

    @BeforeEach
    void write() throws IOException {
        certificates = authority.write(folder, authority.server());
    }

    @ParameterizedTest
    @CsvSource({"ca-cert.pem", "server-cert.pem", "server-key.pem"})
    void eachFileIsNeeded(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.delete(file);
        assertRefused(file + " does not exist");
        Files.writeString(file, "nothing of interest");
        assertRefused(file + " holds no ");
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\nMIIB");
        assertRefused(file + " ends within its block CERTIFICATE");
        Files.delete(file);
        Files.createDirectory(file);
        assertRefused(file + " is a folder");
    }

    /** Either library serves the same clients, with the same tests. */
    @ParameterizedTest
    @CsvSource({"EC, 256", "RSA, 2048"})
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void boringSslUsesUsualKeysUnlessNativeLibrariesAreOff(String algorithm, int bits) {
        boolean portable = Boolean.getBoolean("platter.portable");
        assertEquals(
                !portable,
                NativeEngines.canUse(TestAuthority.keys(algorithm, bits).getPrivate()));
    }

    @Test
    void theJdkServesKeysThatBoringSslDoesNotUse() throws Exception {
        certificates = authority.write(folder, authority.server(TestAuthority.keys("Ed25519", 255)));
        CertificateCredentials credentials = CertificateCredentials.load(certificates, false, log);
        try (TlsServer server = TlsServer.start(builder -> builder.tls(credentials, true));
                TlsClient client = server.connect().secure(authority.clientContext(), "TLSv1.3")) {
            assertEquals(OptionReplies.ACK, client.option(Options.GO, TlsClient.export("")));
        }
    }

    @Test
    void aDamagedCertificateIsRefused() throws IOException {
        Files.writeString(certificates.certificate(), TestAuthority.pem("CERTIFICATE", new byte[] {1, 2, 3}));
        assertRefused(certificates.certificate() + ": certificate 1 is damaged");
    }

    @Test
    void aRevocationListOfAnotherAuthorityIsRefused() throws IOException {
        Files.writeString(certificates.revocations(), new TestAuthority("authority").revoking());
        assertRefused("not signed by an authority in " + certificates.authorities());
        Files.writeString(certificates.revocations(), TestAuthority.pem("X509 CRL", new byte[] {48, 0}));
        assertRefused(certificates.revocations() + ": revocation list 1 is damaged");
    }

    private void assertRefused(String words) {
        String sentence = assertThrows(CredentialException.class, this::load).getMessage();
        assertTrue(sentence.contains(words), sentence);
        assertEquals(1, sentence.lines().count(), sentence);
    }

    private CertificateCredentials load() throws CredentialException {
        return CertificateCredentials.load(certificates, false, log);
    }

    @Test
    void aChangeCountsFromTheNextHandshakeOn() throws IOException, GeneralSecurityException {
        CertificateCredentials credentials = load();
        TestAuthority successor = new TestAuthority("successor");
        try (TlsServer server = TlsServer.start(builder -> builder.tls(credentials, true));
                TlsClient early = server.connect().secure(authority.clientContext(), "TLSv1.3")) {
            successor.write(folder, successor.server());
            try (TlsClient late = server.connect().secure(successor.clientContext(), "TLSv1.3")) {
                assertEquals(OptionReplies.ACK, late.option(Options.GO, TlsClient.export("")));
            }
            assertEquals(OptionReplies.ACK, early.option(Options.GO, TlsClient.export("")));
            assertEquals(List.of(), log.lines());
        }
    }

    @Test
    void aBrokenChangeIsReportedOnceAndTheOldFilesStayInUse() throws IOException, GeneralSecurityException {
        CertificateCredentials credentials = load();
        try (TlsServer server = TlsServer.start(builder -> builder.tls(credentials, true))) {
            Files.writeString(certificates.key(), "not any more");
            for (int i = 0; i < 3; i++) {
                try (TlsClient client = server.connect().secure(authority.clientContext(), "TLSv1.3")) {
                    assertEquals(OptionReplies.ACK, client.option(Options.GO, TlsClient.export("")));
                }
            }
            assertEquals(1, log.lines().size(), log.lines()::toString);
            assertTrue(
                    log.lines().getFirst().contains(certificates.key() + " holds no private key"),
                    log.lines()::toString);
        }
    }

    @Test
    void theUsualPlacesAreThoseOfNbdkit() throws IOException {
        assertEquals(List.of(Path.of("/etc/pki/nbdkit")), CertificateFolder.usual(folder, true));
        List<Path> places = CertificateFolder.usual(folder, false);
        assertEquals(Optional.empty(), CertificateFolder.find(places));
        Path second = Files.createDirectories(folder.resolve(".config/pki/nbdkit"));
        Files.createFile(second.resolve("ca-cert.pem"));
        assertEquals(Optional.of(new CertificateFolder(second)), CertificateFolder.find(places));
        Path first = Files.createDirectories(folder.resolve(".pki/nbdkit"));
        Files.createFile(first.resolve("ca-cert.pem"));
        assertEquals(Optional.of(new CertificateFolder(first)), CertificateFolder.find(places));
    }
}
