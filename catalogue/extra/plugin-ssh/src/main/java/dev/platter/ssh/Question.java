// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A request whose answer is short. */
final class Question extends Request {
    private final Consumer<Buffer> body;
    private final @Nullable ByteBuffer destination;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    Question(int type, Consumer<Buffer> body) {
        this(type, body, null);
    }

    /** Asks for bytes of a file, and takes so many of them as there are. */
    Question(int type, Consumer<Buffer> body, @Nullable ByteBuffer destination) {
        super(type);
        this.body = body;
        this.destination = destination;
    }

    @Override
    @Nullable
    ByteBuffer destination() {
        return destination;
    }

    CompletableFuture<Answer> answer() {
        return answer;
    }

    @Override
    void put(Buffer packet) {
        body.accept(packet);
    }

    @Override
    void answered(Answer given) {
        answer.complete(given);
    }

    @Override
    void failed(IOException reason) {
        answer.completeExceptionally(reason);
    }
}
