// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.python;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Plugin;
import dev.platter.client.NbdClient;
import dev.platter.peers.Needs;
import dev.platter.testkit.Served;
import dev.platter.testkit.scripts.MisbehavingScripts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the other languages do the same way is tested here alone. */
@Needs("python3")
class MisbehavingPythonTest extends MisbehavingScripts {
    MisbehavingPythonTest() {
        super("python3");
    }

    @Override
    protected Plugin plugin(Path script, Path program) {
        return new PythonPlugin(new PythonPlugin.Config(List.of(script.toString()), List.of()), program.toString());
    }

    @Override
    protected String script(String read) {
        return """
            import nbdkit, os, time
            API_VERSION = 2
            def open(readonly):
                return 1
            def get_size(h):
                return 1 << 20
            def good(buf):
                buf[:] = b'x' * len(buf)
            def extents(h, count, offset, flags):
                return [(0, 0, 0)]
            def pread(h, buf, offset, flags):
                if offset == 512:
                    good(buf)
                else:
                    %s
            """.formatted(read);
    }

    @Override
    protected String failing() {
        return "raise RuntimeError('as asked')";
    }

    @Override
    protected String tooShort() {
        return "buf[:] = b'short'";
    }

    @Override
    protected String printing() {
        return "print('0 0 - 5'); os.write(1, b'rubbish'); good(buf)";
    }

    @Override
    protected String ending() {
        return "os.write(2, b'last words'); os._exit(7)";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "buf[:] = 5 | TypeError",
                "raise SystemExit(3) | SystemExit",
                "nbdkit.set_error(28); raise RuntimeError('full') | ENOSPC",
            })
    void exceptionFailsItsRequestAlone(String statement, String sentence) throws IOException {
        assertFailsAlone(statement, sentence);
    }

    @Test
    void rubbishWhereAnAnswerBelongsEndsTheInterpreter() throws IOException {
        try (Served served = served(
                "[os.write(fd, b'rubbish\\n') for fd in range(3, 9) if os.path.exists('/proc/self/fd/%d' % fd)]")) {
            NbdClient first = served.client();
            assertThrows(IOException.class, () -> read(first, 0));

            assertEquals('x', read(served.client(), 512));
        }
    }

    /** The child keeps the pipes of its parent open, and the server waits a while for what it may say. */
    @Test
    @Tag("long")
    void interpreterThatEndsBeforeItsChildrenIsSeenToHaveEnded() throws IOException {
        try (Served served = served("os.fork() and os._exit(7); time.sleep(1000)")) {
            NbdClient first = served.client();
            assertThrows(IOException.class, () -> read(first, 0));

            assertEquals('x', read(served.client(), 512));
        }
    }

    /** The script says by a connection that it has been called. The server has patience with it. */
    @Test
    @Tag("long")
    void scriptThatNeverAnswersDoesNotKeepThePluginFromStopping() throws IOException {
        try (ServerSocket called = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Served served = served("import socket; socket.create_connection(('127.0.0.1', " + called.getLocalPort()
                    + ")); time.sleep(1000)");
            NbdClient client = served.client();
            Thread reading = Thread.ofVirtual().start(() -> assertThrows(IOException.class, () -> read(client, 0)));
            called.accept().close();

            assertTimeoutPreemptively(Duration.ofSeconds(30), served::close);
            assertTrue(assertDoesNotThrow(() -> reading.join(Duration.ofSeconds(30))));
        }
    }
}
