// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.Client;
import dev.platter.engine.traffic.Visit;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The log of a connection. Its name says which export the client has asked for, the connection's number and where the client is:
 * {@code vm1[3 192.0.2.7:49152]}. The first and the last become known during the handshake, so each record asks for them.
 */
final class ConnectionLog implements System.Logger {
    private static final String NO_EXPORT = "server";

    private final Function<String, System.Logger> loggers;
    private final Visit visit;
    private final System.Logger levels;

    ConnectionLog(Function<String, System.Logger> loggers, Visit visit) {
        this.loggers = loggers;
        this.visit = visit;
        levels = loggers.apply(NO_EXPORT);
    }

    @Override
    public String getName() {
        String client = visit.client().map(ConnectionLog::place).orElse("");
        return visit.subject().orElse(NO_EXPORT) + "[" + visit.id() + client + "]";
    }

    private static String place(Client client) {
        if (client.credentials().isPresent()) {
            return " pid " + client.credentials().get().pid();
        }
        return client.address()
                .flatMap(address -> address instanceof InetSocketAddress inet && inet.getAddress() != null
                        ? Optional.of(" " + place(inet))
                        : Optional.empty())
                .orElse("");
    }

    private static String place(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    @Override
    public boolean isLoggable(Level level) {
        return levels.isLoggable(level);
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle texts, @Nullable String message, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            loggers.apply(getName()).log(level, texts, message, thrown);
        }
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle texts, @Nullable String format, @Nullable Object... values) {
        if (isLoggable(level)) {
            loggers.apply(getName()).log(level, texts, format, values);
        }
    }
}
