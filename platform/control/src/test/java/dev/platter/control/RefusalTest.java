// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that will not, cannot yet, cannot any more, or breaks over it says which of these it is. */
class RefusalTest {
    @TempDir
    private Path folder;

    @Test
    void refusalIsAnsweredInTheServersWords() throws Exception {
        try (var controlled = new Controlled(folder)) {
            controlled.steering.refusal = Optional.of("there is no export \"x\"\nthere are a and b");
            JsonObject answer = controlled.client().ask("{\"id\":1,\"command\":\"reload\"}");
            assertEquals("refused", answer.get("reason").getAsString());
            assertEquals(
                    "there is no export \"x\"\nthere are a and b",
                    answer.get("error").getAsString());
        }
    }

    @Test
    void failureIsAnsweredAndTheConversationGoesOn() throws Exception {
        try (var controlled = new Controlled(folder)) {
            controlled.steering.bug = Optional.of(new IllegalStateException("deliberate"));
            Controlled.Client client = controlled.client();
            JsonObject answer = client.ask("{\"id\":1,\"command\":\"reload\"}");
            assertEquals("failed", answer.get("reason").getAsString());
            assertEquals(
                    "the server has failed to do this; its log says where: java.lang.IllegalStateException:"
                            + " deliberate",
                    answer.get("error").getAsString());
            assertTrue(client.ask("{\"id\":2,\"command\":\"status\"}").get("ok").getAsBoolean());
        }
    }

    @ParameterizedTest
    @CsvSource({"starting, still starting", "stopping, nothing can be changed"})
    void serverThatIsNotReadyAnswersQueriesAndRefusesChanges(String state, String words) throws Exception {
        try (var controlled = new Controlled(folder)) {
            controlled.steering.state = state;
            Controlled.Client client = controlled.client();
            JsonObject answer = client.ask("{\"id\":1,\"command\":\"reload\"}");
            assertEquals(state, answer.get("reason").getAsString());
            assertTrue(answer.get("error").getAsString().contains(words), answer.toString());
            assertTrue(
                    client.ask("{\"id\":2,\"command\":\"exports\"}").get("ok").getAsBoolean());
            assertTrue(client.ask("{\"id\":3,\"command\":\"stop\"}").get("ok").getAsBoolean());
            assertEquals(List.of("stop"), List.copyOf(controlled.steering.told));
        }
    }

    @Test
    void oneClientTooManyIsRefusedUntilAnotherLeaves() throws Exception {
        try (var controlled = new Controlled(folder)) {
            List<Controlled.Client> clients = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                clients.add(controlled.client());
                clients.getLast().ask("{\"id\":1,\"command\":\"status\"}");
            }
            Controlled.Client refused = controlled.client();
            assertEquals(
                    "the control socket serves at most 64 clients at a time: close one of them first",
                    refused.answer().get("error").getAsString());
            assertTrue(refused.isAtEnd());

            clients.getFirst().channel.shutdownOutput();
            assertTrue(clients.getFirst().isAtEnd());
            assertTrue(controlled
                    .client()
                    .ask("{\"id\":1,\"command\":\"status\"}")
                    .get("ok")
                    .getAsBoolean());
        }
    }
}
