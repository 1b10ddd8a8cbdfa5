// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.client.PolledTransport;
import dev.platter.client.Transport;
import dev.platter.libc.ActivatedProgram;
import dev.platter.libc.Descriptors;
import dev.platter.libc.StreamSocket;
import dev.platter.libc.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A server that is started for the one connection to it, with the socket that it listens on. The connection is made before the server
 * accepts it; if the server ends instead, the system breaks the connection, since nobody else has the listening socket by then.
 */
final class StartedServer implements Route {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final List<String> words;
    private @Nullable ActivatedProgram program;

    /** @param words the program and its arguments */
    StartedServer(List<String> words) {
        this.words = List.copyOf(words);
    }

    @Override
    public synchronized Transport connect(Attempt attempt) throws IOException {
        if (!ActivatedProgram.isPossible()) {
            throw new IOException("command=" + words.getFirst() + " cannot be used: handing a socket to a program needs"
                    + " Linux and native calls; start the server beforehand, and name it by socket= or uri=");
        }
        close();
        Path folder = Files.createTempDirectory("platter-nbd");
        Path file = folder.resolve("socket");
        try {
            return start(file, attempt);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private PolledTransport start(Path file, Attempt attempt) throws IOException {
        int listening = UnixSocket.listen(file, 1);
        try {
            StreamSocket socket = attempt.opening(StreamSocket.unix());
            try {
                socket.connect(file);
                program = ActivatedProgram.start(words, System.getenv(), listening);
                return new PolledSocket(socket);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } finally {
            Descriptors.close(listening);
        }
    }

    /** The system breaks the connection a moment before it tells that the program has ended. */
    @Override
    public synchronized IOException explained(IOException failure) {
        try {
            OptionalInt status = program == null ? OptionalInt.empty() : program.endsWithin(PATIENCE);
            return status.isEmpty()
                    ? failure
                    : new IOException(
                            "command=" + words.getFirst() + " has ended with status " + status.getAsInt()
                                    + " and has not served the socket that it was given as descriptor 3",
                            failure);
        } catch (IOException e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    @Override
    public boolean isForOneConnection() {
        return true;
    }

    @Override
    public synchronized void close() throws IOException {
        if (program != null) {
            program.close();
            program = null;
        }
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
