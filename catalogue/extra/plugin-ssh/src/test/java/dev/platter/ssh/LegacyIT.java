// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that nobody may change, and which only knows what was good long ago. */
@Tag("same-in-both-modes")
@Needs({"sshd", "ssh-keygen", "ssh", "nbdcopy"})
@Timeout(60)
class LegacyIT {
    private static final int SIZE = (3 << 20) + 77;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "diffie-hellman-group1-sha1, aes128-cbc, hmac-sha1",
        "diffie-hellman-group14-sha1, 3des-cbc, hmac-sha1-96",
        "diffie-hellman-group-exchange-sha1, aes256-cbc, hmac-md5"
    })
    void diskIsCopiedWhereSshRefuses(String exchange, String cipher, String mac) throws Exception {
        try (Sshd sshd = new Sshd(
                folder,
                "rsa",
                "KexAlgorithms " + exchange,
                "Ciphers " + cipher,
                "MACs " + mac,
                "HostKeyAlgorithms ssh-rsa",
                "PubkeyAcceptedAlgorithms ssh-rsa")) {
            byte[] bytes = Ssh.bytes(SIZE);
            Files.write(sshd.file("disk.img"), bytes);

            Outcome refused = Peer.require("ssh")
                    .run(
                            "-F",
                            "none",
                            "-p",
                            String.valueOf(sshd.port()),
                            "-o",
                            "UserKnownHostsFile=" + sshd.file("known"),
                            "-o",
                            "BatchMode=yes",
                            "-i",
                            sshd.file("id").toString(),
                            "127.0.0.1",
                            "true");
            assertEquals(255, refused.status(), refused.err());
            assertTrue(refused.err().contains("Unable to negotiate"), refused.err());

            List<String> parameters = sshd.parameters("disk.img");
            try (Served served = Ssh.serve(parameters)) {
                String message = String.valueOf(
                        assertThrows(IOException.class, served::client).getMessage());
                for (String part : List.of(exchange, cipher, mac, "ssh-rsa", "legacy=true")) {
                    assertTrue(message.contains(part), message);
                }
            }
            Path copy = folder.resolve("copy.img");
            try (Served served = Ssh.serve(parameters, "legacy=true")) {
                Peer.require("nbdcopy")
                        .run(served.uri().toString(), copy.toString())
                        .success();
            }
            assertArrayEquals(bytes, Files.readAllBytes(copy));
        }
    }
}
