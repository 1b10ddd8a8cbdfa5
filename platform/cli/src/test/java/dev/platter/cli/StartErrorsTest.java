// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot start says so in one sentence, with status 1, and never runs the command. */
class StartErrorsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--filter=plain, no plugins given on the command line.",
                "nosuch 1M, no plugin is called 'nosuch'",
                "--filter=nosuch tiny 1M, no filter is called 'nosuch'",
                "tiny 1M foo=1, unknown parameter 'foo'",
                "tiny, the plugin tiny needs the parameter",
                "tiny banana, could not parse size string: banana",
                "--nope tiny 1M, unrecognized option '--nope'",
                "--dump tiny 1M, option '--dump' is ambiguous: --dump-plugin or --dump-config",
                "tiny 1M -U, option requires an argument -- 'U'",
                "-rz tiny 1M, invalid option -- 'z'",
                "--readonly=yes tiny 1M, option '--readonly' doesn't allow an argument",
                "--vsock tiny 1M, --vsock cannot be used: Netty has no sockets",
                "--swap tiny 1M, --swap cannot be used: Java takes memory as it goes",
                "--selinux-label=l tiny 1M, --selinux-label cannot be used",
                "--tls-priority=NORMAL tiny 1M, --tls-priority cannot be used",
                "-s tiny --dump-plugin, --dump-plugin prints to standard output",
                "-s tiny 1M, -s serves the client at standard input and output",
                "-D tiny tiny 1M, -D (Debug Flag) must have the format NAME.FLAG=N",
                "-D tiny.flag=many tiny 1M, -D (Debug Flag) must have the format NAME.FLAG=N",
                "--log=everywhere tiny 1M, \"--log must be \"\"stderr\"\", \"\"syslog\"\", \"\"null\"\" or a file's"
                        + " path\"",
                "--log=null tiny banana, could not parse size string: banana",
                "--log=/nowhere/log tiny 1M, --log: cannot write to /nowhere/log",
                "--pidfile=/nowhere/pid tiny 1M, --pidfile: cannot write /nowhere/pid",
                "-u nosuchuser tiny 1M, there is no user 'nosuchuser'",
                "-g nosuchgroup tiny 1M, there is no group 'nosuchgroup'",
                "--timeout=soon tiny 1M, --timeout: could not parse",
                "--timeout=1 --handshake-limit=1 tiny 1M, --handshake-limit and --timeout mean the same",
                "@nosuchfile tiny 1M, @nosuchfile cannot be read",
                "-p 65536 tiny 1M, \"-p: a port is a number from 0 to 65535, not 65536\"",
                "-p http tiny 1M, \"-p: a port is a number from 0 to 65535, not 'http'\"",
                "-t -1 tiny 1M, \"-t: the number of threads is a number from 0 to 65535, not -1\"",
                "-p 0 -U - tiny 1M, -p and -U cannot be used together",
                "-i 127.0.0.1 -U - tiny 1M, -i and -U cannot be used together",
                "-i 127.0.0.1 tiny 1M, \"-i is the address of a TCP port, and --run uses a private Unix socket: name a"
                        + " port\"",
                "--tls-psk=k --tls-certificates=c tiny 1M, --tls-psk and --tls-certificates cannot be used together",
                "--tls-psk=k --tls-verify-peer tiny 1M, \"--tls-verify-peer is about certificates, and --tls-psk has"
                        + " none\"",
                "--tls=off --tls-verify-peer tiny 1M, --tls-verify-peer and --tls=off cannot be used together",
                "-U - --socket-mode=0600 tiny 1M, --socket-mode is about a Unix socket with a path",
                "-U s --socket-mode=rwx tiny 1M, \"rwx is not a mode: write three octal digits, such as 0660\"",
                "-U s --socket-owner=nosuchuser tiny 1M, there is no user 'nosuchuser'",
                "tiny 1M start=badly, tiny: the device is not there",
                "--max-connections=0 tiny 1M, \"--max-connections: the most is a number from 1 to 2147483647, not 0\"",
                "--max-hanging-opens=few tiny 1M, \"--max-hanging-opens: the most is a number from 1 to 2147483647, not"
                        + " 'few'\"",
                "--max-connections-per-address=1 tiny 1M, \"--max-connections-per-address counts TCP addresses, and a"
                        + " Unix socket has none\"",
                "-p 0 --max-connections-per-user=1 tiny 1M, \"--max-connections-per-user counts the users of this"
                        + " machine, and only a Unix socket tells the user\"",
                "--lifecycle-timeout=soon tiny 1M, --lifecycle-timeout: could not parse",
                "--lifecycle-timeout=0 tiny 1M, --lifecycle-timeout is longer than nothing",
                "--lifecycle-timeout=100ms tiny 1M start=never, has not returned within 100 ms and is given up",
                "--dump-plugin, use 'platter PLUGIN --dump-plugin'",
            })
    void startErrorIsOneSentence(String line, String sentence) {
        Outcome outcome = Outcome.of((line + " --run false").split(" ", -1));
        if (line.endsWith("-U")) {
            outcome = Outcome.of(line.split(" ", -1));
        }
        assertEquals(1, outcome.status());
        assertTrue(outcome.err().startsWith("platter: error: "), outcome.err());
        assertTrue(outcome.err().contains(sentence), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertEquals("", outcome.out());
    }

    @Test
    void existingFileAtTheSocketPathIsKept(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("socket"), "precious");
        Outcome outcome = Outcome.of("-U", file.toString(), "tiny", "1M", "--run", "true");
        assertEquals(1, outcome.status());
        assertTrue(outcome.err().contains(file + ": "), outcome.err());
        assertEquals("precious", Files.readString(file));
        assertTrue(outcome.released());
    }

    @Test
    void tooLongSocketPathIsRefused(@TempDir Path folder) throws IOException {
        Path socket = folder.resolve("s".repeat(108));
        Outcome outcome = Outcome.of("-U", socket.toString(), "tiny", "1M", "--run", "true");
        assertEquals(1, outcome.status());
        assertTrue(outcome.err().contains("107"), outcome.err());
        assertTrue(outcome.released());
    }

    @Test
    void usedPortIsNamed() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
            String port = Integer.toString(taken.getLocalPort());
            Outcome outcome = Outcome.of("-i", loopback.getHostAddress(), "-p", port, "tiny", "1M", "--run", "true");
            assertEquals(1, outcome.status());
            assertTrue(outcome.err().contains(port), outcome.err());
        }
    }
}
