// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.platter.testkit.server.FakeShell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each connection has a shell of its own, if it wants one, and takes it along when it goes. */
@Timeout(60)
class ShellTest {
    @TempDir
    private Path folder;

    private static String asking(String text) {
        return "{\"id\":1,\"command\":\"shell\",\"arguments\":{\"text\":\"" + text + "\"}}";
    }

    private static String result(Controlled.Client client, String text) throws Exception {
        return client.ask(asking(text)).get("result").toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        lb        | {'output':'1 lb\\n','problem':null,'unfinished':false,'ended':false}
        fail over | {'output':'tried\\n','problem':'over','unfinished':false,'ended':false}
        if { a    | {'output':'','problem':null,'unfinished':true,'ended':false}
        exit      | {'output':'','problem':null,'unfinished':false,'ended':true}
        """)
    void outputAndProblemOfATextAreAnswered(String text, String result) throws Exception {
        try (var controlled = new Controlled(folder)) {
            assertEquals(result.replace('\'', '"'), result(controlled.client(), text));
        }
    }

    @Test
    void eachConnectionHasItsOwnSession() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client one = controlled.client();
            Controlled.Client other = controlled.client();
            assertTrue(result(one, "a").contains("1 a"));
            assertTrue(result(one, "b").contains("2 b"));
            assertTrue(result(other, "c").contains("1 c"));
            assertEquals(2, controlled.steering.shells.size());
        }
    }

    @Test
    void exitIsFollowedByANewSession() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client client = controlled.client();
            result(client, "a");
            result(client, "exit");
            controlled.steering.shells.remove().closed.await();
            assertTrue(result(client, "b").contains("1 b"));
        }
    }

    @Test
    void sessionEndsWithTheConnection() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client client = controlled.client();
            result(client, "a");
            client.channel.close();
            controlled.steering.shells.remove().closed.await();
        }
    }

    @Test
    void departedClientIsNoticedWhileACommandRuns() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client client = controlled.client();
            FakeShell shell = hanging(controlled, client);
            client.channel.close();
            assertTrue(shell.closed.await(20, TimeUnit.SECONDS));
        }
    }

    private static FakeShell hanging(Controlled controlled, Controlled.Client client) throws Exception {
        result(client, "a");
        client.send(asking("hang") + "\n");
        FakeShell shell = controlled.steering.shells.remove();
        shell.hanging.await();
        return shell;
    }

    @Test
    void slowAnswerBeginsWithBlanks() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client client = controlled.client();
            FakeShell shell = hanging(controlled, client);
            assertEquals(" ", new String(client.receive(1), StandardCharsets.UTF_8));
            shell.closed.countDown();
            assertTrue(client.answer().get("ok").getAsBoolean());
        }
    }

    @Test
    void sessionEndsWithTheServer() throws Exception {
        try (var controlled = new Controlled(folder)) {
            FakeShell shell = hanging(controlled, controlled.client());
            controlled.server.close();
            assertTrue(shell.closed.await(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void missingShellIsReported() throws Exception {
        try (var controlled = new Controlled(folder)) {
            controlled.steering.refusal = Optional.of("no shell");
            JsonObject answer = controlled.client().ask(asking("lb"));
            assertEquals("refused", answer.get("reason").getAsString());
            assertEquals("no shell", answer.get("error").getAsString());
        }
    }
}
