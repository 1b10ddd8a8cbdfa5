// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes what a helper answers to the calls that wait for it. */
final class Answers {
    private static final byte[] NOTHING = {};

    private final String script;
    private final PendingCalls pending;
    private final Sender sender;
    private final System.Logger log;
    private final Consumer<String> shutdown;

    /**
     * For one script.
     *
     * @param script its name, for messages
     * @param shutdown ends the server, for a reason
     */
    Answers(String script, PendingCalls pending, Sender sender, System.Logger log, Consumer<String> shutdown) {
        this.script = script;
        this.pending = pending;
        this.sender = sender;
        this.log = log;
        this.shutdown = shutdown;
    }

    /**
     * Reads to the end.
     *
     * @throws IOException if something else than an answer comes
     */
    void read(InputStream written) throws IOException {
        try (AnswerStream in = new AnswerStream(written)) {
            Optional<AnswerHeader> header = in.header();
            while (header.isPresent()) {
                take(header.get(), in);
                header = in.header();
            }
        }
    }

    private void take(AnswerHeader header, AnswerStream in) throws IOException {
        if (header.isForTheLog()) {
            String line = new String(in.bytes(header.length()), StandardCharsets.UTF_8);
            if (header.asks('s')) {
                shutdown.accept(script + " asked for it");
            } else {
                log.log(System.Logger.Level.DEBUG, script + ": " + line);
            }
            return;
        }
        Optional<Call> call = pending.take(header.number());
        if (call.isEmpty()) {
            in.skip(header.length());
            return;
        }
        sender.answered(call.get());
        try {
            answer(call.get(), header, in);
        } catch (IOException e) {
            call.get().outcome().failed(new DiskException(NbdError.EIO, script + ": " + e.getMessage(), e));
            throw e;
        }
    }

    private void answer(Call call, AnswerHeader header, AnswerStream in) throws IOException {
        ByteBuffer into = call.into();
        byte[] answer = NOTHING;
        IOException wrong = null;
        if (header.status() != 0) {
            wrong = failure(call, header.status(), new String(in.bytes(header.length()), StandardCharsets.UTF_8));
        } else if (into == null) {
            answer = in.bytes(header.length());
        } else if (into.remaining() == header.length()) {
            in.fill(into);
        } else {
            in.skip(header.length());
            wrong = new DiskException(
                    NbdError.EIO,
                    script + ": " + call.method() + " was to give " + into.remaining() + " bytes and gave "
                            + header.length());
        }
        letGo(call, header);
        if (wrong == null) {
            call.outcome().answered(answer);
        } else {
            call.outcome().failed(wrong);
        }
    }

    private DiskException failure(Call call, int status, String message) {
        String[] parts = message.split("\n", 2);
        if (parts.length > 1) {
            parts[1].lines()
                    .forEach(line -> log.log(System.Logger.Level.DEBUG, script + ": " + call.method() + ": " + line));
        }
        return new DiskException(SystemError.of(status), script + ": " + call.method() + ": " + parts[0]);
    }

    private static void letGo(Call call, AnswerHeader header) {
        if (call.client().isPresent()) {
            ConnectedClient client = call.client().get();
            if (header.asks('d')) {
                client.letGo();
            }
            if (header.asks('D')) {
                client.client().disconnect();
            }
        }
    }
}
