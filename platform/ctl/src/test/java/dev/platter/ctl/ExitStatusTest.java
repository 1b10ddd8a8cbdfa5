// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.control.line.LineChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script can tell by the status what has happened, and a person by the sentence. */
class ExitStatusTest {
    @TempDir
    private Path folder;

    private Ctl.Run run(String... args) {
        return Ctl.run(
                folder, Map.of("PLATTER_CONTROL", folder.resolve("control.sock").toString()), false, args);
    }

    private String socket() {
        return folder.resolve("control.sock").toString();
    }

    @Test
    void statusIsZeroIfTheCommandIsDone() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertEquals(0, ctl.run("status").status());
        }
    }

    @Test
    void statusIsOneIfTheServerRefuses() throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.steering.refusal = Optional.of("there is no export \"x\": there are\na and b\u001b[2J");
            assertEquals(
                    new Ctl.Run(1, "", "platterctl: there is no export \"x\": there are\na and b\\u{1b}[2J\n"),
                    ctl.run("upgrade", "x"));
        }
    }

    @Test
    void statusIsOneIfTheServerFails() throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.steering.bug = Optional.of(new IllegalStateException("deliberate"));
            assertEquals(1, ctl.run("reload").status());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                        | a command is needed: status, exports, connections, bundles, deployments, top, profile, install, upgrade, rollback, uninstall, reload, diff, export add, export remove, export start, drain, kill, shell, stop
        reboot                    | there is no command 'reboot': there are status, exports, connections, bundles, deployments, top, profile, install, upgrade, rollback, uninstall, reload, diff, export add, export remove, export start, drain, kill, shell, stop
        export                    | 'export' is followed by 'add', 'remove' or 'start'; 'platterctl exports' shows what is served
        export list               | 'export' is followed by 'add', 'remove' or 'start'; 'platterctl exports' shows what is served
        status now                | 'status' takes no words, but 1 word was given
        upgrade                   | 'upgrade' takes EXPORT, but 0 words were given
        upgrade a b               | 'upgrade' takes EXPORT, but 2 words were given
        export add b              | 'export add' takes NAME PLUGIN [KEY=VALUE...], but 1 word was given
        status --live             | 'status' has no option --live: it belongs to upgrade
        export remove --hide --hard b | --hide and --hard exclude each other: choose one
        drain --grace soon vm1    | --grace: could not parse delay or sleep: "soon" (write a number of seconds, or a number with one of the units d, h, min, s, ms, us and ns)
        drain --grace 999999h vm1 | --grace=999999h is too long: the longest is 999999999s
        profile soon              | TIME: could not parse delay or sleep: "soon" (write a number of seconds, or a number with one of the units d, h, min, s, ms, us and ns)
        drain vm1 --grace         | option '--grace' requires an argument
        top --interval 1ms        | --interval=1ms is too short: the shortest is 10ms
        kill all                  | 'all' is not the number of a connection: 'platterctl connections' shows them
        shell --json lb           | 'shell' prints what its commands print, which is not JSON: leave --json out
        shell lb -s               | unrecognized option '-s'
        status --verbose          | unrecognized option '--verbose'
        upgrade --l --h x         | option '--h' is ambiguous: --hide or --hard or --help
        """, quoteCharacter = '`')
    void statusIsTwoIfTheCommandLineIsWrong(String line, String sentence) {
        String[] args = line.equals("''") ? new String[0] : line.split(" ");
        assertEquals(new Ctl.Run(2, "", "platterctl: " + sentence + "\nTry 'platterctl --help'.\n"), run(args));
    }

    @Test
    void statusIsThreeIfThereIsNoServer() {
        assertEquals(
                new Ctl.Run(
                        3,
                        "",
                        "platterctl: there is no server at " + socket()
                                + ": start platterd, or name the socket of a running one with --socket or"
                                + " PLATTER_CONTROL\n"),
                run("status"));
    }

    @Test
    void statusIsThreeIfTheServerIsDead() throws Exception {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket()))
                .close();
        assertEquals(
                new Ctl.Run(
                        3,
                        "",
                        "platterctl: no server listens at " + socket()
                                + ": the one that made this socket was killed or is just ending; start platterd"
                                + " again\n"),
                run("status"));
    }

    @Test
    void statusIsThreeIfTheFileIsNotASocket() throws Exception {
        Files.writeString(folder.resolve("control.sock"), "");
        assertEquals(3, run("status").status());
    }

    @Test
    void statusIsThreeIfThePathIsTooLong() {
        Ctl.Run run = run("--socket", "x".repeat(200), "status");
        assertEquals(3, run.status());
        assertTrue(run.err().contains("too long for this system"), run.err());
    }

    @ParameterizedTest
    @CsvSource({"starting, the server is still starting", "stopping, the server is stopping"})
    void statusIsThreeIfTheServerIsStartingOrStopping(String state, String words) throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.steering.state = state;
            Ctl.Run run = ctl.run("reload");
            assertEquals(3, run.status());
            assertTrue(run.err().startsWith("platterctl: " + words), run.err());
            assertEquals(0, ctl.run("status").status());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        -                                  | 3 | has ended before it answered: it may or may not have done what it was asked
        HTTP/1.1 400 Bad Request           | 4 | the server's answer cannot be understood: it is not a JSON object;
        {'id':2,'ok':true,'result':{}}     | 4 | it is the answer to another request;
        {'id':1,'result':{}}               | 4 | there is no 'ok';
        {'id':1,'ok':true}                 | 4 | there is no 'result';
        {'id':1,'ok':true,'result':{}}     | 4 | there is no 'version';
        {'id':1,'ok':true,'result':7}      | 4 | an object is missing where one should be;
        {'id':1,'ok':false,'reason':'request','error':'there is no command'} | 4 | the server has not understood the request: there is no command
        {'id':null,'ok':false,'reason':'refused','error':'go away'} | 1 | go away
        """, quoteCharacter = '`')
    void statusIsFourIfTheAnswerIsNotUnderstood(String answer, int status, String words) throws Exception {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket()));
            Thread.ofVirtual().start(() -> answer(server, answer.replace('\'', '"')));
            Ctl.Run run = run("status");
            assertEquals(status, run.status(), run.err());
            assertTrue(run.err().contains(words), run.err());
        }
    }

    private static void answer(ServerSocketChannel server, String answer) {
        try (var lines = new LineChannel(server.accept(), 1 << 20)) {
            lines.read();
            if (!answer.equals("-")) {
                lines.write(answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void statusIsFourIfTheOutputIsLost() throws Exception {
        try (var ctl = new Ctl(folder)) {
            OutputStream full = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("no space left on device");
                }
            };
            int status = new Main(new Terminal(
                            new BufferedReader(Reader.nullReader()),
                            new PrintStream(full),
                            new PrintStream(OutputStream.nullOutputStream()),
                            false,
                            Map.of(),
                            folder,
                            InstantSource.system()))
                    .run("--socket", ctl.socket.toString(), "exports");
            assertEquals(4, status);
        }
    }
}
