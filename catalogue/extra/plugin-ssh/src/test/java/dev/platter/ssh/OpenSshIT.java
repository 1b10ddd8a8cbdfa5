// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.peers.AnnouncedServer;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSH as others run it. */
@Tag("same-in-both-modes")
@Needs({"sshd", "ssh-keygen", "ssh-agent"})
@Timeout(60)
class OpenSshIT {
    private static final int SIZE = (5 << 20) + 321;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Sshd sshd;

    @BeforeAll
    static void start() throws Exception {
        sshd = new Sshd(shared, "ed25519");
        Files.write(sshd.file("disk.img"), Ssh.bytes(SIZE));
    }

    @AfterAll
    static void stop() {
        sshd.close();
    }

    /** What a client sees that connects. */
    private static String refusal(List<String> parameters, String... more) throws IOException {
        try (Served served = Ssh.serve(parameters, more)) {
            return String.valueOf(
                    assertThrows(IOException.class, served::client).getMessage());
        }
    }

    private static void assertOpens(List<String> parameters, String... more) throws IOException {
        try (Served served = Ssh.serve(parameters, more)) {
            assertArrayEquals(Ssh.bytes(SIZE), Ssh.read(served.client(), 0, SIZE));
        }
    }

    private static void says(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    /** The parameters with others in the place of some. */
    private static List<String> but(String... changed) {
        List<String> all = new ArrayList<>(sshd.parameters("disk.img"));
        for (String parameter : changed) {
            String key = parameter.substring(0, parameter.indexOf('=') + 1);
            all.removeIf(old -> old.startsWith(key));
            if (!parameter.endsWith("=<none>")) {
                all.add(parameter);
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fileIsReadInOrderAndAtOnce(boolean compression) throws IOException {
        byte[] expected = Ssh.bytes(SIZE);
        try (Served served = Ssh.serve(sshd.parameters("disk.img"), "compression=" + compression)) {
            NbdClient client = served.client();
            assertArrayEquals(expected, Ssh.read(client, 0, SIZE));
            byte[] got = new byte[SIZE];
            for (int at = 0; at < SIZE; at += 200_000) {
                int length = Math.min(200_000, SIZE - at);
                client.read(at, ByteBuffer.allocate(length), 0).data().get(got, at, length);
            }
            assertArrayEquals(expected, got);
        }
    }

    @Test
    void writesAreInTheFileAndOutliveTheFlush() throws IOException {
        Path file = Files.write(folder.resolve("written.img"), new byte[SIZE]);
        byte[] bytes = Ssh.bytes(SIZE);
        try (Served served = Ssh.serve(sshd.parameters(file.toString()))) {
            NbdClient client = served.client();
            client.write(0, ByteBuffer.wrap(bytes), 0);
            client.flush();
            client.writeZeroes(1000, 2000, 0);
        }
        Arrays.fill(bytes, 1000, 3000, (byte) 0);
        assertArrayEquals(bytes, Files.readAllBytes(file));
    }

    @Test
    void whatOneClientWritesIsNotFetchedAheadForAnother() throws IOException {
        Path file = Files.write(folder.resolve("shared.img"), new byte[4 << 20]);
        try (Served served = Ssh.serve(sshd.parameters(file.toString()))) {
            NbdClient reader = served.client();
            NbdClient writer = served.client();
            for (int at = 0; at < 4 << 20; at += 64 << 10) {
                byte[] mark = Ssh.bytes(64 << 10);
                writer.write(at, ByteBuffer.wrap(mark), 0);
                assertArrayEquals(mark, Ssh.read(reader, at, 64 << 10), "at " + at);
            }
        }
    }

    @Test
    void fileIsMadeByTheFirstClientAlone() throws IOException {
        Path file = folder.resolve("made.img");
        try (Served served =
                Ssh.serve(sshd.parameters(file.toString()), "create=true", "create-size=3M", "create-mode=0640")) {
            assertFalse(Files.exists(file));
            NbdClient first = served.client();
            assertEquals(3 << 20, Files.size(file));
            assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            first.write(7, ByteBuffer.wrap(new byte[] {42}), 0);
            assertEquals(42, Ssh.read(served.client(), 7, 1)[0]);
        }
    }

    @Test
    void whatIsNoFileIsNamed() throws IOException {
        says(refusal(sshd.parameters("missing.img")), "missing.img", "does not exist");
        says(refusal(sshd.parameters(""), "create=false"), "folder");
    }

    @Test
    void fileThatShrinksIsAnErrorAndNotZeroes() throws IOException {
        Path file = Files.write(folder.resolve("shrinking.img"), Ssh.bytes(1 << 20));
        try (Served served = Ssh.serve(sshd.parameters(file.toString()))) {
            NbdClient client = served.client();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(600_000);
            }
            String message = String.valueOf(assertThrows(IOException.class, () -> Ssh.read(client, 590_000, 20_000))
                    .getMessage());
            says(message, "shorter", "1048576", "600000");
        }
    }

    @Test
    void unknownHostIsRefusedByItsFingerprint() throws Exception {
        Path empty = Files.createFile(folder.resolve("known"));
        says(refusal(but("known-hosts=" + empty)), "is not known", "SHA256:", empty.toString());
        assertOpens(but("known-hosts=" + empty), "verify-remote-host=false");
    }

    @Test
    void changedHostKeyIsRefusedWithBothFingerprints() throws Exception {
        Path other = sshd.key("other" + System.nanoTime(), "ed25519");
        String line = sshd.knownLine().split(" ")[0] + " " + Files.readString(Path.of(other + ".pub"));
        Path known = Files.writeString(folder.resolve("known"), line);
        Peer keygen = Peer.require("ssh-keygen");
        String wanted = keygen.run("-lf", other + ".pub").success().split(" ")[1];
        String shown =
                keygen.run("-lf", sshd.file("host.pub").toString()).success().split(" ")[1];
        says(refusal(but("known-hosts=" + known)), wanted, shown);
    }

    @Test
    void hashedHostsAreKnownAndRevokedKeysAreNot() throws Exception {
        Path known = Files.writeString(folder.resolve("known"), sshd.knownLine());
        Peer.require("ssh-keygen").run("-H", "-f", known.toString()).success();
        assertTrue(Files.readString(known).startsWith("|1|"));
        assertOpens(but("known-hosts=" + known));
        Files.writeString(known, "@revoked " + sshd.knownLine(), StandardOpenOption.APPEND);
        says(refusal(but("known-hosts=" + known)), "revoked");
        Files.writeString(known, "@cert-authority " + sshd.knownLine());
        says(refusal(but("known-hosts=" + known)), "certificates are not checked");
    }

    @Test
    void userWithoutAKeyLearnsWhatTheServerAllows() throws Exception {
        Path other = sshd.key("user" + System.nanoTime(), "ed25519");
        String message = refusal(but("identity=" + other, "password=sesame"));
        says(message, "publickey", "the key SHA256:", "identity=");
        assertFalse(message.contains("sesame"), message);
    }

    @Test
    void encryptedKeyNeedsAnAgent() throws Exception {
        Path secret = sshd.key("secret" + System.nanoTime(), "ed25519", "-N", "sesame");
        says(refusal(but("identity=" + secret)), secret.toString(), "encrypted", "ssh-add");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void keyOfAnAgentIsUsed(String type) throws Exception {
        Path socket = folder.resolve("agent");
        Peer agent = Peer.require("ssh-agent");
        try (AnnouncedServer _ = AnnouncedServer.start(agent, "SSH_AUTH_SOCK", "-D", "-a", socket.toString())) {
            Path key = sshd.key("agent" + System.nanoTime(), type);
            Files.writeString(
                    sshd.file("authorized"), Files.readString(Path.of(key + ".pub")), StandardOpenOption.APPEND);
            agent.besides("ssh-add")
                    .with(Map.of("SSH_AUTH_SOCK", socket.toString()))
                    .run(key.toString())
                    .success();
            Path config = Files.writeString(
                    folder.resolve("config"), "Host *\n  IdentityAgent " + socket + "\n  IdentityFile none\n");
            assertOpens(but("identity=<none>", "config=" + config));
        }
    }

    @Test
    void configurationOfSshCounts() throws Exception {
        Path config = Files.writeString(
                folder.resolve("config"), """
                    Match host elsewhere
                      HostName 192.0.2.1
                    Host other
                      Port 1
                    Host a* !archive
                      HostName=127.0.0.1
                      Port %d
                      IdentityFile "%s"
                      UserKnownHostsFile %s
                    """.formatted(sshd.port(), sshd.file("id"), sshd.file("known")));
        String[] words = {"host=alias", "port=<none>", "identity=<none>", "known-hosts=<none>", "config=" + config};
        assertOpens(but(words));
    }

    @Test
    void lostConnectionFailsRequestsAndTheNextClientGetsANewOne() throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        try (Sshd other = new Sshd(own, "ed25519")) {
            Files.write(other.file("disk.img"), Ssh.bytes(SIZE));
            try (Served served = Ssh.serve(other.parameters("disk.img"))) {
                NbdClient client = served.client();
                Ssh.read(client, 0, 1000);
                other.kill();
                String message = String.valueOf(assertThrows(IOException.class, () -> Ssh.read(client, 1 << 20, 1000))
                        .getMessage());
                says(message, "was lost", "retry");
                other.restart();
                assertArrayEquals(Ssh.bytes(SIZE), Ssh.read(served.client(), 0, SIZE));
            }
        }
    }

    @Test
    void serverWithoutSftpIsNamed() throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        try (Sshd other = new Sshd(own, "ed25519")) {
            Path configuration = other.file("sshd_config");
            Files.writeString(
                    configuration, Files.readString(configuration).replaceFirst("Subsystem sftp internal-sftp\n", ""));
            other.kill();
            other.restart();
            says(refusal(other.parameters("disk.img")), "has no SFTP", "Subsystem");
        }
    }
}
