// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.platter.control.line.JsonText;
import dev.platter.control.line.LineChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A connection to a control socket that stays open, and so has one session of the shell. */
final class ShellSession implements AutoCloseable {
    private final LineChannel channel;

    private ShellSession(LineChannel channel) {
        this.channel = channel;
    }

    static ShellSession with(Path socket) throws IOException {
        return new ShellSession(new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket)), 1 << 20));
    }

    void send(String text) throws IOException {
        var arguments = new JsonObject();
        arguments.addProperty("text", text);
        var request = new JsonObject();
        request.addProperty("id", 1);
        request.addProperty("command", "shell");
        request.add("arguments", arguments);
        channel.write(JsonText.of(request));
    }

    /** Runs a command that succeeds, and returns what it prints. */
    String ask(String text) throws IOException {
        send(text);
        JsonObject result =
                JsonText.object(channel.read().orElseThrow()).orElseThrow().getAsJsonObject("result");
        assertTrue(result.get("problem").isJsonNull(), result.toString());
        return result.get("output").getAsString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
