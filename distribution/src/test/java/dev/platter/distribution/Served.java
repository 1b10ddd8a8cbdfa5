// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A running server. Its {@code --run} command prints the server's address as soon as the server listens, and then reads from
 * a pipe until that is closed. So a test waits no longer than needed, and even a killed test JVM leaves nothing behind.
 */
final class Served implements AutoCloseable {
    static final String CAPTIVE = "echo \"$uri\"; echo \"$unixsocket\"; exec cat";

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final String uri;
    private final Path socket;
    private final CompletableFuture<String> complaints;

    private Served(Process process, String uri, Path socket, CompletableFuture<String> complaints) {
        this.process = process;
        this.uri = uri;
        this.socket = socket;
        this.complaints = complaints;
    }

    static Served started(Process process) throws IOException {
        CompletableFuture<String> complaints =
                CompletableFuture.supplyAsync(() -> read(process), Thread::startVirtualThread);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String uri = out.readLine();
        assertNotNull(uri, () -> "the server has not started: " + complaints.join());
        return new Served(process, uri, Path.of(out.readLine()), complaints);
    }

    String uri() {
        return uri;
    }

    /** The Unix socket; an empty path if the server listens on a port. */
    Path socket() {
        return socket;
    }

    /** The TCP port; -1 if the server listens on a Unix socket. */
    int port() {
        return URI.create(uri).getPort();
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /**
     * Ends the server, and demands that it exits with status 0, removes its socket and has leaked no buffer.
     *
     * @return what the server has written to its standard error
     */
    String end() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the server does not end: " + complaints.join());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        assertEquals(0, process.exitValue(), complaints::join);
        assertTrue(socket.toString().isEmpty() || Files.notExists(socket), "the socket is still there");
        assertFalse(complaints.join().contains("LEAK:"), complaints::join);
        return complaints.join();
    }

    @Override
    public void close() throws IOException {
        end();
    }

    private static String read(Process process) {
        try (var err = process.getErrorStream()) {
            return new String(err.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
