// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.io.Serial;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code platter}, in the order in which help and manual show them. The manual's generator finds such classes by
 * their superclass, and the command by the class's name.
 */
public final class PlatterOptions extends Options {
    @Serial
    private static final long serialVersionUID = 1;

    /** Declares the options. */
    public PlatterOptions() {
        value(
                null,
                "filter",
                "FILTER",
                "Put a filter in front of the plugin. May be repeated; the first is next to the client.");
        value("U", "unix", "SOCKET", "Listen on a Unix socket; with -, on a private one, which is removed at the end.");
        value(
                null,
                "socket-mode",
                "MODE",
                "With -U SOCKET: the socket's mode, such as 0660. Who may write may connect.");
        value(null, "socket-owner", "USER", "With -U SOCKET: the socket's owner, by name or number.");
        value(null, "socket-group", "GROUP", "With -U SOCKET: the socket's group, by name or number.");
        value(
                "p",
                "port",
                "PORT",
                "Listen on a TCP port: 10809 if neither -p nor -U is given, any free port if PORT is 0.");
        value(
                "i",
                "ipaddr",
                "ADDR",
                "Listen on the TCP port of one address or host name only, instead of all interfaces.");
        value("e", "exportname", "NAME", "Put an export name into the address that --run gets.");
        flag("r", "readonly", "Do not let clients write.");
        value("t", "threads", "N", "Let at most N requests wait for storage at a time; the default is 16.");
        flag("n", "newstyle", "Negotiate with clients. This is the default; it cancels an earlier -o.");
        flag("o", "oldstyle", "Do not negotiate: tell the client the size of the export, as very old servers did.");
        flag(null, "no-sr", "Offer no structured replies, and so no extended headers or metadata contexts.");
        flag(null, "no-eh", "Offer no extended headers.");
        flag(null, "no-mc", "Offer no metadata contexts.");
        value(
                null,
                "mask-handshake",
                "MASK",
                "Offer only those handshake flags that are in the mask: 1 is fixed newstyle, 2 is no zeroes.");
        value(
                null,
                "handshake-limit",
                "SECONDS",
                "Close a connection whose client negotiates for longer than SECONDS: 60 by default, 0 for never.");
        value(
                null,
                "max-connections",
                "N",
                "Serve at most N connections at a time; the default is the descriptors that the system allows, less"
                        + " 64.");
        value(
                null,
                "max-connections-per-address",
                "N",
                "Serve at most N connections of one TCP address at a time; the default is any number.");
        value(
                null,
                "max-connections-per-user",
                "N",
                "Serve at most N connections of one user at a time on a Unix socket; the default is any number.");
        value(
                null,
                "max-hanging-opens",
                "N",
                "Refuse clients while N of them wait in vain for the plugin to open the disk; the default is 16.");
        value(
                null,
                "lifecycle-timeout",
                "TIME",
                "Give up if the plugin or a filter takes longer than TIME to start, such as 30s; the default is"
                        + " never.");
        value(
                null,
                "tls",
                "MODE",
                "Whether clients use TLS: off, on (each client chooses) or require. See platter-tls(1).");
        value(
                null,
                "tls-certificates",
                "DIR",
                "Where the certificates for TLS are: ca-cert.pem, server-cert.pem, server-key.pem, perhaps"
                        + " ca-crl.pem.");
        value(null, "tls-psk", "FILE", "Use TLS with pre-shared keys, from a file with lines NAME:KEY.");
        flag(null, "tls-verify-peer", "Refuse TLS clients that have no valid certificate of their own.");
        value(null, "run", "COMMAND", "Run a shell command, serve for as long as it lives, and exit with its status.");
        // Accepted for scripts that pass it; platter stays in the foreground anyway.
        flag("f", "foreground", "Stay in the foreground, as platter always does so far.");
        flag("v", "verbose", "Report each step on standard error.");
        flag(null, "dump-plugin", "Print what scripts need to know about the plugin, one KEY=VALUE per line.");
        flag(null, "dump-config", "Print what scripts need to know about platter, one KEY=VALUE per line.");
        flag(null, "help", "Print help; with a plugin and filters, also on their parameters.");
        flag("V", "version", "Print the version; with a plugin, also the plugin's.");
    }

    private void value(@Nullable String letter, String name, String value, String meaning) {
        addOption(Option.builder(letter)
                .longOpt(name)
                .hasArg()
                .argName(value)
                .desc(meaning)
                .get());
    }

    private void flag(@Nullable String letter, String name, String meaning) {
        addOption(Option.builder(letter).longOpt(name).desc(meaning).get());
    }
}
