// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.peers.AnnouncedServer;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A server of OpenSSH with keys of its own, for the user who runs the tests. */
final class Sshd implements AutoCloseable {
    /** OpenSSH wants to be started by its full path; and if root does it, to have an empty folder. */
    private static final String START =
            "[ \"$(id -u)\" != 0 ] || mkdir -p /run/sshd; exec \"$(command -v sshd || echo /usr/sbin/sshd)\" -D -e -f"
                    + " \"$0\"";

    private final Peer keygen;
    private final Path folder;
    private final Path configuration;
    private final int port;
    private AnnouncedServer process;

    /**
     * Starts it.
     *
     * @param folder for its files
     * @param keyType of host and user, as ssh-keygen has it
     * @param lines of its configuration, which count more than the others
     */
    Sshd(Path folder, String keyType, String... lines) throws Exception {
        this.folder = folder;
        keygen = Peer.require("ssh-keygen");
        port = AnnouncedServer.freePort();
        key("host", keyType);
        key("id", keyType);
        Files.copy(file("id.pub"), file("authorized"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(file("known"), knownLine());
        configuration = Files.writeString(file("sshd_config"), """
            %2$s
            Port %3$d
            ListenAddress 127.0.0.1
            HostKey %1$s/host
            PidFile none
            AuthorizedKeysFile %1$s/authorized
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin yes
            Subsystem sftp internal-sftp
            MaxStartups 500
            PerSourcePenalties no
            LogLevel INFO
            """.formatted(folder, String.join("\n", lines), port));
        process = start();
    }

    private AnnouncedServer start() throws IOException {
        return AnnouncedServer.start(
                Peer.require("sshd").besides("sh"), "Server listening on", "-c", START, configuration.toString());
    }

    Path key(String name, String type, String... options) {
        List<String> words =
                new ArrayList<>(List.of("-q", "-t", type, "-f", file(name).toString()));
        words.addAll(options.length == 0 ? List.of("-N", "") : List.of(options));
        keygen.run(words.toArray(String[]::new)).success();
        return file(name);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    int port() {
        return port;
    }

    /** Its host key, as a file of known hosts has it. */
    String knownLine() throws IOException {
        String[] words = Files.readString(file("host.pub")).split(" ");
        return "[127.0.0.1]:" + port + " " + words[0] + " " + words[1].strip() + "\n";
    }

    /** What its user gives, but for the path. */
    List<String> parameters() {
        return List.of(
                "host=127.0.0.1", "port=" + port, "config=", "known-hosts=" + file("known"), "identity=" + file("id"));
    }

    /** The same with a path in its folder. */
    List<String> parameters(String name) {
        List<String> all = new ArrayList<>(parameters());
        all.add("path=" + file(name));
        return all;
    }

    /** Ends it and its connections, as a power cut does. */
    void kill() {
        process.kill();
    }

    void restart() throws Exception {
        process = start();
    }

    @Override
    public void close() {
        kill();
    }
}
