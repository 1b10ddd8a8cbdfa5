// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code platterd} admits clients to exports by listener, TLS, address, certificate and key. */
@Needs({"certtool", "nbdsh"})
@Timeout(120)
@ExtendWith(Credentials.Maker.class)
class DaemonAccessIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    private String port;

    private static String export(String name, String rules) {
        return "[export." + name + ".plugin]\nuse = \"memory\"\nparameters = { size = \"1M\" }\n[export." + name
                + rules;
    }

    /** Starts a server with two listeners: a TCP port that requires TLS, and a Unix socket without TLS. */
    private Daemon start(String tls, String exports) throws IOException {
        Path configuration = Files.writeString(platter.folder().resolve("platter.toml"), """
            [server]
            state = "state"
            control = "control"
            [[listen]]
            address = "127.0.0.1"
            port = 0
            tls = "require"
            [[listen]]
            unix = "plain"
            tls = "off"
            """ + tls + exports);
        Daemon daemon = new Daemon(platter.command("platterd").start("--config=" + configuration));
        String ready = daemon.awaitLog("ready: ");
        port = ready.replaceAll(".*nbd://127.0.0.1:([0-9]+).*", "$1");
        return daemon;
    }

    private static Outcome open(String uri) {
        return Peer.require("nbdsh")
                .run("-c", "h.set_uri_allow_local_file(True); h.connect_uri('" + uri + "'); print(h.get_size())");
    }

    private static void assertServed(String uri) {
        assertEquals("1048576", open(uri).success().strip());
    }

    private static void assertRefused(String uri, String why) {
        Outcome outcome = open(uri);
        assertNotEquals(0, outcome.status(), uri);
        assertTrue(outcome.err().contains(why), uri + ": " + outcome.err());
    }

    private String plain(String export) {
        return "nbd+unix:///" + export + "?socket=" + platter.folder().resolve("plain");
    }

    @Test
    void accessIsGrantedByCertificate(Credentials credentials) throws Exception {
        try (Daemon daemon = start(
                "[tls]\ncertificates = \"" + credentials.folder("server") + "\"\nverify-peer = true\n",
                export("open", "]\n")
                        + export("secret", "]\ntls = \"require\"\n")
                        + export("hers", ".allow]\ncertificates = [\"CN=alice\"]\n")
                        + export("near", ".allow]\naddresses = [\"127.0.0.0/8\"]\n")
                        + export("far", ".allow]\naddresses = [\"10.0.0.0/8\"]\n"))) {
            assertServed(plain("open"));
            assertRefused(plain("secret"), "");
            assertRefused(plain("hers"), "connect through TLS");
            assertRefused(plain("near"), "your address is not among those");
            assertRefused("nbd://127.0.0.1:" + port + "/open", "TLS");
            for (String export : new String[] {"open", "secret", "hers", "near"}) {
                assertServed(certified(credentials, "alice", export));
            }
            assertRefused(certified(credentials, "alice", "far"), "your address is not among those");
            assertServed(certified(credentials, "edith", "secret"));
            assertRefused(certified(credentials, "edith", "hers"), "your certificate is not among those");
            assertRefused(certified(credentials, "stranger", "open"), "");
            daemon.signal("TERM");
            daemon.end(0);
        }
    }

    private String certified(Credentials credentials, String who, String export) {
        return "nbds://127.0.0.1:" + port + "/" + export + "?tls-certificates=" + credentials.folder(who);
    }

    @Test
    void accessIsGrantedByKey(Credentials credentials) throws Exception {
        Path both = platter.folder().resolve("both.psk");
        String bob = Files.readString(credentials.keys("wrong"))
                .lines()
                .filter(line -> line.startsWith("bob:"))
                .findFirst()
                .orElseThrow();
        Files.writeString(both, Files.readString(credentials.keys("keys")) + bob + "\n");
        try (Daemon daemon = start(
                "[tls]\npsk = \"" + both + "\"\n",
                export("open", "]\n") + export("hers", ".allow]\nidentities = [\"alice\"]\n"))) {
            Map<String, String> keys = Map.of("alice", "keys", "bob", "wrong");
            for (Map.Entry<String, String> client : keys.entrySet()) {
                String who = client.getKey();
                String suffix = "?tls-psk-file=" + credentials.keys(client.getValue());
                assertServed("nbds://" + who + "@127.0.0.1:" + port + "/open" + suffix);
                String hers = "nbds://" + who + "@127.0.0.1:" + port + "/hers" + suffix;
                if (who.equals("alice")) {
                    assertServed(hers);
                } else {
                    assertRefused(hers, "your identity is not among those");
                }
            }
            assertServed(plain("open"));
            assertRefused(plain("hers"), "connect through TLS");
            daemon.signal("TERM");
            daemon.end(0);
        }
    }
}
