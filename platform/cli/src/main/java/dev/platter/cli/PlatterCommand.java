// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.cli.options.GivenOptions;
import dev.platter.cli.options.HelpText;
import dev.platter.cli.options.OptionException;
import dev.platter.engine.parameters.DurationText;
import dev.platter.engine.policy.ConnectionLimits;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.host.RefusedException;
import dev.platter.server.definition.AccessRules.UnixAccount;
import dev.platter.server.definition.ListenerDefinition.ListenAddress.Tcp.Family;
import dev.platter.server.definition.ListenerDefinition.SocketAccess;
import dev.platter.server.definition.SocketMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parsed command line. As with nbdkit, options may stand before and after the plugin's name, the last of repeated options
 * counts, and all other words keep their order: the plugin, then its parameters.
 */
final class PlatterCommand {
    private static final String PER_ADDRESS = "max-connections-per-address";
    private static final String PER_USER = "max-connections-per-user";

    /** What no system of ours can do, and why. It is refused, since a script that asks for it relies on it. */
    private static final Map<String, String> IMPOSSIBLE = Map.of(
            "vsock",
            "--vsock cannot be used: Netty has no sockets between a virtual machine and its host; let socat(1) listen"
                    + " on VSOCK-LISTEN:10809 and connect to the socket of -U",
            "selinux-label",
            "--selinux-label cannot be used: Java cannot label a socket; start the server in a context whose sockets"
                    + " get the label, such as by runcon(1)",
            "swap",
            "--swap cannot be used: Java takes memory as it goes, and may wait for the very swap space that it serves;"
                    + " serve swap space from another machine",
            "tls-priority",
            "--tls-priority cannot be used: it is in the words of GnuTLS, which has no equal here; TLS 1.2 and 1.3 are"
                    + " offered, and the security property jdk.tls.disabledAlgorithms of Java restricts them");

    /** The most bytes of a string in the NBD protocol. */
    private static final int LONGEST_NAME = 4096;

    private final GivenOptions given;

    private PlatterCommand(GivenOptions given) {
        this.given = given;
    }

    /**
     * Reads a command line.
     *
     * @throws RefusedException if an option does not exist or lacks its value
     */
    static PlatterCommand parse(String... args) throws RefusedException {
        try {
            return new PlatterCommand(
                    GivenOptions.parse(new PlatterOptions(), NbdkitNames.SYNONYMS, new WordFile()::read, args));
        } catch (OptionException e) {
            throw new RefusedException(e.getMessage() + "; " + Program.name() + " --help shows all options", e);
        }
    }

    /** The help on options. */
    static String usage() {
        return """
            Usage: platter [OPTION...] [--filter=FILTER...] PLUGIN [[KEY=]VALUE...]
                   platter [OPTION...] PLUGIN [[KEY=]VALUE...] --run 'COMMAND'
                   platter PLUGIN --help
                   platter PLUGIN --dump-plugin
                   platter --help | --version | --dump-config

            Serves anything as a block device over NBD.

            """.replace("platter ", Program.name() + " ") + new HelpText(new PlatterOptions());
    }

    /** Refuses the options that no system can carry out, and those that contradict each other. */
    void check() throws RefusedException {
        for (Map.Entry<String, String> each : IMPOSSIBLE.entrySet()) {
            if (given.has(each.getKey())) {
                throw new RefusedException(each.getValue());
            }
        }
        if (single() && (given.has("port") || given.has("unix") || given.has("run") || given.has("print-uri"))) {
            throw new RefusedException(
                    "-s serves the client at standard input and output: -p, -U, --run and --print-uri"
                            + " cannot be used with it, so leave them or -s out");
        }
        if (exportName().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new RefusedException("-e: the name of an export has at most " + LONGEST_NAME + " bytes, not "
                    + exportName().getBytes(StandardCharsets.UTF_8).length + ": choose a shorter one");
        }
        Optional<String> notRead = plugin().filter(name -> name.startsWith("@"));
        if (notRead.isPresent()) {
            throw new RefusedException(
                    notRead.get() + " cannot be read, since there is no such file, and no plugin has such a name:"
                            + " name a text file with one word per line");
        }
        debugFlags();
    }

    /** The debug flags that were set, as they were written. */
    List<String> debugFlags() throws RefusedException {
        List<String> flags = given.all("debug");
        for (String flag : flags) {
            if (!isDebugFlag(flag)) {
                throw new RefusedException(
                        "-D (Debug Flag) must have the format NAME.FLAG=N, with a whole number N, not '" + flag + "'");
            }
        }
        return flags;
    }

    private static boolean isDebugFlag(String text) {
        int equals = text.indexOf('=');
        int dot = text.lastIndexOf('.', equals);
        try {
            return dot > 0 && equals > dot + 1 && Integer.decode(text.substring(equals + 1)) != null;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    boolean single() {
        return given.has("single");
    }

    boolean printUri() {
        return given.has("print-uri");
    }

    Optional<String> control() {
        return given.last("control");
    }

    Optional<String> profile() {
        return given.last("profile");
    }

    Optional<String> pidFile() {
        return given.last("pidfile");
    }

    Optional<String> user() {
        return given.last("user");
    }

    Optional<String> group() {
        return given.last("group");
    }

    boolean exitWithParent() {
        return given.has("exit-with-parent");
    }

    /** Whether the options keep the server from becoming a daemon. */
    boolean foreground() {
        return given.has("foreground") || single() || given.has("run") || exitWithParent();
    }

    Optional<String> log() {
        return given.last("log");
    }

    /** The name with which each line of the log begins. */
    String name() {
        return given.last("name").orElse(Program.name());
    }

    boolean longOptions() {
        return given.has("long-options");
    }

    boolean shortOptions() {
        return given.has("short-options");
    }

    /** The kind of addresses to listen on. */
    Family family() {
        Optional<String> last = given.lastOf("ipv4-only", "ipv6-only");
        return last.isEmpty() ? Family.ANY : last.get().equals("ipv4-only") ? Family.IPV4 : Family.IPV6;
    }

    List<String> filters() {
        return given.all("filter");
    }

    Optional<String> plugin() {
        return given.words().stream().findFirst();
    }

    List<String> parameters() {
        return given.words().subList(1, given.words().size());
    }

    Optional<String> unix() {
        return given.last("unix");
    }

    /** Who may connect to the Unix socket. */
    SocketAccess socketAccess() throws RefusedException {
        for (String option : List.of("socket-mode", "socket-owner", "socket-group")) {
            if (given.has(option) && unix().filter(path -> !path.equals("-")).isEmpty()) {
                throw new RefusedException(
                        "--" + option + " is about a Unix socket with a path: name it with -U SOCKET, or" + " leave --"
                                + option + " out");
            }
        }
        try {
            return new SocketAccess(
                    given.last("socket-mode").map(SocketMode::parse),
                    given.last("socket-owner").map(UnixAccount::parse),
                    given.last("socket-group").map(UnixAccount::parse));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage(), e);
        }
    }

    /** The port that was asked for, if any. */
    Optional<Integer> port() throws RefusedException {
        return number("-p: a port", "port", 0, 65_535);
    }

    Optional<String> address() {
        return given.last("ipaddr");
    }

    /** Refuses the options that say where to listen, or whom to serve, to a server that was handed its sockets. */
    void refuseSocketOptions() throws RefusedException {
        for (String option :
                List.of("port", "ipaddr", "unix", "socket-mode", "socket-owner", "socket-group", "run", "single")) {
            if (given.has(option)) {
                throw new RefusedException("--" + option + " cannot be used with sockets that were handed over by"
                        + " LISTEN_FDS: leave it out, or unset LISTEN_FDS");
            }
        }
    }

    String exportName() {
        return given.last("exportname").orElse("");
    }

    boolean readOnly() {
        return given.has("readonly");
    }

    Optional<Integer> threads() throws RefusedException {
        // As in nbdkit, 0 stands for the default.
        return number("-t: the number of threads", "threads", 0, 65_535).filter(threads -> threads > 0);
    }

    /** How many connections there may be at a time. */
    ConnectionLimits connections() throws RefusedException {
        return new ConnectionLimits(most("max-connections"), most(PER_ADDRESS), most(PER_USER));
    }

    /** How many clients may wait in vain for the plugin to open the disk. */
    Optional<Integer> maxHangingOpens() throws RefusedException {
        return most("max-hanging-opens");
    }

    private Optional<Integer> most(String option) throws RefusedException {
        return number("--" + option + ": the most", option, 1, Integer.MAX_VALUE);
    }

    /** Refuses limits that would have no effect on the only listener of a server that was not handed any. */
    void refuseLimitsWithoutEffect(boolean tcp) throws RefusedException {
        if (tcp && given.has(PER_USER)) {
            throw new RefusedException("--" + PER_USER + " counts the users of this machine, and only a Unix socket"
                    + " tells the user: choose one with -U, or leave the option out");
        }
        if (!tcp && given.has(PER_ADDRESS)) {
            throw new RefusedException(
                    "--" + PER_ADDRESS + " counts TCP addresses, and a Unix socket has none: choose a"
                            + " port with -p, or leave the option out");
        }
    }

    /** How long the plugin and the filters may take to start; empty for any time. */
    Optional<Duration> lifecycleTimeout() throws RefusedException {
        Optional<Duration> time = duration("lifecycle-timeout");
        if (time.isPresent() && time.get().isZero()) {
            throw new RefusedException("--lifecycle-timeout is longer than nothing, not "
                    + given.last("lifecycle-timeout").orElseThrow() + ": leave it out to wait for ever");
        }
        return time;
    }

    private Optional<Duration> duration(String option) throws RefusedException {
        Optional<String> text = given.last(option);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(DurationText.parse(text.get()));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--" + option + ": " + e.getMessage(), e);
        }
    }

    /** What clients are offered while they negotiate. */
    HandshakePolicy handshake() throws RefusedException {
        HandshakePolicy policy = HandshakePolicy.DEFAULT;
        if (given.lastOf("oldstyle", "newstyle").equals(Optional.of("oldstyle"))) {
            policy = policy.withOldstyle();
        }
        if (given.has("no-sr")) {
            policy = policy.withAtMost(ReplyStyle.SIMPLE);
        }
        if (given.has("no-eh")) {
            policy = policy.withAtMost(ReplyStyle.STRUCTURED);
        }
        if (given.has("no-mc")) {
            policy = policy.withoutMetaContexts();
        }
        Optional<Integer> mask = number("--mask-handshake: a mask", "mask-handshake", 0, 0xffff);
        if (mask.isPresent()) {
            policy = policy.withFlagMask(mask.get());
        }
        Optional<Integer> limit = number("--handshake-limit: the seconds", "handshake-limit", 0, 86_400);
        if (limit.isPresent() && given.has("timeout")) {
            throw new RefusedException("--handshake-limit and --timeout mean the same: leave one of them out");
        }
        Optional<Duration> timeout = duration("timeout");
        return timeout.isPresent()
                ? policy.withLimit(timeout.get())
                : limit.isPresent() ? policy.withLimit(Duration.ofSeconds(limit.get())) : policy;
    }

    TlsOption tls() throws RefusedException {
        return TlsOption.of(given.last("tls"));
    }

    Optional<String> tlsCertificates() {
        return given.last("tls-certificates");
    }

    Optional<String> tlsPsk() {
        return given.last("tls-psk");
    }

    boolean tlsVerifyPeer() {
        return given.has("tls-verify-peer");
    }

    Optional<String> run() {
        return given.last("run");
    }

    boolean verbose() {
        return given.has("verbose");
    }

    boolean dumpPlugin() {
        return given.has("dump-plugin");
    }

    boolean dumpConfig() {
        return given.has("dump-config");
    }

    boolean help() {
        return given.has("help");
    }

    boolean version() {
        return given.has("version");
    }

    private Optional<Integer> number(String what, String option, int least, int most) throws RefusedException {
        Optional<String> text = given.last(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            int number = Integer.decode(text.get());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            throw new RefusedException(
                    what + " is a number from " + least + " to " + most + ", not '" + text.get() + "'", e);
        }
        throw new RefusedException(what + " is a number from " + least + " to " + most + ", not " + text.get());
    }
}
