// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line under the name nbdkit, beside nbdkit's own. */
@Tag("same-in-both-modes")
@Needs("nbdkit")
class SameCommandLineIT {
    private static final Pattern CALL =
            Pattern.compile("debug: ((?:noextents|memory): (?:open|pread|pwrite|flush|trim|zero|cache|close)\\b.*)");

    @RegisterExtension
    private final Platter platter = new Platter();

    private Outcome theirs(String... words) {
        return Peer.require("nbdkit").run(words);
    }

    private Outcome ours(String... words) {
        return platter.command("nbdkit").run(words);
    }

    /** The status is the same, and both sentences have the words after the bar. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--foo null|unrecognized option '--foo'",
                "-rz null|invalid option -- 'z'",
                "--po|option '--port' requires an argument",
                "null -p|option requires an argument -- 'p'",
                "--ipv4-only=3 null|option '--ipv4-only' doesn't allow an argument",
                "-r|no plugins given on the command line.",
                "--dump-plugin|--dump-plugin",
                "null foo=bar --run true|unknown parameter 'foo'",
                "null -- --run|: --run",
                "memory banana --run true|could not parse size string: banana",
                "memory size=-1 --run true|size cannot be negative: -1",
                "memory 1Z --run true|could not parse size: unknown suffix: Z",
                "memory 10000E --run true|10000E",
                "memory --run true|size",
                "memory 1M allocator=foo --run true|unknown allocator \"foo\"",
                "nosuch --run true|nosuch",
                "--filter=nosuch null --run true|nosuch",
                "-t banana null --run true|thread",
                "-t -1 null --run true|thread",
                "--mask-handshake=banana null --run true|mask",
                "--tls=foo null --run true|could not decipher boolean (foo)",
                "--timeout=soon null --run true|timeout: could not parse delay or sleep: \"soon\"",
                "-D null null --run true|-D (Debug Flag) must have the format NAME.FLAG=N",
                "-D nbdkit.foo=x null --run true|-D (Debug Flag) must have the format NAME.FLAG=N",
                "-D foo.bar=1 null --run true|warning: debug flag -D foo.bar was not used",
                "--log=everywhere null --run true|--log must be \"stderr\", \"syslog\"",
                "-s -U x null|-U",
                "-s --run true null|--run",
                "-p 1 -U x null|-U",
                "-o --tls=require null --run true|-o",
                "-U /nowhere/s null --run true|/nowhere/s",
                "file /dev/null /dev/zero --run true|once",
                "data 1 data=2 --run true|once",
                "--filter=readonly null readonly-file=/a readonly-file=/b --run true|readonly-file",
                "--filter=error null error-rate=2 --run true|error-rate",
                "--filter=error null error-rate=1:0 --run true|error-rate",
                "--filter=error null error-rate=banana --run true|could not parse 'banana' as a probability",
                "--filter=error null error=EFOO --run true|'EFOO'",
                "--filter=delay null rdelay=banana --run true|rdelay",
                "--filter=partition null partition=banana --run true|partition",
            })
    void misuseIsRefusedInTheSameWords(String line, String words) {
        Outcome theirs = theirs(line.split(" "));
        Outcome ours = ours(line.split(" "));
        assertEquals(theirs.status(), ours.status(), ours.err());
        assertTrue(theirs.err().contains(words), theirs.err());
        assertTrue(ours.err().contains(words), ours.err());
    }

    /** What nbdkit says of a value is in our sentence, which says more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory banana",
                "memory 1Z",
                "memory 1KK",
                "memory 1.5M",
                "memory size=-1",
                "memory 10000E",
                "memory 99999999999999999999",
                "--filter=delay null delay-fast-zero=perhaps",
                "--filter=delay null rdelay=banana",
                "--filter=delay null rdelay=-1",
                "--filter=delay null rdelay=",
                "--filter=error null error-rate=2",
                "--filter=error null error-rate=101%",
                "--filter=error null error-rate=-1",
                "--filter=error null error-rate=1:0",
                "--filter=error null error-rate=banana",
                "--timeout=soon null",
            })
    void valueIsRefusedInTheSameWords(String line) {
        String[] words = (line + " --run true").split(" ");
        String theirs = theirs(words).err().strip();
        String refusal = theirs.substring(theirs.indexOf("error: ") + "error: ".length());
        // We name the key in front of each, and not only of some.
        String sentence = refusal.replaceFirst("^[a-z-]+: (?=could not|rate)", "");
        Outcome ours = ours(words);
        assertEquals(1, ours.status(), ours.err());
        assertTrue(ours.err().contains(sentence), () -> theirs + "\n" + ours.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-rf null --run=true",
                "--re null --run true",
                "--run true -- null",
                "null --run true -4 -6",
                "-t0 null --run true",
                "--new-style --old-style null --run true",
                "--no-structured-replies --no-meta-contexts null --run true",
                "--keep-alive --time-out=10 --mask-handshake=0x1 null --run true",
                "--filter=error null error-rate=1e-6 --run true",
                "--filter=error null error-rate=1:1000 --run true",
                "--filter=error null error-rate=5% --run true",
                "--filter=delay null rdelay=1ms wdelay=0.5 --run true",
                "--tls=required --tls=off null --run true",
                "--log=null --log=stderr null --run true",
                "memory 1M size=2M --run true",
                "--filter=delay null delay-reads=1 delay-discards=1 delay-extent=1 rdelay=2 --run true",
                "--filter=time-limit --filter=noparallel null timelimit=1 serialise=requests --run true",
                "--filter=evil null evil-mode=cosmic-rays --run true",
                "file directory=/ --run true",
                "--filter=error null error-rate=1 error-rate=0 --run true",
            })
    void bothAccept(String line) {
        assertEquals("", theirs(line.split(" ")).success());
        assertEquals("", ours(line.split(" ")).success());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 7",
                "kill -9 $$",
                "env | grep -c -E '^(uri|nbd|port|unixsocket|exportname|tls)='",
                "echo \"$port|$exportname|$tls|$tls_certificates|$tls_psk\"",
                "test \"$uri\" = \"$nbd\" && echo \"${uri%%=*}\"",
                "test -S \"$unixsocket\" && umask",
            })
    void captiveCommandSeesTheSame(String command) {
        String[] line = {"-e", "a/b c", "null", "--run", command};
        Outcome theirs = theirs(line);
        Outcome ours = ours(line);
        assertEquals(theirs.status(), ours.status(), ours.err());
        assertEquals(theirs.out(), ours.out());
    }

    @Test
    void everyNameOfAnOptionIsKnown() {
        for (String kind : List.of("--long-options", "--short-options")) {
            Set<String> missing = new TreeSet<>(theirs(kind).success().lines().toList());
            missing.removeAll(ours(kind).success().lines().toList());
            assertEquals(Set.of(), missing);
        }
    }

    @Test
    void versionIsThatOfNbdkit() {
        String theirs = theirs("--version").success().strip();
        assertTrue(ours("--version").success().startsWith(theirs + " "), theirs);
        assertTrue(ours("null", "--version").success().lines().toList().get(1).startsWith("null "));
    }

    /** Keys whose values say where things are, or that only concern plugins in C. */
    private static final Set<String> IN_C = Set.of("max_api_version");

    @Test
    void configurationHasTheSameKeys() {
        Set<String> missing = keys(theirs("--dump-config"));
        missing.removeAll(keys(ours("--dump-config")));
        assertEquals(IN_C, missing);
    }

    private static Set<String> keys(Outcome dump) {
        Set<String> keys = new TreeSet<>();
        dump.success().lines().forEach(line -> keys.add(line.substring(0, line.indexOf('='))));
        return keys;
    }

    /** What tests of scripts look for. */
    @Needs({"nbdkit", "nbdinfo"})
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nbdkit: debug: nbdkit 1.42.3",
                "nbdkit: debug: memory: config key=size, value=1M",
                "nbdkit: debug: using thread model: parallel",
                "nbdkit: debug: service mode: unix socket",
                "nbdkit: debug: bound to unix socket ",
                "nbdkit: debug: NBD URI: nbd+unix://?socket=",
                "nbdkit: memory[1]: debug: memory: open readonly=0 exportname=\"\" tls=0",
                "nbdkit: memory[1]: debug: memory: close",
            })
    void debugLineIsThere(String line) {
        String[] words = {
            "-v", "memory", "1M", "--run", Platter.captive(Peer.require("nbdinfo"), "--size") + " \"$uri\""
        };
        Outcome theirs = theirs("-v", "memory", "1M", "--run", "nbdinfo --size \"$uri\"");
        assertTrue(theirs.err().lines().anyMatch(it -> it.startsWith(line)), theirs.err());
        Outcome ours = ours(words);
        assertTrue(ours.err().lines().anyMatch(it -> it.startsWith(line)), ours.err());
    }

    @Needs({"nbdkit", "nbdsh"})
    @Test
    void callsOfEachMemberAreTold() {
        String requests = "h.pread(512, 1024); h.pwrite(bytes(512), 0, nbd.CMD_FLAG_FUA); h.flush(); h.trim(512, 512);"
                + " h.zero(1024, 0, nbd.CMD_FLAG_NO_HOLE); h.cache(100, 5)";
        String[] line = {"-v", "--filter=noextents", "memory", "1M", "--run", ""};
        line[5] = "nbdsh -u \"$uri\" -c '" + requests + "'";
        List<String> theirs = calls(theirs(line));
        line[5] = Platter.captive(Peer.require("nbdsh")) + " -u \"$uri\" -c '" + requests + "'";
        assertEquals(theirs, calls(ours(line)));
        assertEquals(14, theirs.size(), theirs::toString);
    }

    /**
     * What stands before differs: nbdkit tells the number of its thread too. Calls that close a disk are left out, since nbdkit may have
     * ended before it tells them.
     */
    private static List<String> calls(Outcome outcome) {
        return CALL.matcher(outcome.err())
                .results()
                .map(line -> line.group(1))
                .filter(call -> !call.contains("returned handle") && !call.endsWith(": close"))
                .toList();
    }

    @Needs({"nbdkit", "nbdsh"})
    @Test
    void errorNamesPluginAndConnection() {
        String read = "try: h.pread(1, 0)\nexcept nbd.Error: pass";
        String[] line = {"--filter=error", "pattern", "1M", "error-rate=1", "--run"};
        String[] words = Arrays.copyOf(line, line.length + 1);
        words[line.length] = Platter.captive(Peer.require("nbdsh"), "-c", "import os", "-c")
                + " \"h.connect_uri('$uri')\" -c '" + read + "'";
        Outcome ours = ours(words);
        assertTrue(ours.err().startsWith("nbdkit: pattern[1]: error: "), ours.err());
    }
}
