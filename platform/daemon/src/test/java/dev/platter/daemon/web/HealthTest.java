// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that is not ready says why, and still reports that it is alive. */
class HealthTest {
    @AutoClose
    private final Visitor visitor = new Visitor();

    HealthTest() throws IOException {}

    @ParameterizedTest
    @CsvSource({
        "ready, 200, ready",
        "starting, 503, not ready: the server is starting",
        "stopping, 503, not ready: the server is stopping"
    })
    void onlyAReadyServerIsReady(String state, int status, String body) throws Exception {
        visitor.server.state = state;

        HttpResponse<String> answer = visitor.get("/readyz");

        assertEquals(status, answer.statusCode());
        assertEquals(body + "\n", answer.body());
        assertEquals(200, visitor.get("/livez").statusCode());
    }

    @Test
    void aServerWhoseThreadsDoNotAnswerIsNotReady() throws Exception {
        visitor.server.state = "ready";
        visitor.troubles = List.of("the deploy folder is no longer watched");

        HttpResponse<String> answer = visitor.get("/readyz");

        assertEquals(503, answer.statusCode());
        assertEquals("not ready: the deploy folder is no longer watched\n", answer.body());
    }
}
