// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.ahead.ReadAhead;
import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Registration;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Secret;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.NbdError;
import dev.platter.ssh.RemoteFile.Creation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves a file of an SSH server. */
@NbdPlugin(
        name = "ssh",
        summary = "a file of an SSH server (SFTP)",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class SshPlugin implements Plugin {
    private final Config config;
    private Optional<String> password = Optional.empty();
    private @Nullable Started started;

    /** What lasts from start to stop. */
    private record Started(SshServer server, Readers readers, Births births, Context context) {}

    /**
     * The parameters: nbdkit's, and legacy.
     *
     * @param path the file
     * @param host the server
     * @param user the user there
     * @param password of the user
     * @param port of the server
     * @param identity files with private keys
     * @param knownHosts a file with keys of hosts
     * @param config a file for the command ssh
     * @param timeout how long the server may be silent
     * @param compression whether what is sent is compressed
     * @param verifyRemoteHost whether the host must be known
     * @param create whether the file is made
     * @param createSize how large
     * @param createMode with which permissions
     * @param legacy whether algorithms are allowed that are no longer secure
     */
    public record Config(
            @Parameter(
                    magic = true,
                    once = true,
                    example = "/var/tmp/disk.img",
                    help = "The file on the server; without a / in front, it is in the user's home folder.")
            String path,

            @Parameter(
                    once = true,
                    example = "ssh.example.com",
                    help = "The server: its name, its address, or a Host of the configuration of ssh.")
            String host,

            @Parameter(whenAbsent = "that of the configuration, or the local user's name", help = "The user there.")
            Optional<String> user,

            @Parameter(
                    syntax = "PASSWORD|+FILE|-|-FD",
                    help = "The password of the user, where it can be read, or - to be asked for it.")
            Optional<Secret> password,

            @Parameter(
                    whenAbsent = "that of the configuration, or 22",
                    help = "The port of the server, as a number or as the name ssh.")
            Optional<Port> port,

            @Parameter(
                    syntax = "PATH",
                    example = "/etc/platter/id_ed25519",
                    help = "A file with a private key, which is tried before others; may be given several times. In"
                            + " the path, ~/ in front stands for the home folder, %d for the folder .ssh in it, %u"
                            + " and %l for the local user and host, %h, %p and %r for the server's name, port and"
                            + " user.")
            List<String> identity,

            @Parameter(
                    syntax = "PATH",
                    whenAbsent = "~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts",
                    help = "A file with the keys of known hosts. The path is as with identity.")
            Optional<String> knownHosts,

            @Parameter(
                    syntax = "[PATH]",
                    whenAbsent = "~/.ssh/config and /etc/ssh/ssh_config",
                    help = "A file with the configuration of ssh, or nothing for none. The path is as with identity.")
            Optional<String> config,

            @Parameter(
                    defaultValue = "0",
                    help = "How long the server may send nothing while it is waited for, before that is an error; 0 for"
                            + " 30 s.")
            Duration timeout,

            @Parameter(
                    defaultValue = "false",
                    help = "Whether what is sent is compressed, which helps only on slow networks.")
            boolean compression,

            @Parameter(
                    defaultValue = "true",
                    help = "Whether the server must be a known host. Without, somebody in between can read and change"
                            + " everything.")
            boolean verifyRemoteHost,

            @Parameter(
                    defaultValue = "false",
                    help = "Whether the file is made when the first client connects; one that exists is replaced.")
            boolean create,

            @Parameter(help = "The size of the file that is made.")
            Optional<Size> createSize,

            @Parameter(defaultValue = "0600", help = "The permissions of the file that is made.")
            Mode createMode,

            @Parameter(
                    defaultValue = "false",
                    help = "Whether algorithms are allowed, for this connection alone, that are no longer secure: SHA-1"
                            + " in signatures, key exchange and authentication, DSA, CBC, 3DES, RC4, MD5.")
            boolean legacy) {
        /** Demands what goes together. */
        public Config {
            if (host.isBlank() || host.startsWith("-")) {
                throw new ParameterException("host", "must be the name or the address of a server");
            }
            if (path.isEmpty()) {
                throw new ParameterException("path", "cannot be empty");
            }
            if (create && createSize.isEmpty()) {
                throw new ParameterException("create-size", "is missing, which create=true needs");
            }
            if (timeout.isNegative()) {
                throw new ParameterException("timeout", "cannot be negative");
            }
        }

        private Duration patience() {
            return timeout.isZero() ? Patience.USUAL : timeout;
        }
    }

    /** The file that shall be made, once. */
    private static final class Births {
        private Optional<Creation> due;

        Births(Optional<Creation> due) {
            this.due = due;
        }

        /** Opens the file; of clients that come at the same time, one makes it and the others wait. */
        synchronized RemoteFile open(Sftp sftp, String path, boolean writable) throws IOException {
            RemoteFile file = RemoteFile.open(sftp, path, writable, due);
            due = Optional.empty();
            return file;
        }

        synchronized boolean isDue() {
            return due.isPresent();
        }
    }

    public SshPlugin(Config config) {
        this.config = config;
    }

    @Override
    public void prepare() throws IOException {
        password = config.password().isPresent()
                ? Optional.of(config.password().get().reveal())
                : Optional.empty();
    }

    @Override
    public void start(Context context) throws IOException {
        Place place =
                new Place(Path.of(System.getProperty("user.home")), System.getProperty("user.name"), System.getenv());
        started = new Started(
                new SshServer(
                        place.target(config),
                        config.verifyRemoteHost(),
                        password,
                        config.legacy(),
                        config.compression(),
                        config.patience(),
                        context),
                new Readers(),
                new Births(
                        config.create()
                                ? config.createSize().map(size -> new Creation(size.bytes(), config.createMode()))
                                : Optional.empty()),
                context);
    }

    @Override
    public Disk open(Client client) throws IOException {
        Started now = started;
        if (now == null) {
            throw new IllegalStateException("the plugin has not been started");
        }
        boolean writable = !client.readOnly();
        Sftp sftp = now.server().connect(client);
        try (Registration _ =
                client.whenGone(() -> sftp.fail(new DiskException(NbdError.ESHUTDOWN, "the client has gone")))) {
            RemoteFile file = now.births().isDue()
                    ? now.births().open(sftp, config.path(), writable)
                    : RemoteFile.open(sftp, config.path(), writable, Optional.empty());
            return new SshDisk(file, writable, new ReadAhead(file, now.context().buffers()), now.readers(), client);
        } catch (IOException | RuntimeException e) {
            sftp.fail(new DiskException(NbdError.ESHUTDOWN, "the disk was not opened"));
            throw e;
        }
    }

    @Override
    public void stop() {
        Started last = started;
        started = null;
        if (last != null) {
            last.server().close();
        }
    }
}
