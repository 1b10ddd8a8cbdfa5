// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.python;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.peers.Needs;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script that fails hurts its clients and nobody else, with a sentence. */
@Needs("python3")
@Tag("same-in-both-modes")
class MisbehavingScriptTest {
    @TempDir
    private static Path folder;

    private static Path python;

    @BeforeAll
    static void find() throws IOException {
        python = Python.program(folder);
    }

    private static Served served(String read) throws IOException {
        Path script = Files.writeString(Files.createTempFile(folder, "script", ".py"), """
            import nbdkit, os, time
            API_VERSION = 2
            def open(readonly):
                return 1
            def get_size(h):
                return 1 << 20
            def good(buf):
                buf[:] = b'x' * len(buf)
            def pread(h, buf, offset, flags):
                if offset == 512:
                    good(buf)
                else:
                    %s
            """.formatted(read));
        return Served.of(
                new PythonPlugin(new PythonPlugin.Config(List.of(script.toString()), List.of()), python.toString()));
    }

    private static byte read(NbdClient client, long offset) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(512);
        client.read(offset, into, 0);
        return into.get(511);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "buf[:] = b'short' | ValueError",
                "buf[:] = 5 | TypeError",
                "raise OSError(28, 'lost') | lost",
                "nowhere() | 'nowhere' is not defined",
                "raise SystemExit(3) | SystemExit",
            })
    void exceptionFailsItsRequestAlone(String statement, String sentence) throws IOException {
        try (Served served = served(statement);
                NbdClient client = served.client()) {
            IOException failure = assertThrows(IOException.class, () -> read(client, 0));

            assertTrue(failure.getMessage().contains(sentence), failure.getMessage());
            assertEquals('x', read(client, 512));
        }
    }

    @Test
    void whatAScriptPrintsIsNoAnswer() throws IOException {
        try (Served served = served("print('0 0 - 5'); os.write(1, b'rubbish'); good(buf)");
                NbdClient client = served.client()) {
            assertEquals('x', read(client, 0));
        }
    }

    @Test
    void anInterpreterThatDiesIsStartedAgainForTheNextClient() throws IOException {
        try (Served served = served("os.write(2, b'last words'); os._exit(7)")) {
            NbdClient first = served.client();
            assertThrows(IOException.class, () -> read(first, 0));

            NbdClient second = served.client();
            assertEquals('x', read(second, 512));
        }
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

    /** The script says by a connection that it has been called. */
    @Test
    void aScriptThatNeverAnswersDoesNotKeepThePluginFromStopping() throws IOException {
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
