// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import static dev.platter.api.Contents.ELSEWHERE;
import static dev.platter.api.ThreadModel.PARALLEL;
import static dev.platter.nbd.NbdError.EIO;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A file of a web server, read-only: a plugin whose storage completes requests on threads of its own, so that any number of them are under
 * way without a thread for each. Each client has an {@link HttpClient}, which ends that client's requests when it has gone.
 */
@NbdPlugin(name = "http", summary = "a file of a web server", threadModel = PARALLEL, contents = ELSEWHERE)
public record HttpPlugin(Config config) implements Plugin {
    public record Config(
            @Parameter(magic = true, help = "Where the file is: http://HOST/PATH.")
            URI uri,

            @Parameter(defaultValue = "30s", help = "How long to wait for an answer.")
            Duration timeout) {}

    @Override
    public Disk open(Client client) {
        HttpClient http =
                HttpClient.newBuilder().executor(Thread::startVirtualThread).build();
        client.whenGone(http::shutdownNow);
        return new HttpDisk(http, HttpRequest.newBuilder(config.uri()).timeout(config.timeout()));
    }

    private record HttpDisk(HttpClient http, HttpRequest.Builder request) implements AsyncDisk {
        @Override
        public long size() throws IOException {
            try {
                var head = http.send(request.copy().HEAD().build(), BodyHandlers.discarding());
                OptionalLong length = head.headers().firstValueAsLong("Content-Length");
                if (head.statusCode() != 200 || length.isEmpty()) {
                    throw new IOException(head + " does not tell the size of the file");
                }
                return length.getAsLong();
            } catch (InterruptedException e) {
                throw (IOException) new InterruptedIOException("interrupted while waiting for the size").initCause(e);
            }
        }

        @Override
        public Features features() {
            return Features.readOnly().withMultiConn(true);
        }

        /** Sending may wait, for the address of the host or for the socket. The answer is not waited for. */
        @Override
        public boolean blocking() {
            return true;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            String range = "bytes=" + offset + "-" + (offset + into.remaining() - 1);
            HttpRequest get = request.copy().header("Range", range).build();
            var part = BodyHandlers.limiting(BodyHandlers.ofByteArray(), into.remaining()); // Not the whole file.
            http.sendAsync(get, part).whenComplete((answer, failure) -> {
                if (failure != null) {
                    completion.failed(new IOException(get + " failed: " + failure.getMessage(), failure));
                } else if (answer.statusCode() != 206 || answer.body().length != into.remaining()) {
                    completion.failed(new DiskException(EIO, answer + " does not have " + range));
                } else {
                    into.put(answer.body());
                    completion.succeeded();
                }
            });
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }
}
