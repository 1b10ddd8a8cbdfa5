// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with QEMU and gnutls-cli. */
@Tag("same-in-both-modes")
@ExtendWith(Credentials.Maker.class)
class TlsPeersIT {
    private static final String FLAGS_AND_STARTTLS = "0000000349484156454f50540000000500000000";
    private static final String ACK = "0003e889045565a9000000050000000100000000";

    @RegisterExtension
    private final Platter platter = new Platter();

    private static Outcome qemuImg(Served served, String credentials) {
        String image =
                "driver=nbd,server.type=unix,server.path=" + served.socket() + ",tls-creds=tls,tls-hostname=localhost";
        return Peer.require("qemu-img")
                .run("info", "--object", credentials + ",id=tls,endpoint=client", "--image-opts", image);
    }

    private static String x509(Path folder) {
        return "tls-creds-x509,dir=" + folder;
    }

    private static String psk(Path folder, String user) {
        return "tls-creds-psk,dir=" + folder + ",username=" + user;
    }

    @Needs({"certtool", "qemu-img"})
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void qemuUsesCertificates(boolean verified, Credentials credentials) throws IOException {
        Stream<String> options =
                Stream.of("--tls=require", "--tls-certificates=" + credentials.folder("server"), "memory", "3M");
        Stream<String> all = verified ? Stream.concat(Stream.of("--tls-verify-peer"), options) : options;
        Served served = platter.serve(all.toArray(String[]::new));
        assertTrue(qemuImg(served, x509(credentials.folder("alice"))).success().contains("virtual size: 3 MiB"));
        for (String who : List.of("nobody", "mallory")) {
            int status = qemuImg(served, x509(credentials.folder(who))).status();
            assertEquals(verified ? 1 : 0, status, who);
        }
        assertEquals(1, qemuImg(served, x509(credentials.folder("misled"))).status());
    }

    @Needs({"certtool", "qemu-img"})
    @Test
    void qemuUsesKeys(Credentials credentials) throws IOException {
        Served served = platter.serve("--tls=require", "--tls-psk=" + credentials.keys("keys"), "memory", "3M");
        assertEquals(
                0, qemuImg(served, psk(credentials.folder("keys"), "alice")).status());
        assertEquals(
                1, qemuImg(served, psk(credentials.folder("wrong"), "alice")).status());
        assertEquals(1, qemuImg(served, psk(credentials.folder("wrong"), "bob")).status());
    }

    /** TLS 1.2 is tested without ECDHE-PSK, which GnuTLS combines only with old ciphers. */
    @Needs({"certtool", "gnutls-cli"})
    @Test
    void gnutlsUsesKeysWithFreshSecrets(Credentials credentials) throws IOException, InterruptedException {
        Served served = platter.serveOnPort("--tls=require", "--tls-psk=" + credentials.keys("keys"), "memory", "3M");
        String key = Files.readString(credentials.keys("keys")).strip().substring("alice:".length());
        for (String what : List.of("TLS1.2:+DHE-PSK", "TLS1.3:+ECDHE-PSK", "TLS1.3:+DHE-PSK")) {
            String priority = "NORMAL:-KX-ALL:-VERS-ALL:+VERS-" + what;
            String said = gnutls(served, priority, "--pskusername=alice", "--pskkey=" + key);
            assertTrue(said.contains("Description: (" + what.substring(0, what.indexOf(':'))), said);
        }
    }

    @Needs({"certtool", "gnutls-cli"})
    @Test
    void gnutlsAgreesOnCiphersAndNotOnOldVersions(Credentials credentials) throws IOException, InterruptedException {
        Served served = platter.serveOnPort(
                "--tls=require", "--tls-certificates=" + credentials.folder("server"), "memory", "3M");
        String trust = "--x509cafile=" + credentials.folder("nobody").resolve("ca-cert.pem");
        for (String version : List.of("TLS1.2", "TLS1.3")) {
            for (String cipher : List.of("AES-256-GCM", "AES-128-GCM", "CHACHA20-POLY1305")) {
                String priority = "NORMAL:-VERS-ALL:-CIPHER-ALL:+VERS-" + version + ":+" + cipher;
                String said = gnutls(served, priority, trust, "--verify-hostname=localhost");
                assertTrue(said.contains("Description: (" + version) && said.contains("(" + cipher + ")"), said);
            }
        }
        for (String version : List.of("TLS1.0", "TLS1.1")) {
            String said = gnutls(served, "NORMAL:-VERS-ALL:+VERS-" + version, trust);
            assertTrue(said.contains("Fatal error"), said);
        }
        assertEquals(2, served.end().lines().count());
    }

    /** The output of gnutls-cli. It does not know NBD, so this method gives it the bytes to send before TLS begins. */
    private static String gnutls(Served served, String priority, String... options)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("--starttls", "--port=" + served.port(), "--priority=" + priority));
        line.addAll(List.of(options));
        line.add("localhost");
        Process process = Peer.require("gnutls-cli").start(line.toArray(String[]::new));
        CompletableFuture<String> complaints = CompletableFuture.supplyAsync(
                () -> process.errorReader().lines().collect(Collectors.joining("\n")), Thread::startVirtualThread);
        try (InputStream out = process.getInputStream()) {
            var said = new ByteArrayOutputStream();
            // gnutls-cli begins TLS when its input ends.
            try (OutputStream in = process.getOutputStream()) {
                in.write(HexFormat.of().parseHex(FLAGS_AND_STARTTLS));
                in.flush();
                while (!HexFormat.of().formatHex(said.toByteArray()).endsWith(ACK)) {
                    int next = out.read();
                    assertNotEquals(-1, next, () -> said + complaints.join());
                    said.write(next);
                }
            }
            said.writeBytes(out.readAllBytes());
            process.waitFor();
            return said.toString(StandardCharsets.ISO_8859_1) + complaints.join();
        }
    }
}
