// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The process that runs a script. Any number of calls may be under way; the package's documentation has the form in which they are sent.
 *
 * <p>Two threads belong to it: one writes calls, and one reads answers. Neither waits for the other, so a script that is slow to read
 * cannot keep the server from reading what it has answered.
 */
final class Interpreter {
    private static final Duration MOST_AFTER_THE_END = Duration.ofSeconds(1);

    /** For what the process has written before its end. */
    private static final Duration LAST_ANSWERS = Duration.ofMillis(500);

    private final String script;
    private final Process process;
    private final LastLines printed;
    private final Runnable ended;
    private final PendingCalls pending = new PendingCalls();
    private final AtomicBoolean dead = new AtomicBoolean();
    private final CompletableFuture<String> reason = new CompletableFuture<>();
    private final Sender sender;
    private final Thread reader;

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
        this.ended = ended;
        process = language.start();
        printed = new LastLines(
                process.getErrorStream(), line -> log.log(System.Logger.Level.INFO, script + ": " + line));
        sender = new Sender(process.getOutputStream(), "calls of " + script);
        Answers answers = new Answers(script, pending, sender, log, shutdown);
        reader = Thread.ofPlatform().daemon().name("answers of " + script).start(() -> read(answers));
        // Programs that the script has started may keep the pipe open, so the reader may never see an end.
        process.onExit()
                .thenRunAsync(
                        () -> end("the interpreter has ended" + status()),
                        CompletableFuture.delayedExecutor(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS));
    }

    boolean isDead() {
        return dead.get();
    }

    /** Begins a call. */
    void begin(Call call) {
        long number = pending.add(call);
        sender.add(number, call);
        if (dead.get()) {
            // The reason takes a moment longer than the end.
            reason.thenAccept(sentence ->
                    pending.take(number).ifPresent(late -> late.outcome().failed(hasEnded(sentence))));
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
        pending.fail(which, this::nobodyWaits);
        sender.drop(which)
                .forEach(number ->
                        pending.take(number).ifPresent(late -> late.outcome().failed(nobodyWaits(late))));
    }

    private DiskException nobodyWaits(Call call) {
        return new DiskException(
                NbdError.ESHUTDOWN, script + ": no answer to " + call.method() + " when its client had gone");
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
        sender.stop();
        String last = printed.text();
        String sentence = last.isEmpty() ? why : why + ": " + last;
        reason.complete(sentence);
        pending.fail(_ -> true, _ -> hasEnded(sentence));
        ended.run();
    }

    /** Lets the helper do what its language does at the end of a program, and ends the process if that takes long. */
    void finish(Duration most) {
        sender.stop();
        try {
            process.waitFor(most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end("the plugin is stopped");
    }

    /** Waits until nothing is left of the process; a program that it has started and that keeps its pipes is not waited for. */
    void awaitEnd() {
        try {
            sender.awaitEnd(MOST_AFTER_THE_END);
            reader.join(MOST_AFTER_THE_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DiskException hasEnded(String why) {
        return new DiskException(NbdError.EIO, script + ": " + why);
    }

    private void read(Answers answers) {
        String why;
        try {
            answers.read(process.getInputStream());
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
}
