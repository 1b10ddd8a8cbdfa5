// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that makes no sense is answered by a sentence, does nothing, and the conversation goes on. */
class BadRequestTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "1",
                "{",
                "{\"id\":1,\"command\":\"status\"",
                "{\"id\":1,\"command\":\"status\"}}",
                "{\"id\":1,\"command\":\"status\"} {}",
                "{id:1,command:'status'}",
                "{\"id\":1,\"command\":\"status\"} // please",
                "{\"id\":1,,\"command\":\"status\"}",
                "GET / HTTP/1.1\r",
            })
    void lineThatIsNotAnObjectIsRefusedWithAnExample(String line) throws Exception {
        assertRefused(line, "a request is a JSON object on one line, such as {\"id\":1,\"command\":\"status\"}");
    }

    @Test
    void deeplyNestedArraysAreRefused() throws Exception {
        String line = "{\"id\":1,\"command\":\"status\",\"arguments\":" + "[".repeat(100_000) + "}";
        assertRefused(line, "a request is a JSON object on one line, such as {\"id\":1,\"command\":\"status\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {'command':'status'}                                        | a request needs an 'id', which is a number: its answer repeats it
        {'id':'1','command':'status'}                               | a request needs an 'id', which is a number: its answer repeats it
        {'id':1,'command':'status','then':2}                        | a request has no member 'then': it has id, command, arguments
        {'id':1,'command':'status','arguments':[]}                  | the 'arguments' of a request are an object
        {'id':1,'command':'status','arguments':{'a':1}}             | the command 'status' has no argument 'a': it takes none
        {'id':1,'command':'kill','arguments':{'a':1}}               | the command 'kill' has no argument 'a': it takes connection
        {'id':1,'command':'kill'}                                   | the command 'kill' needs the argument 'connection'
        {'id':1,'command':'kill','arguments':{'connection':'7'}}    | the argument 'connection' of the command 'kill' must be a whole number
        {'id':1,'command':'kill','arguments':{'connection':7.5}}    | the argument 'connection' of the command 'kill' must be a whole number
        {'id':1,'command':'kill','arguments':{'connection':1e999999999}} | the argument 'connection' of the command 'kill' must be a whole number
        {'id':1,'command':'drain','arguments':{'export':'a'}}       | the command 'drain' needs the argument 'grace'
        {'id':1,'command':'drain','arguments':{'export':'a','grace':-1}} | the argument 'grace' of the command 'drain' must be a number of seconds, at most 999999999
        {'id':1,'command':'upgrade','arguments':{'export':['a']}}   | the argument 'export' of the command 'upgrade' must be a string, or of strings
        {'id':1,'command':'upgrade','arguments':{'export':'a','live':'yes'}} | the argument 'live' of the command 'upgrade' must be true or false
        {'id':1,'command':'install','arguments':{'jar':'x.jar'}}    | the argument 'jar' of the command 'install' must be an absolute path, since client and server may be in different folders
        {'id':1,'command':'export-add','arguments':{'name':'a','members':'b'}}   | the argument 'members' of the command 'export-add' must be an array of strings
        {'id':1,'command':'export-add','arguments':{'name':'a','members':[1]}}   | the argument 'members' of the command 'export-add' must be a string, or of strings
        {'id':1,'command':'export-add','arguments':{'name':'a','options':['b']}} | the argument 'options' of the command 'export-add' must be an object whose values are strings
        """, quoteCharacter = '`')
    void malformedRequestIsRefusedWithASentence(String line, String sentence) throws Exception {
        // Only the request's own quotation marks are single ones here, not those of the sentence.
        assertRefused(line.replace('\'', '"'), sentence);
    }

    @Test
    void unknownCommandIsAnsweredWithTheKnownOnes() throws Exception {
        assertRefused(
                "{\"id\":1,\"command\":\"reboot\"}",
                "there is no command 'reboot': there are " + String.join(", ", ControlCommand.titles()));
    }

    private void assertRefused(String line, String sentence) throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client client = controlled.client();
            JsonObject answer = client.ask(line);
            assertEquals(sentence, answer.get("error").getAsString());
            assertEquals("request", answer.get("reason").getAsString());
            assertFalse(answer.get("ok").getAsBoolean());
            assertTrue(controlled.steering.told.isEmpty());
            assertTrue(client.ask("{\"id\":2,\"command\":\"status\"}").get("ok").getAsBoolean());
        }
    }
}
