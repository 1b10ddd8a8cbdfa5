// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Headers and cookies by script, while a server accepts them, and afterwards. */
@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a shell")
class ScriptsTest {
    private static final int SIZE = 100_000;

    private WebServer server;
    private volatile String accepted = "token 0";

    @BeforeEach
    void start() throws IOException {
        server = new WebServer();
        server.on("/locked", exchange -> {
            if (List.of(accepted).equals(exchange.getRequestHeaders().get("Authorization"))) {
                WebServer.range(exchange, SIZE);
            } else {
                WebServer.status(exchange, 401);
            }
        });
        server.on("/cookie", exchange -> {
            if (List.of("name=" + accepted.replace(' ', '-'))
                    .equals(exchange.getRequestHeaders().get("Cookie"))) {
                WebServer.range(exchange, SIZE);
            } else {
                WebServer.status(exchange, 403);
            }
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void read(NbdClient client) throws IOException {
        ByteBuffer got = client.read(5000, ByteBuffer.allocate(1000), 0).data();
        assertEquals(WebServer.byteAt(5000), got.get(0));
    }

    @Test
    void credentialsThatExpireAreRenewedWhileServing() throws IOException {
        try (Served served =
                Curl.serve(server.uri("/locked"), "header-script=echo \"Authorization: token $iteration\"")) {
            NbdClient client = served.client();
            read(client);
            accepted = "token 1";
            read(client);
            read(client);
            accepted = "token 2";
            read(served.client());
        }
    }

    @Test
    void cookiesLikewise() throws IOException {
        try (Served served = Curl.serve(server.uri("/cookie"), "cookie-script=echo name=token-$iteration")) {
            NbdClient client = served.client();
            read(client);
            accepted = "token 1";
            read(client);
        }
    }

    @Test
    void renewedCredentialsThatDoNotHelpAreAnError() throws IOException {
        accepted = "another";
        try (Served served =
                Curl.serve(server.uri("/locked"), "header-script=echo \"Authorization: token $iteration\"")) {
            assertTrue(
                    assertThrows(IOException.class, served::client).getMessage().contains("status 401"));
        }
    }

    @Test
    void scriptRunsAgainWhenItsLinesAreOld(@TempDir Path folder) throws IOException {
        Path runs = folder.resolve("runs");
        try (Served served = Curl.serve(
                server.uri("/good/" + SIZE),
                "header-script=echo $url >>" + runs + "; echo 'X-Time: 1'",
                "header-script-renew=1us")) {
            read(served.client());
        }
        List<String> lines = Files.readAllLines(runs);
        assertTrue(lines.size() >= 2, lines.toString());
        assertEquals(server.uri("/good/" + SIZE).toString(), lines.getFirst());
    }

    @Test
    void scriptThatFailsPrintsRubbishOrNeverEndsIsAnError() throws IOException {
        refused("echo no key >&2; exit 3", "no key");
        refused("echo rubbish", "header-script printed a line that is not a header");
        refused("sleep 1000", "had not ended after 300 ms");
    }

    private void refused(String script, String part) throws IOException {
        try (Served served = Curl.serve(server.uri("/good/" + SIZE), "header-script=" + script, "timeout=300ms")) {
            String message = String.valueOf(
                    assertThrows(IOException.class, served::client).getMessage());
            assertTrue(message.contains("header-script") && message.contains(part), message);
        }
    }
}
