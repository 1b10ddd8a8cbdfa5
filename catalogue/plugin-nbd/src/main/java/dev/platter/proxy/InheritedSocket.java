// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.client.Transport;
import dev.platter.libc.StreamSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A socket that is connected already, by the program that has started this one. */
final class InheritedSocket implements Route {
    private final int descriptor;
    private final AtomicBoolean used = new AtomicBoolean();

    InheritedSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public Transport connect(Attempt attempt) throws IOException {
        if (!StreamSocket.isPossible()) {
            throw refusal("cannot be used, since only Linux has native calls here: name the server by hostname=,"
                    + " socket= or uri=");
        }
        Path entry = Path.of("/proc/self/fd/" + descriptor);
        if (!Files.isSymbolicLink(entry)) {
            throw refusal("was not handed over: connect it where the server is started");
        }
        String target = Files.readSymbolicLink(entry).toString();
        if (!target.startsWith("socket:")) {
            throw refusal("is not a socket, but " + target);
        }
        if (used.getAndSet(true)) {
            throw refusal("has ended, and cannot be connected anew");
        }
        return new PolledSocket(attempt.opening(StreamSocket.ofDescriptor(descriptor)));
    }

    private IOException refusal(String reason) {
        return new IOException("socket-fd=" + descriptor + ": the descriptor " + reason);
    }

    @Override
    public boolean isForOneConnection() {
        return true;
    }

    @Override
    public boolean leadsTwice() {
        return false;
    }
}
