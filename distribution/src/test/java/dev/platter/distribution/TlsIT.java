// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with libnbd, which uses GnuTLS. */
@ExtendWith(Credentials.Maker.class)
class TlsIT {
    private static final List<String> PROTOCOLS = List.of("1.2", "1.3");

    @RegisterExtension
    private final Platter platter = new Platter();

    private static String x509(Served served, Path folder) {
        return "nbds+unix://?socket=" + served.socket() + "&tls-certificates=" + folder;
    }

    private static String psk(Served served, String user, Path file) {
        return "nbds+unix://" + user + "@?socket=" + served.socket() + "&tls-psk-file=" + file;
    }

    /** Connects to each URI in turn, writes and reads, and returns a line for each: served, or refused with the reason. */
    private List<String> attempts(String protocol, String... uris) throws IOException {
        // libnbd leaves the choice of the TLS version to GnuTLS, whose configuration can disable versions.
        Stream<String> unwanted = protocol.equals("1.2") ? Stream.of("1.3") : Stream.of("1.0", "1.1", "1.2");
        String limits = unwanted.map(version -> "disabled-version = tls" + version + "\n")
                .collect(joining("", "[overrides]\n", ""));
        Path file = Files.writeString(platter.folder().resolve("gnutls"), limits);
        String script = """
            def attempt(uri):
                h = nbd.NBD()
                h.set_uri_allow_local_file(True)
                h.connect_uri(uri)
                assert h.get_tls_negotiated()
                assert h.get_structured_replies_negotiated()
                h.pwrite(b'platter!' * 40000, 12345)
                assert h.pread(320000, 12345) == b'platter!' * 40000
                h.shutdown()
            for uri in '%s'.split():
                try:
                    attempt(uri)
                    print('served')
                except nbd.Error as error:
                    print('refused:', error.string)
            """.formatted(String.join(" ", uris));
        return Peer.require("nbdsh")
                .with(Map.of("GNUTLS_SYSTEM_PRIORITY_FILE", file.toString()))
                .run("-c", script)
                .success()
                .lines()
                .toList();
    }

    /** Demands that exactly these attempts were served, and the others were refused. */
    private static void assertServed(List<String> attempts, boolean... served) {
        assertEquals(served.length, attempts.size(), attempts::toString);
        for (int i = 0; i < served.length; i++) {
            assertEquals(served[i], attempts.get(i).equals("served"), attempts.get(i));
        }
    }

    @Needs({"certtool", "nbdsh", "nbdinfo"})
    @ParameterizedTest
    @ValueSource(strings = {"on", "require"})
    void clientThatTrustsTheServerIsServed(String mode, Credentials credentials) throws IOException {
        Path folder = credentials.folder("server");
        Served served = platter.serve("-v", "--tls=" + mode, "--tls-certificates=" + folder, "memory", "1M");
        for (String protocol : PROTOCOLS) {
            List<String> attempts = attempts(
                    protocol,
                    x509(served, credentials.folder("nobody")),
                    x509(served, credentials.folder("stranger")),
                    x509(served, credentials.folder("misled")));
            assertServed(attempts, true, true, false);
        }
        String plain = "nbd+unix://?socket=" + served.socket();
        assertEquals(
                mode.equals("on") ? 0 : 1, Peer.require("nbdinfo").run(plain).status());
        assertEquals(mode.equals("on") ? plain : x509(served, folder), served.uri());
        assertAllProtocolsWereUsed(served);
    }

    @Needs({"certtool", "nbdsh"})
    @Test
    void verifiedClientNeedsAValidCertificate(Credentials credentials) throws IOException {
        Path folder = credentials.folder("server");
        Served served =
                platter.serve("--tls=require", "--tls-verify-peer", "--tls-certificates=" + folder, "memory", "1M");
        for (String protocol : PROTOCOLS) {
            List<String> attempts = attempts(
                    protocol,
                    x509(served, credentials.folder("alice")),
                    x509(served, credentials.folder("edith")),
                    x509(served, credentials.folder("nobody")),
                    x509(served, credentials.folder("mallory")),
                    x509(served, credentials.folder("stranger")));
            assertServed(attempts, true, true, false, false, false);
        }
        String log = served.end();
        assertEquals(6, log.lines().count(), log);
        assertTrue(log.contains("revoked"), log);
    }

    @Needs({"certtool", "nbdsh", "nbdinfo"})
    @ParameterizedTest
    @ValueSource(strings = {"on", "require"})
    void clientWithTheKeyIsServed(String mode, Credentials credentials) throws IOException {
        Served served = platter.serve("-v", "--tls=" + mode, "--tls-psk=" + credentials.keys("keys"), "memory", "1M");
        for (String protocol : PROTOCOLS) {
            List<String> attempts = attempts(
                    protocol,
                    psk(served, "alice", credentials.keys("keys")),
                    psk(served, "alice", credentials.keys("wrong")),
                    psk(served, "bob", credentials.keys("wrong")),
                    x509(served, credentials.folder("alice")));
            assertServed(attempts, true, false, false, false);
            assertEquals(attempts.get(1), attempts.get(2), "a wrong key and an unknown name");
        }
        String plain = "nbd+unix://?socket=" + served.socket();
        assertEquals(
                mode.equals("on") ? 0 : 1, Peer.require("nbdinfo").run(plain).status());
        assertAllProtocolsWereUsed(served);
    }

    private static void assertAllProtocolsWereUsed(Served served) throws IOException {
        String log = served.end();
        assertEquals(
                Set.of("protocol=TLSv1.2", "protocol=TLSv1.3"),
                Pattern.compile("protocol=[^,]*")
                        .matcher(log)
                        .results()
                        .map(MatchResult::group)
                        .collect(toSet()),
                log);
    }

    /** Large reads and writes, which take many TLS records, on several connections. */
    @Needs({"certtool", "nbdcopy"})
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anImageComesBackAsItWas(boolean keys, Credentials credentials) throws IOException {
        Path image = platter.folder().resolve("image");
        Path copy = platter.folder().resolve("copy");
        Files.write(image, noise(24 << 20));
        Served served = keys
                ? platter.serve("--tls=require", "--tls-psk=" + credentials.keys("keys"), "memory", "24M")
                : platter.serve("--tls=require", "--tls-certificates=" + credentials.folder("server"), "memory", "24M");
        String uri = keys ? psk(served, "alice", credentials.keys("keys")) : x509(served, credentials.folder("nobody"));
        Peer nbdcopy = Peer.require("nbdcopy");
        nbdcopy.run(image.toString(), uri).success();
        nbdcopy.run("--request-size=1048576", uri, copy.toString()).success();
        assertEquals(-1, Files.mismatch(image, copy));
        assertEquals("", served.end());
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Needs({"certtool", "nbdinfo"})
    @Test
    void addressOfACaptiveCommandHasAllCredentials(Credentials credentials) {
        String info = Platter.captive(Peer.require("nbdinfo"), "--size") + " \"$uri\"";
        platter.run(
                        "-U",
                        "-",
                        "--tls=require",
                        "--tls-certificates=" + credentials.folder("server"),
                        "memory",
                        "1M",
                        "--run",
                        "test \"$tls\" = 2 && " + info)
                .success();
    }

    @Needs({"certtool", "nbdinfo"})
    @Test
    void newCertificateIsUsedWithoutARestartAndABrokenOneIsNot(Credentials credentials) throws IOException {
        Path folder = credentials.copyOfServer(platter.folder().resolve("pki"));
        Served served =
                platter.serve("--tls=require", "--tls-verify-peer", "--tls-certificates=" + folder, "null", "1M");
        Peer nbdinfo = Peer.require("nbdinfo");
        String mallory = x509(served, credentials.folder("mallory"));
        assertNotEquals(0, nbdinfo.run(mallory).status());
        Files.delete(folder.resolve("ca-crl.pem"));
        nbdinfo.run(mallory).success();
        Files.writeString(folder.resolve("server-cert.pem"), "in the middle of being copied");
        nbdinfo.run(mallory).success();
        nbdinfo.run(mallory).success();
        Files.copy(
                credentials.folder("server").resolve("server-cert.pem"),
                folder.resolve("server-cert.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(credentials.folder("server").resolve("ca-crl.pem"), folder.resolve("ca-crl.pem"));
        assertNotEquals(0, nbdinfo.run(mallory).status());
        String log = served.end();
        assertEquals(3, log.lines().count(), log);
        assertTrue(log.contains("server-cert.pem holds no certificate"), log);
    }

    @Test
    void onePlainServerLoadsNothingOfBouncyCastle() {
        Outcome outcome = platter.command("platter")
                .with(Map.of("PLATTER_AOT", "off", "PLATTER_JAVA_OPTIONS", "-Xlog:class+load=info:stderr"))
                .run("-U", "-", "null", "1M", "--run", "true");
        outcome.success();
        assertTrue(outcome.err().contains(" dev.platter.engine.NbdServer "), "the list of classes is missing");
        assertEquals(
                "",
                String.join(
                        "\n",
                        outcome.err()
                                .lines()
                                .filter(line -> line.contains(" org.bouncycastle.") || line.contains("handler.ssl."))
                                .toList()));
    }

    @ParameterizedTest
    @CsvSource({
        "--tls-certificates=/no/such,   /no/such/server-cert.pem does not exist, name another place",
        "--tls-psk=/etc/hostname,       /etc/hostname,                           psktool"
    })
    void unusableCredentialsKeepTheServerFromStarting(String option, String culprit, String remedy) {
        Platter.assertRefused(
                platter.run("-U", "-", "--tls=require", option, "null", "--run", "true"), culprit, remedy);
    }
}
