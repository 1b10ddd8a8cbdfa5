// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.platter.control.line.JsonText;
import dev.platter.control.line.LineChannel;
import dev.platter.control.line.LineException;
import dev.platter.control.line.Reason;
import dev.platter.host.RefusedException;
import dev.platter.server.steering.Steering;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One connection: a request line, its answer, the next line. It runs on a virtual thread, which costs next to nothing while the
 * client is silent or does not fetch its answer. Worker threads carry out the commands, since these may call a plugin's native
 * code, which would pin the carrier of all conversations.
 *
 * <p>A client may go while it waits for an answer, which only a write to it reveals. So a slow answer begins with blanks, which
 * mean nothing in JSON. When the client has gone, a command that changes the server goes on; a shell does not.
 */
final class Conversation {
    private static final int LONGEST_REQUEST = 1 << 20;

    /** How long it may take to notice that a waiting client has gone. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

    private final SocketChannel channel;
    private final LineChannel lines;
    private final Steering steering;
    private final OwnShell shell;
    private final ExecutorService workers;
    private final System.Logger log;

    Conversation(SocketChannel channel, Steering steering, ExecutorService workers, System.Logger log) {
        this.channel = channel;
        this.lines = new LineChannel(channel, LONGEST_REQUEST);
        this.steering = steering;
        this.shell = new OwnShell(steering);
        this.workers = workers;
        this.log = log;
    }

    /**
     *
     * Serves the connection to its end.
     *
     * @param whenOver makes room for another client, before this one can see that the connection is over
     */
    void run(Runnable whenOver) {
        try (lines;
                shell) {
            try {
                converse();
            } finally {
                whenOver.run();
            }
        } catch (IOException e) {
            log.log(Level.DEBUG, "a client of the control socket has gone: {0}", e.getMessage());
        }
    }

    private void converse() throws IOException {
        try {
            Optional<String> line = lines.read();
            while (line.isPresent()) {
                lines.write(answer(line.get()));
                line = lines.read();
            }
        } catch (LineException e) {
            lines.write(AnswerLine.refused(JsonNull.INSTANCE, Reason.REQUEST, e.getMessage()));
        }
    }

    /** Answers that the client is refused, and why. */
    void refuse(String sentence) {
        try (lines) {
            lines.write(AnswerLine.refused(JsonNull.INSTANCE, Reason.REFUSED, sentence));
        } catch (IOException e) {
            log.log(Level.DEBUG, "a client of the control socket has gone: {0}", e.getMessage());
        }
    }

    /** Ends the conversation after the answer under way, if any. */
    void finish() throws IOException {
        channel.shutdownInput();
    }

    /** Ends the conversation at once. */
    void abandon() throws IOException {
        channel.close();
    }

    private String answer(String line) throws IOException {
        Optional<JsonObject> object = JsonText.object(line);
        if (object.isEmpty()) {
            return AnswerLine.refused(
                    JsonNull.INSTANCE,
                    Reason.REQUEST,
                    "a request is a JSON object on one line, such as {\"id\":1,\"command\":\"status\"}");
        }
        JsonElement id = Request.id(object.get());
        try {
            Request request = Request.of(object.get());
            return awaited(workers.submit(() -> fulfil(id, request)));
        } catch (BadRequestException e) {
            return AnswerLine.refused(id, Reason.REQUEST, e.getMessage());
        } catch (OutOfMemoryError e) {
            // "unable to create native thread"
            return AnswerLine.refused(
                    id, Reason.REFUSED, "the command cannot be carried out (" + e.getMessage() + "): try again later");
        } catch (ExecutionException e) {
            return failed(id, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return AnswerLine.refused(id, Reason.STOPPING, "the server is stopping");
        }
    }

    private String awaited(Future<String> answer) throws ExecutionException, InterruptedException, IOException {
        while (true) {
            try {
                return answer.get(SIGN_OF_LIFE.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                lines.writeBlank();
            }
        }
    }

    private String fulfil(JsonElement id, Request request) throws BadRequestException, RefusedException {
        if (request.command().effect() == ControlCommand.Effect.CHANGES) {
            switch (steering.status().state()) {
                case "starting" -> {
                    return AnswerLine.refused(
                            id,
                            Reason.STARTING,
                            "the server is still starting: try again when 'platterctl status' says that it is ready");
                }
                case "stopping" -> {
                    return AnswerLine.refused(
                            id,
                            Reason.STOPPING,
                            "the server is stopping, and nothing can be changed: start it again first");
                }
                default -> {}
            }
        }
        return AnswerLine.done(id, RecordJson.of(request.command().run(steering, shell, request.arguments())));
    }

    private String failed(JsonElement id, Throwable cause) {
        return switch (cause) {
            case BadRequestException bad -> AnswerLine.refused(id, Reason.REQUEST, bad.getMessage());
            case RefusedException refusal -> AnswerLine.refused(id, Reason.REFUSED, refusal.getMessage());
            default -> {
                log.log(Level.ERROR, "a command from the control socket has failed", cause);
                yield AnswerLine.refused(
                        id, Reason.FAILED, "the server has failed to do this; its log says where: " + cause);
            }
        };
    }
}
