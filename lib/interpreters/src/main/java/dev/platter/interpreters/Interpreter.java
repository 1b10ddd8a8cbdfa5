// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The process that runs a script. Any number of calls may be under way; the package's documentation has the form in which they are sent.
 *
 * <p>Two threads belong to it: one writes calls, all that have come meanwhile in one go, and one reads answers. Neither waits for the
 * other, so a script that is slow to read cannot keep the server from reading what it has answered.
 *
 * <p>{@link #under} decides who tells an outcome: the one that removes the call. So a call ends once, whether by its answer, by the end of
 * the process, or because its client has gone, and only its answer touches its buffer.
 */
final class Interpreter {
    private static final int BUFFER = 1 << 16;

    /** More than the longest read, and than any list. */
    private static final int LONGEST_ANSWER = 64 << 20;

    private static final int LONGEST_HEADER = 200;
    private static final Duration MOST_AFTER_THE_END = Duration.ofSeconds(1);
    private static final byte[] NOTHING = {};

    private final String script;
    private final Process process;
    private final LastLines printed;
    private final Consumer<String> shutdown;
    private final System.Logger log;
    private final Runnable ended;
    private final BlockingQueue<Sending> queue = new LinkedBlockingQueue<>();
    private final Map<Long, Call> under = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicBoolean dead = new AtomicBoolean();
    private final CompletableFuture<String> reason = new CompletableFuture<>();
    private final Thread writer;
    private final Thread reader;

    private record Sending(long number, Call call) {}

    /**
     * Starts it.
     *
     * @param script its name, for messages
     * @param shutdown ends the server, for a reason
     * @param ended is run when the process has ended, after the calls that were under way have failed
     */
    Interpreter(Language language, String script, System.Logger log, Consumer<String> shutdown, Runnable ended)
            throws IOException {
        this.script = script;
        this.shutdown = shutdown;
        this.log = log;
        this.ended = ended;
        process = language.start();
        printed = new LastLines(
                process.getErrorStream(), line -> log.log(System.Logger.Level.INFO, script + ": " + line));
        writer = Thread.ofPlatform().daemon().name("calls of " + script).start(this::write);
        reader = Thread.ofPlatform().daemon().name("answers of " + script).start(this::read);
    }

    boolean isDead() {
        return dead.get();
    }

    /** Begins a call. */
    void begin(Call call) {
        long number = numbers.incrementAndGet();
        under.put(number, call);
        queue.add(new Sending(number, call));
        if (dead.get() && under.remove(number, call)) {
            call.outcome().failed(hasEnded(reason.getNow("")));
        }
    }

    /** Calls a function and waits for it, until its client has gone, if it is for one. */
    byte[] call(String method, Optional<ConnectedClient> client, long handle, byte[] payload) throws IOException {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        Call call = new Call(method, client, handle, 0, 0, 0, payload, null, new Call.Outcome() {
            @Override
            public void answered(byte[] bytes) {
                answer.complete(bytes);
            }

            @Override
            public void failed(IOException error) {
                answer.completeExceptionally(error);
            }
        });
        begin(call);
        try (AutoCloseable _ =
                client.isPresent() ? client.get().client().whenGone(() -> abandon(call::equals)) : () -> {}) {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DiskException(NbdError.ESHUTDOWN, script + ": interrupted during " + method, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives up waiting for calls: those that were not sent are not, and the answers of others are dropped. */
    void abandon(Predicate<Call> which) {
        queue.removeIf(sending -> which.test(sending.call()));
        under.forEach((number, call) -> {
            if (which.test(call) && under.remove(number, call)) {
                call.outcome()
                        .failed(new DiskException(
                                NbdError.ESHUTDOWN,
                                script + ": no answer to " + call.method() + " when its client had gone"));
            }
        });
    }

    /** Ends the process. */
    void end(String why) {
        if (!dead.compareAndSet(false, true)) {
            return;
        }
        // The program before what it has started, which it would otherwise see ending, and go on.
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        writer.interrupt();
        String last = printed.text();
        String sentence = last.isEmpty() ? why : why + ": " + last;
        reason.complete(sentence);
        queue.clear();
        under.forEach((number, call) -> {
            if (under.remove(number, call)) {
                call.outcome().failed(hasEnded(sentence));
            }
        });
        ended.run();
    }

    /** Waits until nothing is left of the process; a program that it has started and that keeps its pipes is not waited for. */
    void awaitEnd() {
        try {
            writer.join(MOST_AFTER_THE_END);
            reader.join(MOST_AFTER_THE_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DiskException hasEnded(String why) {
        return new DiskException(NbdError.EIO, script + ": " + (why.isEmpty() ? "the interpreter has ended" : why));
    }

    private void write() {
        byte[] buffer = new byte[BUFFER];
        int used = 0;
        try (OutputStream out = process.getOutputStream()) {
            while (!dead.get()) {
                Sending next = queue.poll();
                if (next == null) {
                    out.write(buffer, 0, used);
                    out.flush();
                    used = 0;
                    next = queue.take();
                }
                for (byte[] part :
                        List.of(next.call().header(next.number()), next.call().payload())) {
                    if (used + part.length > BUFFER) {
                        out.write(buffer, 0, used);
                        used = 0;
                    }
                    if (part.length > BUFFER) {
                        out.write(part);
                    } else {
                        System.arraycopy(part, 0, buffer, used, part.length);
                        used += part.length;
                    }
                }
            }
        } catch (IOException | InterruptedException e) {
            // The reader sees the end of the process too, and knows more about it.
        }
    }

    private void read() {
        String why;
        try (InputStream in = new BufferedInputStream(process.getInputStream(), BUFFER)) {
            byte[] chunk = new byte[BUFFER];
            String header = line(in);
            while (!header.isEmpty()) {
                take(header, in, chunk);
                header = line(in);
            }
            why = "the interpreter has ended" + status();
        } catch (IOException | RuntimeException e) {
            why = "the interpreter was ended: " + e.getMessage();
        }
        end(why);
    }

    private String status() {
        try {
            return process.waitFor(Duration.ofSeconds(1)) ? " with status " + process.exitValue() : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** A line without its end; empty at the end of all. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return "";
            }
            line.append((char) next);
            if (line.length() > LONGEST_HEADER) {
                throw new IOException("it has written '" + line + "' where an answer was expected");
            }
        }
        return line.isEmpty() ? " " : line.toString();
    }

    private void take(String header, InputStream in, byte[] chunk) throws IOException {
        String[] words = header.split(" ", -1);
        int status;
        int length;
        long number;
        try {
            number = Long.parseLong(words[0]);
            status = Integer.parseInt(words[1]);
            length = Integer.parseInt(words[3]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("it has written '" + header + "' where an answer was expected", e);
        }
        if (length < 0 || length > LONGEST_ANSWER) {
            throw new IOException("an answer of " + length + " bytes is longer than any, at most " + LONGEST_ANSWER);
        }
        if (number == 0) {
            String line = new String(bytes(in, length), StandardCharsets.UTF_8);
            if (words[2].indexOf('s') >= 0) {
                shutdown.accept(script + " asked for it");
            } else {
                log.log(System.Logger.Level.DEBUG, script + ": " + line);
            }
            return;
        }
        Call call = under.remove(number);
        if (call == null) {
            in.skipNBytes(length);
            return;
        }
        try {
            answered(call, status, words[2], length, in, chunk);
        } catch (IOException e) {
            call.outcome().failed(hasEnded(e.getMessage()));
            throw e;
        }
    }

    private void answered(Call call, int status, String actions, int length, InputStream in, byte[] chunk)
            throws IOException {
        ByteBuffer into = call.into();
        byte[] answer = NOTHING;
        IOException wrong = null;
        if (status != 0) {
            wrong = failure(call, status, new String(bytes(in, length), StandardCharsets.UTF_8));
        } else if (into == null) {
            answer = bytes(in, length);
        } else if (into.remaining() == length) {
            fill(into, in, chunk);
        } else {
            in.skipNBytes(length);
            wrong = new DiskException(
                    NbdError.EIO,
                    script + ": " + call.method() + " was to give " + into.remaining() + " bytes and gave " + length);
        }
        act(call, actions);
        if (wrong == null) {
            call.outcome().answered(answer);
        } else {
            call.outcome().failed(wrong);
        }
    }

    private static byte[] bytes(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("an answer broke off after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static void fill(ByteBuffer into, InputStream in, byte[] chunk) throws IOException {
        while (into.hasRemaining()) {
            int some = in.read(chunk, 0, Math.min(chunk.length, into.remaining()));
            if (some < 0) {
                throw new IOException("an answer broke off " + into.remaining() + " bytes before its end");
            }
            into.put(chunk, 0, some);
        }
    }

    private DiskException failure(Call call, int status, String message) {
        String[] parts = message.split("\n", 2);
        if (parts.length > 1) {
            log.log(System.Logger.Level.DEBUG, script + ": " + call.method() + ": " + parts[1]);
        }
        return new DiskException(SystemError.of(status), script + ": " + call.method() + ": " + parts[0]);
    }

    private void act(Call call, String actions) {
        if (call.client().isPresent()) {
            if (actions.indexOf('d') >= 0) {
                call.client().get().letGo();
            }
            if (actions.indexOf('D') >= 0) {
                call.client().get().client().disconnect();
            }
        }
    }
}
