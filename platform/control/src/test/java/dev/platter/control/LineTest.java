// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are long, slow, broken or endless do not affect other clients. */
class LineTest {
    private static final int LONGEST = 1 << 20;
    private static final String STATUS = "{\"id\":1,\"command\":\"status\"}";

    @TempDir
    private Path folder;

    @Test
    void aLineAtTheBoundIsRead() throws Exception {
        try (var controlled = new Controlled(folder)) {
            byte[] line = (STATUS + " ".repeat(LONGEST - STATUS.length()) + "\n").getBytes(StandardCharsets.UTF_8);
            Controlled.Client client = controlled.client();
            client.send(line);
            assertTrue(client.answer().get("ok").getAsBoolean());
        }
    }

    @Test
    void aLineBeyondTheBoundEndsTheConversationWithASentence() throws Exception {
        try (var controlled = new Controlled(folder)) {
            byte[] line = new byte[LONGEST + 1];
            Arrays.fill(line, (byte) ' ');
            Controlled.Client client = controlled.client();
            client.send(line);
            assertEquals(
                    "a line is longer than 1048576 bytes",
                    client.answer().get("error").getAsString());
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void aLineThatIsNotUtf8EndsTheConversationWithASentence() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client client = controlled.client();
            client.send((byte) 0xff, (byte) '\n');
            assertEquals("a line is not UTF-8", client.answer().get("error").getAsString());
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void requestsInOnePieceAndOneInManyAreAnsweredInOrder() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client client = controlled.client();
            client.send(STATUS + "\n" + STATUS.replace("1", "2") + "\n{\"id\":3,");
            client.send("\"command\":");
            client.send("\"status\"}\n");
            for (int id = 1; id <= 3; id++) {
                assertEquals(id, client.answer().get("id").getAsInt());
            }
        }
    }

    @Test
    void halfALineDoesNotBlockOtherClients() throws Exception {
        try (var controlled = new Controlled(folder)) {
            controlled.client().send(STATUS.substring(0, 10));
            controlled.client();
            assertTrue(controlled.client().ask(STATUS).get("ok").getAsBoolean());
        }
    }

    @Test
    void halfALineAtTheEndIsDropped() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client client = controlled.client();
            client.send("{\"id\":1,\"command\":\"stop\"}");
            client.channel.shutdownOutput();
            assertTrue(client.isAtEnd());
            assertTrue(controlled.steering.told.isEmpty());
        }
    }

    @Test
    void unfetchedAnswersDoNotBlockOtherClients() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client greedy = controlled.client();
            greedy.channel.configureBlocking(false);
            // Until neither side can write any more: both buffers are full.
            byte[] requests = (STATUS + "\n").repeat(1000).getBytes(StandardCharsets.UTF_8);
            var buffer = ByteBuffer.wrap(requests);
            while (greedy.channel.write(buffer) > 0) {
                buffer.rewind();
            }
            JsonObject answer = controlled.client().ask(STATUS);
            assertTrue(answer.get("ok").getAsBoolean());
        }
    }
}
