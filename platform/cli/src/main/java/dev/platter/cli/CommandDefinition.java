// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.host.RefusedException;
import dev.platter.server.DefinitionSource;
import dev.platter.server.DefinitionSource.SecretParameters;
import dev.platter.server.ExportRequest;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportDefinition.ExportLimits;
import dev.platter.server.definition.ListenerDefinition;
import dev.platter.server.definition.ListenerDefinition.ListenAddress;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.PlacedDefinition.Position;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.definition.ServerDefinition.ServerLimits;
import dev.platter.server.definition.ServerDefinition.ServerSettings;
import dev.platter.server.definition.ServerDefinition.ServerSettings.LogFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the definition of a server out of a command line: one export, which clients get under every name. */
final class CommandDefinition implements DefinitionSource {
    /** The name of the only export. */
    private static final String NAMELESS = "";

    private final PlatterCommand command;
    private final Encryption encryption;

    CommandDefinition(PlatterCommand command, Encryption encryption) {
        this.command = command;
        this.encryption = encryption;
    }

    /** The server without its export, for which the bundles are needed: they tell which word belongs to whom. */
    @Override
    public PlacedDefinition read() throws RefusedException {
        ServerSettings settings = new ServerSettings(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                ExportDefinition.DEFAULT_THREADS,
                ServerSettings.DEFAULT_GRACE,
                command.lifecycleTimeout(),
                LogFormat.TEXT,
                Optional.of(NAMELESS));
        ServerDefinition server = new ServerDefinition(
                settings,
                ServerLimits.NONE.withConnections(command.connections()),
                List.of(new ListenerDefinition(address(), encryption.mode(), command.socketAccess())),
                encryption.definition(),
                Optional.empty(),
                Optional.empty(),
                command.handshake(),
                true,
                Map.of());
        return new PlacedDefinition(server, Map.of());
    }

    ExportRequest export(String plugin) throws RefusedException {
        return new ExportRequest(
                NAMELESS,
                Optional.empty(),
                command.filters(),
                plugin,
                command.parameters(),
                command.readOnly(),
                false,
                command.threads().orElse(ExportDefinition.DEFAULT_THREADS),
                hangingOpens());
    }

    private ExportLimits hangingOpens() throws RefusedException {
        Optional<Integer> most = command.maxHangingOpens();
        return most.isPresent() ? ExportLimits.NONE.withHangingOpens(most.get()) : ExportLimits.NONE;
    }

    /** Refuses limits that are not about the socket of the command line. */
    void requireFittingLimits() throws RefusedException {
        command.refuseLimitsWithoutEffect(address() instanceof ListenAddress.Tcp);
    }

    /** Where the command line wants the socket; by default a captive command gets a private one. */
    private ListenAddress address() throws RefusedException {
        Optional<Integer> port = command.port();
        Optional<String> socket = command.unix();
        if (port.isPresent() && socket.isPresent()) {
            throw new RefusedException("-p and -U cannot be used together: choose the TCP port or the Unix socket");
        }
        boolean own = command.run().isPresent() || command.single();
        boolean tcp = socket.isEmpty() && (port.isPresent() || !own);
        if (command.address().isPresent() && !tcp) {
            throw new RefusedException(
                    socket.isPresent()
                            ? "-i and -U cannot be used together: choose the TCP address or the Unix socket"
                            : "-i is the address of a TCP port, and "
                                    + (command.single() ? "-s" : "--run")
                                    + " uses a private Unix socket: name a port with"
                                    + " -p, or leave -i out");
        }
        if (socket.isPresent() && !socket.get().equals("-")) {
            return unix(socket.get());
        }
        if (!tcp) {
            return new ListenAddress.Private();
        }
        return new ListenAddress.Tcp(
                command.address().orElse(""), port.orElse(ListenAddress.Tcp.NBD), command.family());
    }

    private static ListenAddress unix(String name) throws RefusedException {
        if (name.isEmpty()) {
            throw new RefusedException(
                    "-U: the path of the socket is empty: name a file that does not exist yet, or -");
        }
        try {
            // Absolute, since the captive command may change its folder before it uses the address.
            return new ListenAddress.Unix(Path.of(name).toAbsolutePath());
        } catch (InvalidPathException e) {
            throw new RefusedException("-U: " + name + " cannot be a path (" + e.getReason() + "): choose another", e);
        }
    }

    @Override
    public String difference(ServerDefinition before, ServerDefinition after, SecretParameters secrets) {
        return "no change";
    }

    @Override
    public Position place() {
        return Position.COMMAND_LINE;
    }
}
