// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients do not wait for each other, and the end of the server does not cut off answers. */
class ConversationTest {
    private static final String DRAIN =
            "{\"id\":1,\"command\":\"drain\",\"arguments\":{\"export\":\"vm1\",\"grace\":10}}\n";

    @TempDir
    private Path folder;

    @Test
    void waitingClientDoesNotBlockAnother() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client waiting = controlled.client();
            waiting.send(DRAIN);
            controlled.steering.drainBegun.await();
            assertTrue(controlled
                    .client()
                    .ask("{\"id\":9,\"command\":\"status\"}")
                    .get("ok")
                    .getAsBoolean());
            controlled.steering.drainMayEnd.countDown();
            assertTrue(waiting.answer().get("ok").getAsBoolean());
        }
    }

    @Test
    void manyClientsGetTheirOwnAnswers() throws Exception {
        try (var controlled = new Controlled(folder);
                ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int first = i * 1000;
                done.add(pool.submit(() -> askAll(controlled.client(), first)));
            }
            for (Future<Integer> each : done) {
                assertEquals(50, each.get());
            }
        }
    }

    private static int askAll(Controlled.Client client, int first) throws IOException {
        int right = 0;
        for (int id = first; id < first + 50; id++) {
            String message = client.ask(
                            "{\"id\":" + id + ",\"command\":\"kill\",\"arguments\":{\"connection\":" + id + "}}")
                    .toString();
            right +=
                    message.equals("{\"id\":" + id + ",\"ok\":true,\"result\":{\"message\":\"done: kill " + id + "\"}}")
                            ? 1
                            : 0;
        }
        return right;
    }

    @Test
    void closingWaitsForAnAnswerUnderWay() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client waiting = controlled.client();
            Controlled.Client idle = controlled.client();
            waiting.send(DRAIN);
            controlled.steering.drainBegun.await();
            Thread closing = Thread.ofPlatform().start(() -> close(controlled.server));
            // The idle client is let go at once, and by then the end has begun.
            assertTrue(idle.isAtEnd());
            controlled.steering.drainMayEnd.countDown();
            assertTrue(waiting.answer().get("ok").getAsBoolean());
            assertTrue(waiting.isAtEnd());
            closing.join();
            assertTrue(Files.notExists(controlled.socket));
        }
    }

    @Test
    void closingDoesNotWaitForEver() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client waiting = controlled.client();
            waiting.send(DRAIN);
            controlled.steering.drainBegun.await();
            controlled.server.close();
            assertTrue(waiting.isAtEnd());
        }
    }

    private static void close(ControlServer server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
