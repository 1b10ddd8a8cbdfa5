// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Plugin;
import dev.platter.client.NbdClient;
import dev.platter.peers.Peer;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script that fails hurts its clients and nobody else, with a sentence. Each language has a class that extends this one. */
@Tag("same-in-both-modes")
public abstract class MisbehavingScripts {
    private static final int LENGTH = 512;

    /** Where every script reads well. */
    private static final long GOOD = LENGTH;

    @TempDir
    private Path folder;

    private final String interpreter;
    private Path program;

    /**
     * For a language.
     *
     * @param interpreter its name as a program, which the class declares as needed
     */
    protected MisbehavingScripts(String interpreter) {
        this.interpreter = interpreter;
        program = Path.of(interpreter);
    }

    @BeforeEach
    final void findInterpreter() throws IOException {
        program = Peer.require(interpreter).asFile(folder.resolve("interpreter"));
    }

    /**
     * A plugin that serves a script.
     *
     * @param script the file
     * @param program the interpreter
     * @return the plugin
     */
    protected abstract Plugin plugin(Path script, Path program);

    /**
     * A script.
     *
     * @param statement what it does in {@code pread}, except at offset 512, where it reads 512 times {@code x}
     * @return its text
     */
    protected abstract String script(String statement);

    /**
     * What fails with the message {@code as asked}.
     *
     * @return a statement
     */
    protected abstract String failing();

    /**
     * What gives five bytes.
     *
     * @return a statement
     */
    protected abstract String tooShort();

    /**
     * What prints {@code 0 0 - 5}, and gives 512 times {@code x}.
     *
     * @return a statement
     */
    protected abstract String printing();

    /**
     * What ends the interpreter with status 7.
     *
     * @return a statement
     */
    protected abstract String ending();

    /**
     * Serves a script.
     *
     * @param statement what it does in {@code pread}
     * @return the server, which the caller closes
     * @throws IOException if it does not start
     */
    protected final Served served(String statement) throws IOException {
        return Served.of(plugin(Files.writeString(folder.resolve("script"), script(statement)), program));
    }

    /**
     * Reads a block.
     *
     * @param client the client
     * @param offset of the block, in bytes
     * @return its last byte
     * @throws IOException if the server refuses
     */
    protected static byte read(NbdClient client, long offset) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(LENGTH);
        client.read(offset, into, 0);
        return into.get(LENGTH - 1);
    }

    /**
     * Asserts that a statement fails the request that it answers, and no later one.
     *
     * @param statement of the script
     * @param sentence a part of what the client is told
     * @throws IOException if another request fails
     */
    protected final void assertFailsAlone(String statement, String sentence) throws IOException {
        try (Served served = served(statement);
                NbdClient client = served.client()) {
            IOException failure = assertThrows(IOException.class, () -> read(client, 0));

            assertTrue(failure.getMessage().contains(sentence), failure.getMessage());
            assertEquals('x', read(client, GOOD));
        }
    }

    @Test
    final void failureFailsItsRequestAlone() throws IOException {
        assertFailsAlone(failing(), "as asked");
    }

    @Test
    final void answerThatIsTooShortFailsItsRequestAlone() throws IOException {
        assertFailsAlone(tooShort(), "pread");
    }

    @Test
    final void whatAScriptPrintsIsNoAnswer() throws IOException {
        try (Served served = served(printing());
                NbdClient client = served.client()) {
            assertEquals('x', read(client, 0));
        }
    }

    @Test
    final void interpreterThatEndsIsStartedAgainForTheNextClient() throws IOException {
        try (Served served = served(ending())) {
            NbdClient first = served.client();
            IOException failure = assertThrows(IOException.class, () -> read(first, 0));
            assertTrue(failure.getMessage().contains("status 7"), failure.getMessage());

            assertEquals('x', read(served.client(), GOOD));
        }
    }

    @Test
    final void scriptWithoutItsFunctionsIsRefused() throws IOException {
        Path script = Files.writeString(folder.resolve("empty"), "\n");

        IOException failure =
                assertThrows(IOException.class, () -> plugin(script, program).prepare());

        assertTrue(failure.getMessage().contains("'get_size' or 'pread'"), failure.getMessage());
    }
}
