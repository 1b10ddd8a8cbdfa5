// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("same-in-both-modes")
@Timeout(30)
class ActivatedProgramTest {
    private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));

    @TempDir
    private Path folder;

    private ActivatedProgram start(String... words) throws IOException {
        assumeTrue(ActivatedProgram.isPossible(), "this needs Linux and native calls");
        int listening = UnixSocket.listen(folder.resolve("socket"), 1);
        try {
            return ActivatedProgram.start(List.of(words), PATH, listening);
        } finally {
            Descriptors.close(listening);
        }
    }

    @Test
    void theProgramHasTheSocketAndTheVariablesOfItsOwnProcess() throws IOException {
        String check = """
            [ "$LISTEN_PID" = $$ ] && [ "$LISTEN_FDS" = 1 ] || exit 1
            case $(readlink /proc/self/fd/3) in socket:*) ;; *) exit 2 ;; esac
            [ ! -e /proc/$$/fd/4 ] || exit 3
            exit 42
            """;
        try (ActivatedProgram program = start("sh", "-c", check)) {
            assertEquals(42, program.await());
            assertTrue(program.hasEnded());
        }
    }

    @Test
    void aProgramThatDoesNotExistEndsAtOnce() throws IOException {
        try (ActivatedProgram program = start("/no/such/program")) {
            assertEquals(127, program.await());
        }
    }

    @Test
    void aConnectionThatNobodyTakesEndsWithTheProgram() throws IOException {
        Path file = folder.resolve("socket");
        try (StreamSocket socket = StreamSocket.unix()) {
            assumeTrue(ActivatedProgram.isPossible(), "this needs Linux and native calls");
            int listening = UnixSocket.listen(file, 1);
            socket.connect(file);
            ActivatedProgram program = ActivatedProgram.start(List.of("sleep", "60"), PATH, listening);
            Descriptors.close(listening);
            assertFalse(program.hasEnded());
            program.close();
            assertEquals(128 + ChildProcess.SIGTERM, program.await());
            socket.awaitInput();
            int received;
            try {
                received = socket.receive(ByteBuffer.allocate(1));
            } catch (IOException reset) {
                received = -1;
            }
            assertEquals(-1, received);
        }
    }
}
