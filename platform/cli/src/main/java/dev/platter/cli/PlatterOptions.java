// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.options.CommandOptions;
import java.io.Serial;
import org.apache.commons.cli.Options;

/**
 * The options of {@code platter}, in the order in which help and manual show them. The manual's generator finds such classes by
 * their superclass, and the command by the class's name.
 */
public final class PlatterOptions extends Options {
    @Serial
    private static final long serialVersionUID = 1;

    /** Declares the options. */
    public PlatterOptions() {
        CommandOptions options = new CommandOptions(this);
        options.value(
                "filter",
                "FILTER",
                "Put a filter in front of the plugin. May be repeated; the first is next to the client.");
        options.value(
                "U",
                "unix",
                "SOCKET",
                "Listen on a Unix socket; with -, on a private one, which is removed at the end.");
        options.value(
                "socket-mode", "MODE", "With -U SOCKET: the socket's mode, such as 0660. Who may write may connect.");
        options.value("socket-owner", "USER", "With -U SOCKET: the socket's owner, by name or number.");
        options.value("socket-group", "GROUP", "With -U SOCKET: the socket's group, by name or number.");
        options.value(
                "p",
                "port",
                "PORT",
                "Listen on a TCP port: 10809 if neither -p nor -U is given, any free port if PORT is 0.");
        options.value(
                "i",
                "ipaddr",
                "ADDR",
                "Listen on the TCP port of one address or host name only, instead of all interfaces.");
        options.flag("4", "ipv4-only", "Listen on IPv4 addresses only; the last of -4 and -6 counts.");
        options.flag("6", "ipv6-only", "Listen on IPv6 addresses only.");
        options.flag(
                "s",
                "single",
                "Serve one client on standard input and output, as inetd and libnbd want it, and end when it goes.");
        options.flag("vsock", "Refused: Netty has no sockets between a virtual machine and its host.");
        options.value("selinux-label", "LABEL", "Refused: the label of a socket cannot be set here.");
        options.flag("print-uri", "Print the address of the export on standard output when clients can connect.");
        options.value(
                "control",
                "SOCKET",
                "Open a control socket, at which platterctl --socket=SOCKET looks at the server and steers it.");
        options.value(
                "profile",
                "FILE",
                "Record where the server spends processor time, and write a flame graph to a file of HTML when it"
                        + " ends.");
        options.value("e", "exportname", "NAME", "Put an export name into the address that --run gets.");
        options.flag("r", "readonly", "Do not let clients write.");
        options.value(
                "t",
                "threads",
                "N",
                "Let at most N requests wait for storage at a time; the default is 16. With 1, a connection is served"
                        + " in order.");
        options.flag("n", "newstyle", "Negotiate with clients. This is the default; it cancels an earlier -o.");
        options.flag(
                "o", "oldstyle", "Do not negotiate: tell the client the size of the export, as very old servers did.");
        options.flag("no-sr", "Offer no structured replies, and so no extended headers or metadata contexts.");
        options.flag("no-eh", "Offer no extended headers.");
        options.flag("no-mc", "Offer no metadata contexts.");
        options.value(
                "mask-handshake",
                "MASK",
                "Offer only those handshake flags that are in the mask: 1 is fixed newstyle, 2 is no zeroes.");
        options.value(
                "handshake-limit",
                "SECONDS",
                "Close a connection whose client negotiates for longer than SECONDS: 60 by default, 0 for never.");
        options.value(
                "timeout",
                "TIME",
                "The same as --handshake-limit, with a unit if wanted, such as 500ms; nbdkit's name for it.");
        options.flag("keepalive", "Probe idle TCP clients, as platter always does.");
        options.value(
                "max-connections",
                "N",
                "Serve at most N connections at a time; the default is the descriptors that the system allows, less"
                        + " 64.");
        options.value(
                "max-connections-per-address",
                "N",
                "Serve at most N connections of one TCP address at a time; the default is any number.");
        options.value(
                "max-connections-per-user",
                "N",
                "Serve at most N connections of one user at a time on a Unix socket; the default is any number.");
        options.value(
                "max-hanging-opens",
                "N",
                "Refuse clients while N of them wait in vain for the plugin to open the disk; the default is 16.");
        options.value(
                "lifecycle-timeout",
                "TIME",
                "Give up if the plugin or a filter takes longer than TIME to start, such as 30s; the default is"
                        + " never.");
        options.value(
                "tls",
                "MODE",
                "Whether clients use TLS: off, on (each client chooses) or require. See platter-tls(1).");
        options.value(
                "tls-certificates",
                "DIR",
                "Where the certificates for TLS are: ca-cert.pem, server-cert.pem, server-key.pem, perhaps"
                        + " ca-crl.pem.");
        options.value("tls-psk", "FILE", "Use TLS with pre-shared keys, from a file with lines NAME:KEY.");
        options.flag("tls-verify-peer", "Refuse TLS clients that have no valid certificate of their own.");
        options.value(
                "tls-priority",
                "PRIORITY",
                "Refused: Java knows no priority strings of GnuTLS; see platter-tls(1) on what is offered.");
        options.value(
                "run", "COMMAND", "Run a shell command, serve for as long as it lives, and exit with its status.");
        options.flag(
                "f",
                "foreground",
                "Stay in the foreground. Otherwise platter becomes a daemon when clients can connect, unless one of"
                        + " --run, -s and --exit-with-parent is given or sockets were handed over.");
        options.value("P", "pidfile", "FILE", "Write the server's process id to a file when clients can connect.");
        options.value("u", "user", "USER", "Go on as another user, by name or number, when the sockets are bound.");
        options.value(
                "g", "group", "GROUP", "Go on in another group, by name or number; by default in that of -u USER.");
        options.flag("exit-with-parent", "End when the parent process ends.");
        options.flag("swap", "Refused: Java cannot promise to need no more memory while it serves swap space.");
        options.value(
                "log",
                "WHERE",
                "Write errors and warnings to stderr, syslog, null (nowhere) or a file, whose path contains a slash."
                        + " The default is stderr, and syslog for a daemon.");
        options.value("name", "NAME", "Begin each line of the log with NAME.");
        options.value(
                "D", "debug", "NAME.FLAG=N", "Set a debug flag of nbdkit. There are none here, which is reported.");
        options.flag("v", "verbose", "Report each step on standard error.");
        options.flag("dump-plugin", "Print what scripts need to know about the plugin, one KEY=VALUE per line.");
        options.flag("dump-config", "Print what scripts need to know about platter, one KEY=VALUE per line.");
        options.flag("long-options", "Print the long names of all options, one per line.");
        options.flag("short-options", "Print the short names of all options, one per line.");
        options.flag("help", "Print help; with a plugin and filters, also on their parameters.");
        options.flag("V", "version", "Print the version; with a plugin, also the plugin's.");
    }
}
