// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import dev.platter.api.Client;
import dev.platter.api.Registration;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A script in an interpreter of its own, from its first line to the end of the process. */
final class LoadedScript {
    private static final byte[] NOTHING = {};

    /** How long a client's requests may take when it has gone, before nobody waits for them any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final List<String> REQUIRED = List.of("open", "get_size", "pread");

    private final String name;
    private final System.Logger log;
    private final Interpreter interpreter;
    private volatile Set<String> defined = Set.of();
    private final AtomicLong handles = new AtomicLong();
    private final Map<Long, Client> open = new ConcurrentHashMap<>();

    /** @param name what it is called in messages */
    LoadedScript(Language language, String name, System.Logger log, Consumer<String> shutdown) throws IOException {
        this.name = name;
        this.log = log;
        interpreter = new Interpreter(language, name, log, shutdown, this::ended);
    }

    /** What may fail while a script gets ready. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /** Runs a step, without which the script is of no use, and ends the interpreter if it fails. */
    static LoadedScript unless(LoadedScript script, Step step) throws IOException {
        try {
            step.run();
            return script;
        } catch (IOException | RuntimeException e) {
            script.interpreter.end("the script was not ready");
            script.interpreter.awaitEnd();
            throw e;
        }
    }

    /** Has the interpreter run the script's first lines. */
    void load(byte[] text) throws IOException {
        byte[] path = (name + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] payload = Arrays.copyOf(path, path.length + text.length);
        System.arraycopy(text, 0, payload, path.length, text.length);
        byte[] answer = interpreter.call("load", Optional.empty(), 0, payload);
        defined = Set.of(new String(answer, StandardCharsets.UTF_8).split("\n"));
        for (String required : REQUIRED) {
            if (!defines(required)) {
                throw new IOException(name + ": one of the required functions 'open', 'get_size' or 'pread' is not"
                        + " defined by this script: " + required + " is missing");
            }
        }
    }

    String name() {
        return name;
    }

    System.Logger log() {
        return log;
    }

    Interpreter interpreter() {
        return interpreter;
    }

    boolean defines(String method) {
        return defined.contains(method);
    }

    void configure(List<KeyValue> parameters) throws IOException {
        for (KeyValue parameter : parameters) {
            if (!defines("config")) {
                throw new IOException(name + ": this plugin does not need command line configuration, but was given "
                        + parameter.key() + "=" + parameter.value());
            }
            byte[] payload = (parameter.key() + "\0" + parameter.value()).getBytes(StandardCharsets.UTF_8);
            interpreter.call("config", Optional.empty(), 0, payload);
        }
        call("config_complete");
    }

    /** Calls a function that the script may have; empty if it does not. */
    Optional<String> call(String method) throws IOException {
        return defines(method) ? Optional.of(answer(method, Optional.empty(), NOTHING)) : Optional.empty();
    }

    /** The same, for a client. */
    Optional<String> call(String method, ConnectedClient client) throws IOException {
        return defines(method) ? Optional.of(answer(method, Optional.of(client), client.facts())) : Optional.empty();
    }

    /** What is asked of the helper rather than of the script. */
    String details() throws IOException {
        return answer("dump_plugin", Optional.empty(), NOTHING);
    }

    private String answer(String method, Optional<ConnectedClient> client, byte[] payload) throws IOException {
        return new String(interpreter.call(method, client, 0, payload), StandardCharsets.UTF_8);
    }

    ThreadModel threadModel() throws IOException {
        String answer = call("thread_model").orElse("1");
        return switch (answer) {
            case "0" -> ThreadModel.SERIALIZE_CONNECTIONS;
            case "1" -> ThreadModel.SERIALIZE_ALL_REQUESTS;
            case "2" -> ThreadModel.SERIALIZE_REQUESTS;
            case "3" -> ThreadModel.PARALLEL;
            default ->
                throw new IOException(name + ": thread_model gave '" + answer + "'; return one of the constants"
                        + " THREAD_MODEL_SERIALIZE_CONNECTIONS"
                        + " (0), _SERIALIZE_ALL_REQUESTS (1),"
                        + " _SERIALIZE_REQUESTS (2) or _PARALLEL"
                        + " (3)");
        };
    }

    /**
     * Opens a disk.
     *
     * @param alarm runs a task after a time
     */
    InterpretedDisk open(Client client, Alarm alarm) throws IOException {
        ConnectedClient connected = new ConnectedClient(client);
        long handle = handles.incrementAndGet();
        interpreter.call("open", Optional.of(connected), handle, connected.facts());
        open.put(handle, client);
        if (interpreter.isDead()) {
            client.disconnect();
        }
        Registration gone = client.whenGone(() -> alarm.after(
                PATIENCE,
                () -> interpreter.abandon(
                        call -> call.handle() == handle && !call.method().equals("close"))));
        return new InterpretedDisk(this, connected, handle, gone);
    }

    /** Runs something later. */
    @FunctionalInterface
    interface Alarm {
        void after(Duration delay, Runnable task);
    }

    void closed(ConnectedClient client, long handle) {
        open.remove(handle);
        interpreter.begin(new Call("close", Optional.of(client), handle, 0, 0, 0, NOTHING, null, new Call.Outcome() {
            @Override
            public void answered(byte[] answer) {
                // Nothing is to be done.
            }

            @Override
            public void failed(IOException error) {
                if (!interpreter.isDead()) {
                    log.log(System.Logger.Level.WARNING, error.getMessage());
                }
            }
        }));
    }

    /** The disks of these clients were known to the process that has ended, and to no other. */
    private void ended() {
        List<Client> clients = new ArrayList<>(open.values());
        clients.forEach(Client::disconnect);
    }

    /** Has the script clean up, if it does so soon, and ends the process. */
    void unload() {
        CountDownLatch cleaned = new CountDownLatch(1);
        interpreter.begin(new Call("cleanup", Optional.empty(), 0, 0, 0, 0, NOTHING, null, new Call.Outcome() {
            @Override
            public void answered(byte[] answer) {
                cleaned.countDown();
            }

            @Override
            public void failed(IOException error) {
                if (!interpreter.isDead()) {
                    log.log(System.Logger.Level.WARNING, error.getMessage());
                }
                cleaned.countDown();
            }
        }));
        boolean done = false;
        try {
            done = cleaned.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (done) {
            interpreter.finish(PATIENCE);
        } else {
            log.log(
                    System.Logger.Level.WARNING,
                    name + ": the script has not answered for " + PATIENCE.toSeconds() + " s, and is killed");
            interpreter.end("the plugin is stopped");
        }
        interpreter.awaitEnd();
    }
}
