// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.platter.control.line.JsonText;
import dev.platter.control.line.LineChannel;
import dev.platter.control.line.LineException;
import dev.platter.control.line.Reason;
import dev.platter.host.HostException;
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
 * What is said over one connection: a line, its answer, the next line. It runs on a virtual thread, which costs next to nothing
 * while the client is silent or does not fetch its answer. What the lines ask for is done by workers, since it may end in
 * a plugin's native code and would keep the carrier of all conversations there.
 *
 * <p>While an answer is on its way a client may go, and nobody would notice who does not write to it. So an answer that takes
 * its time begins with blanks, which mean nothing in JSON. What changes the server goes on nevertheless; a shell does not.
 */
final class Conversation {
    private static final int LONGEST_REQUEST = 1 << 20;

    /** How long it may take to notice that a client has gone which waits for its answer. */
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
     * Holds it to its end.
     *
     * @param whenOver makes room for somebody else, before the client can see that it is over
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
            lines.write(Answer.refused(JsonNull.INSTANCE, Reason.REQUEST, e.getMessage()));
        }
    }

    /** Says why there will be no conversation. */
    void refuse(String sentence) {
        try (lines) {
            lines.write(Answer.refused(JsonNull.INSTANCE, Reason.REFUSED, sentence));
        } catch (IOException e) {
            log.log(Level.DEBUG, "a client of the control socket has gone: {0}", e.getMessage());
        }
    }

    /** Lets it end after the answer that is under way, if there is one. */
    void finish() throws IOException {
        channel.shutdownInput();
    }

    /** Ends it at once. */
    void abandon() throws IOException {
        channel.close();
    }

    private String answer(String line) throws IOException {
        Optional<JsonObject> object = JsonText.object(line);
        if (object.isEmpty()) {
            return Answer.refused(
                    JsonNull.INSTANCE,
                    Reason.REQUEST,
                    "a request is a JSON object on one line, such as {\"id\":1,\"command\":\"status\"}");
        }
        JsonElement id = Request.id(object.get());
        try {
            Request request = Request.of(object.get());
            return awaited(workers.submit(() -> fulfil(id, request)));
        } catch (BadRequestException e) {
            return Answer.refused(id, Reason.REQUEST, e.getMessage());
        } catch (ExecutionException e) {
            return failed(id, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.refused(id, Reason.STOPPING, "the server is stopping");
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

    private String fulfil(JsonElement id, Request request) throws BadRequestException, HostException {
        if (request.command().effect() == Command.Effect.CHANGES) {
            switch (steering.status().state()) {
                case "starting" -> {
                    return Answer.refused(
                            id,
                            Reason.STARTING,
                            "the server is still starting: try again when 'platterctl status' says that it is ready");
                }
                case "stopping" -> {
                    return Answer.refused(
                            id,
                            Reason.STOPPING,
                            "the server is stopping, and nothing can be changed any more: start it again first");
                }
                default -> {}
            }
        }
        return Answer.done(id, RecordJson.of(request.command().run(steering, shell, request.arguments())));
    }

    private String failed(JsonElement id, Throwable cause) {
        return switch (cause) {
            case BadRequestException bad -> Answer.refused(id, Reason.REQUEST, bad.getMessage());
            case HostException refusal -> Answer.refused(id, Reason.REFUSED, refusal.getMessage());
            default -> {
                log.log(Level.ERROR, "a command over the control socket has failed", cause);
                yield Answer.refused(
                        id, Reason.FAILED, "the server has failed at this, and its log says where: " + cause);
            }
        };
    }
}
