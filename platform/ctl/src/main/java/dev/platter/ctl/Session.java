// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.platter.control.line.JsonText;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run that needs a server: connects when it asks for the first time, and prints what comes back. For one thread. */
final class Session implements Closeable {
    /** The time limit for queries, which a healthy server answers quickly. */
    private static final Optional<Duration> PATIENCE = Optional.of(Duration.ofSeconds(30));

    /** Formats an answer for people. */
    interface View {
        String of(JsonElement answer, Instant now) throws Failure;
    }

    private final Path socket;
    private final boolean json;
    private final Terminal terminal;

    @Nullable
    private ControlClient client;

    Session(Path socket, boolean json, Terminal terminal) {
        this.socket = socket;
        this.json = json;
        this.terminal = terminal;
    }

    boolean json() {
        return json;
    }

    Terminal terminal() {
        return terminal;
    }

    /** An absolute path, since the server runs in another folder. */
    String absolute(String path) {
        return terminal.folder().resolve(path).normalize().toString();
    }

    /** Sends a query, which changes nothing. */
    JsonElement ask(String command) throws Failure {
        return connected().call(command, new JsonObject(), PATIENCE);
    }

    /** Sends a query, and prints the answer. */
    void show(String command, View view) throws Failure {
        print(ask(command), view);
    }

    /** Sends a command, waits for it without a time limit, and prints what has happened. */
    void tell(String command, JsonObject arguments) throws Failure {
        print(await(command, arguments), Views::message);
    }

    /** Sends a command, and waits for it without a time limit. */
    JsonElement await(String command, JsonObject arguments) throws Failure {
        return connected().call(command, arguments, Optional.empty());
    }

    private void print(JsonElement answer, View view) throws Failure {
        PrintStream out = terminal.out();
        if (json) {
            out.println(JsonText.of(answer));
        } else {
            out.print(view.of(answer, terminal.clock().instant()));
        }
    }

    private ControlClient connected() throws Failure {
        if (client == null) {
            client = ControlClient.connect(socket);
        }
        return client;
    }

    @Override
    public void close() throws IOException {
        if (client != null) {
            client.close();
        }
    }
}
