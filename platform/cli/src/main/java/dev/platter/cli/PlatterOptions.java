// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.io.Serial;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code platter}, in the order in which help and manual show them. The manual's generator finds such
 * classes by what they extend, and the command by their names.
 */
public final class PlatterOptions extends Options {
    @Serial
    private static final long serialVersionUID = 1;

    /** Makes them. */
    public PlatterOptions() {
        value(
                null,
                "filter",
                "FILTER",
                "Put a filter before the plugin. May be repeated; the first one is next to the client.");
        value(
                "U",
                "unix",
                "SOCKET",
                "Listen on a Unix socket. With - it is a private one, which is removed at the end.");
        value(
                "p",
                "port",
                "PORT",
                "Listen on a TCP port, 10809 if neither -p nor -U is given. With 0 it is any free one.");
        value(
                "i",
                "ipaddr",
                "ADDR",
                "Listen on the TCP port of one address or host name only, and not on all interfaces.");
        value("e", "exportname", "NAME", "Put an export name into the address that --run gets.");
        flag("r", "readonly", "Let no client write.");
        value("t", "threads", "N", "Let at most N requests wait for storage at a time. It is 16 if not given.");
        flag("n", "newstyle", "Negotiate with clients, as happens in any case; takes back an -o before it.");
        flag("o", "oldstyle", "Do not negotiate: tell the client the size of the export, as very old servers did.");
        flag(
                null,
                "no-sr",
                "Offer no structured replies, nor what builds on them: extended headers, metadata contexts.");
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
                "Close a connection whose client has not finished negotiating by then: 60 if not given, 0 is never.");
        value(null, "tls", "MODE", "Whether clients use TLS: off, on if they like, or require. See platter-tls(1).");
        value(
                null,
                "tls-certificates",
                "DIR",
                "Where the certificates for TLS are: ca-cert.pem, server-cert.pem, server-key.pem, perhaps"
                        + " ca-crl.pem.");
        value(null, "tls-psk", "FILE", "Use TLS with pre-shared keys, from a file with lines NAME:KEY.");
        flag(null, "tls-verify-peer", "Let no client in over TLS without a certificate of its own that is good.");
        value(null, "run", "COMMAND", "Run a shell command, serve for as long as it lives, and exit with its status.");
        // Scripts give it, and it is what happens.
        flag("f", "foreground", "Stay in the foreground. So far platter does so in any case.");
        flag("v", "verbose", "Report each step on the standard error.");
        flag(null, "dump-plugin", "Print what a script may want to know of the plugin, one KEY=VALUE a line.");
        flag(null, "dump-config", "Print what a script may want to know of platter, one KEY=VALUE a line.");
        flag(null, "help", "Print help: with a plugin and filters, also that of their parameters.");
        flag("V", "version", "Print the version, with a plugin also that of the plugin.");
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
