// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Runs programs as Java does, which works everywhere. */
final class JavaPrograms implements Programs {
    private static final File NOTHING =
            new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");

    /** A complaint is shown to people and to clients; what is longer is cut off. */
    private static final int LONGEST_COMPLAINT = 4096;

    private final Map<String, String> environment;

    JavaPrograms(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Answer run(List<String> words, ByteBuffer input, int most, Function<Ending, AutoCloseable> ending)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (!input.hasRemaining()) {
            builder.redirectInput(Redirect.from(NOTHING));
        }
        Process process = builder.start();
        CompletableFuture<String> complaint =
                CompletableFuture.supplyAsync(() -> complaint(process), Thread::startVirtualThread);
        CompletableFuture<Void> feeding = input.hasRemaining()
                ? CompletableFuture.runAsync(() -> feed(process, input), Thread::startVirtualThread)
                : CompletableFuture.completedFuture(null);
        CompletableFuture<byte[]> printing =
                CompletableFuture.supplyAsync(() -> printed(process, most), Thread::startVirtualThread);
        CompletableFuture<byte[]> ended = new CompletableFuture<>();
        try (AutoCloseable _ = ending.apply(() -> {
            kill(process.toHandle());
            ended.complete(new byte[0]);
        })) {
            // What the program starts while it is killed may live on, and keep its output open.
            byte[] printed = (byte[]) CompletableFuture.anyOf(printing, ended).join();
            if (printed.length > most) {
                throw new IOException(words.getFirst() + " printed more than " + most + " bytes");
            }
            int status = process.waitFor();
            return new Answer(status, printed, ended.isDone() ? "" : complaint.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + words.getFirst() + " ran", e);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            kill(process.toHandle());
            // The input is the caller's again.
            feeding.join();
        }
    }

    /** A script need not read what it is given; its status says whether that matters. */
    private static void feed(Process process, ByteBuffer input) {
        try (OutputStream stdin = process.getOutputStream()) {
            Channels.newChannel(stdin).write(input);
        } catch (IOException e) {
            input.position(input.limit());
        }
    }

    private static byte[] printed(Process process, int most) {
        try {
            return process.getInputStream().readNBytes(most + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String complaint(Process process) {
        try (InputStream stderr = process.getErrorStream()) {
            byte[] beginning = stderr.readNBytes(LONGEST_COMPLAINT);
            stderr.skip(Long.MAX_VALUE);
            return new String(beginning, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program before what it has started, which it would otherwise see ending, and go on. */
    private static void kill(ProcessHandle process) {
        if (process.isAlive()) {
            List<ProcessHandle> started = process.descendants().toList();
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
