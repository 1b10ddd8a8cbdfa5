// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.platter.control.line.JsonText;
import dev.platter.control.line.LineChannel;
import dev.platter.control.line.LineException;
import dev.platter.control.line.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A connection to a server. For one thread. */
final class ControlClient implements Closeable {
    /** Room for the answer of a server with a hundred thousand connections. */
    private static final int LONGEST_ANSWER = 64 << 20;

    private final Path socket;
    private final LineChannel lines;
    private long requests;

    private ControlClient(Path socket, LineChannel lines) {
        this.socket = socket;
        this.lines = lines;
    }

    /** Connects, or says why that is not possible. */
    static ControlClient connect(Path socket) throws Failure {
        try {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            return new ControlClient(socket, new LineChannel(channel, LONGEST_ANSWER));
        } catch (ConnectException e) {
            throw new Failure(
                    ExitStatus.NO_SERVER,
                    "no server listens at " + shown(socket)
                            + ": the one that made this socket was killed or is just ending; start platterd again");
        } catch (IOException e) {
            throw new Failure(ExitStatus.NO_SERVER, unreachable(socket, e));
        }
    }

    private static String unreachable(Path socket, IOException e) {
        Path folder = socket.toAbsolutePath().getParent();
        boolean closed = folder != null && Files.exists(folder) && !Files.isExecutable(folder);
        if (closed || (Files.exists(socket) && !Files.isWritable(socket))) {
            return "you may not use the control socket " + shown(socket)
                    + ": only the server's own user and root may; try sudo";
        } else if (Files.exists(socket)) {
            return "the control socket " + shown(socket) + " cannot be used: " + e.getMessage();
        } else if (e.getMessage() != null && e.getMessage().contains("too long")) {
            return "the path of the control socket is too long for this system: " + shown(socket);
        }
        return "there is no server at " + shown(socket)
                + ": start platterd, or name the socket of a running one with --socket or PLATTER_CONTROL";
    }

    private static String shown(Path socket) {
        return Printable.of(socket.toString());
    }

    /**
     *
     * Sends a command and waits for its result.
     *
     * @param patience how long to wait for the answer; empty for as long as it takes
     * @return its result
     */
    JsonElement call(String command, JsonObject arguments, Optional<Duration> patience) throws Failure {
        requests++;
        var request = new JsonObject();
        request.addProperty("id", requests);
        request.addProperty("command", command);
        request.add("arguments", arguments);
        return result(exchange(JsonText.of(request), patience));
    }

    private String exchange(String request, Optional<Duration> patience) throws Failure {
        var answered = new CountDownLatch(1);
        var late = new AtomicBoolean();
        patience.ifPresent(time -> Thread.ofVirtual().start(() -> closeUnless(answered, time, late)));
        try {
            lines.write(request);
            return lines.read().orElseThrow(this::gone);
        } catch (LineException e) {
            throw Fields.strange(e.getMessage());
        } catch (IOException e) {
            if (late.get()) {
                throw new Failure(
                        ExitStatus.NO_SERVER,
                        "the server at " + shown(socket) + " has not answered for "
                                + patience.orElseThrow().toSeconds()
                                + " seconds: it hangs or is overloaded; see its log");
            }
            throw gone();
        } finally {
            answered.countDown();
        }
    }

    /** Waits with a time limit, which Unix sockets do not have themselves. */
    private void closeUnless(CountDownLatch answered, Duration time, AtomicBoolean late) {
        try {
            if (!answered.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                late.set(true);
                lines.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Failure gone() {
        return new Failure(
                ExitStatus.NO_SERVER,
                "the server at " + shown(socket)
                        + " has ended before it answered: it may or may not have done what it was asked");
    }

    private JsonElement result(String line) throws Failure {
        Fields answer = Fields.of(JsonText.object(line).orElseThrow(() -> Fields.strange("it is not a JSON object")));
        boolean ok = answer.flag("ok");
        if (answer.isNull("id")) {
            // Sent before any request was read: the server refuses this client.
            throw refusal(answer);
        }
        if (answer.number("id") != requests) {
            throw Fields.strange("it is the answer to another request");
        }
        if (!ok) {
            throw refusal(answer);
        }
        return answer.element("result");
    }

    private static Failure refusal(Fields answer) throws Failure {
        String sentence = Printable.lines(answer.text("error")).stripTrailing();
        String reason = answer.text("reason");
        if (reason.equals(Reason.REFUSED.word()) || reason.equals(Reason.FAILED.word())) {
            return new Failure(ExitStatus.REFUSED, sentence);
        } else if (reason.equals(Reason.STARTING.word()) || reason.equals(Reason.STOPPING.word())) {
            return new Failure(ExitStatus.NO_SERVER, sentence);
        }
        return new Failure(ExitStatus.TROUBLE, "the server has not understood the request: " + sentence);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
