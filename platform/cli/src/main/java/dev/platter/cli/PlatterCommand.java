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
import dev.platter.server.definition.ListenerDefinition.SocketAccess;
import dev.platter.server.definition.SocketMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A parsed command line. As with nbdkit, options may stand before and after the plugin's name, the last of repeated options
 * counts, and all other words keep their order: the plugin, then its parameters.
 */
final class PlatterCommand {
    private static final String PER_ADDRESS = "max-connections-per-address";
    private static final String PER_USER = "max-connections-per-user";

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
            return new PlatterCommand(GivenOptions.parse(new PlatterOptions(), NbdkitArguments.translate(args)));
        } catch (OptionException e) {
            throw new RefusedException(e.getMessage() + "; platter --help shows all options", e);
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

            """ + new HelpText(new PlatterOptions());
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
        for (String option : List.of("port", "ipaddr", "unix", "socket-mode", "socket-owner", "socket-group", "run")) {
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
        return number("-t: the number of threads", "threads", 1, 65_535);
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
        Optional<String> text = given.last("lifecycle-timeout");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration time = DurationText.parse(text.get());
            if (time.isPositive()) {
                return Optional.of(time);
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--lifecycle-timeout: " + e.getMessage(), e);
        }
        throw new RefusedException(
                "--lifecycle-timeout is longer than nothing, not " + text.get() + ": leave it out to wait for ever");
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
        return limit.isPresent() ? policy.withLimit(Duration.ofSeconds(limit.get())) : policy;
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
