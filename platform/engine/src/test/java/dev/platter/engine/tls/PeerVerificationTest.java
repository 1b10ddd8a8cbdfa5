// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that verifies certificates lets in only clients whose certificate is valid. */
class PeerVerificationTest {
    private final TestAuthority authority = new TestAuthority("authority");
    private final TestAuthority.Identity good = authority.client("alice", "client.example");
    private final TestAuthority.Identity revoked = authority.client("mallory", "gone.example");

    private final TestAuthority.Identity revokedNameless = authority.nameless("gone.example");

    @TempDir
    private Path folder;

    private TlsServer serve() throws IOException {
        CertificateFolder certificates = authority.write(folder, authority.server());
        Files.writeString(certificates.revocations(), authority.revoking(revoked, revokedNameless));
        CertificateCredentials credentials = CertificateCredentials.load(certificates, true, new LogLines());
        return TlsServer.start(server -> server.tls(credentials, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aVerifiedClientIsKnownToPlugins(String protocol)
            throws IOException, GeneralSecurityException, InterruptedException {
        try (TlsServer server = serve();
                TlsClient client = server.connect().secure(authority.clientContext(good), protocol)) {
            assertEquals(OptionReplies.ACK, client.option(Options.GO, TlsClient.export("")));
            var session = server.openedFor.take().tls().orElseThrow();
            assertEquals(Optional.of("CN=alice,O=Test"), session.subject());
            assertEquals(Optional.of("CN=authority"), session.issuer());
            assertEquals(List.of("client.example"), session.alternativeNames());
            assertEquals(Optional.empty(), session.pskIdentity());
            assertEquals(List.of(), server.complaints());
        }
    }

    /** GnuTLS accepts such a certificate, and so nbdkit does. */
    @ParameterizedTest
    @CsvSource({"TLSv1.2, true", "TLSv1.3, true", "TLSv1.2, false", "TLSv1.3, false"})
    void aVerifiedClientNeedsNoSubject(String protocol, boolean alternativeName)
            throws IOException, GeneralSecurityException, InterruptedException {
        var nameless = alternativeName ? authority.nameless("client.example") : authority.anonymous();
        try (TlsServer server = serve();
                TlsClient client = server.connect().secure(authority.clientContext(nameless), protocol)) {
            assertEquals(OptionReplies.ACK, client.option(Options.GO, TlsClient.export("")));
            var session = server.openedFor.take().tls().orElseThrow();
            assertEquals(Optional.of(""), session.subject());
            assertEquals(alternativeName ? List.of("client.example") : List.of(), session.alternativeNames());
            assertEquals(List.of(), server.complaints());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, nobody",
        "TLSv1.3, nobody",
        "TLSv1.2, revoked",
        "TLSv1.3, revoked",
        "TLSv1.2, stranger",
        "TLSv1.3, stranger",
        "TLSv1.2, impostor",
        "TLSv1.3, impostor",
        "TLSv1.2, revoked without a name",
        "TLSv1.3, revoked without a name",
        "TLSv1.2, impostor without a name",
        "TLSv1.3, impostor without a name"
    })
    void anUnverifiedClientIsRefusedWithOneLineInTheLog(String protocol, String who)
            throws IOException, GeneralSecurityException {
        SSLContext context = context(who);
        try (TlsServer server = serve();
                TlsClient client = server.connect()) {
            // In TLS 1.3 the client finishes its handshake before the server has verified its certificate.
            assertThrows(
                    IOException.class, () -> client.secure(context, protocol).option(Options.GO, TlsClient.export("")));
            assertTrue(server.openedFor.isEmpty());
            List<String> complaints = server.complaints();
            assertEquals(1, complaints.size(), complaints::toString);
            assertTrue(complaints.getFirst().startsWith("TLS: during the handshake: "), complaints::toString);
        }
    }

    private SSLContext context(String who) throws IOException, GeneralSecurityException {
        return switch (who) {
            case "nobody" -> authority.clientContext();
            case "revoked" -> authority.clientContext(revoked);
            case "stranger" ->
                authority.clientContext(new TestAuthority("another authority").client("alice", "client.example"));
            // Another authority that has the same name as ours.
            case "impostor" ->
                authority.clientContext(new TestAuthority("authority").client("alice", "client.example"));
            case "revoked without a name" -> authority.clientContext(revokedNameless);
            case "impostor without a name" ->
                authority.clientContext(new TestAuthority("authority").nameless("client.example"));
            default -> throw new IllegalArgumentException(who);
        };
    }

    @Test
    void aClientThatIsRevokedLaterIsRefused() throws IOException, GeneralSecurityException {
        try (TlsServer server = serve()) {
            SSLContext context = authority.clientContext(good);
            // Both connections use this context, so that the client could resume its session.
            try (TlsClient client = server.connect().secure(context, "TLSv1.3")) {
                assertEquals(OptionReplies.ACK, client.option(Options.GO, TlsClient.export("")));
            }
            Files.writeString(new CertificateFolder(folder).revocations(), authority.revoking(revoked, good));
            try (TlsClient client = server.connect()) {
                assertThrows(
                        IOException.class,
                        () -> client.secure(context, "TLSv1.3").option(Options.GO, TlsClient.export("")));
            }
        }
    }
}
