// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls methods of a script, and does what the status of a program asks for. */
final class Calls {
    /** More than the longest read. */
    private static final int MOST_PRINTED = 64 << 20;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Script script;
    private final Programs programs;
    private final Consumer<String> shutdown;

    /** @param shutdown ends the server, for a reason */
    Calls(Script script, Programs programs, Consumer<String> shutdown) {
        this.script = script;
        this.programs = programs;
        this.shutdown = shutdown;
    }

    Script script() {
        return script;
    }

    /** A call on behalf of nobody in particular. */
    Optional<Answer> call(String method, String... arguments) throws IOException {
        List<String> words = words(method, arguments);
        return words.isEmpty()
                ? Optional.empty()
                : ended(method, programs.run(words, NOTHING, MOST_PRINTED, _ -> () -> {}), Optional.empty());
    }

    /** A call that a client waits for; the program is ended when the client has gone. */
    Optional<Answer> call(Client client, String method, String... arguments) throws IOException {
        return call(client, NOTHING, method, arguments);
    }

    /**
     * A call that a client waits for; the program is ended when the client has gone.
     *
     * @param input what the program reads
     * @return what it answered, where it succeeded or said no; empty if it does not have the method
     * @throws DiskException if it failed, with its error and sentence
     */
    Optional<Answer> call(Client client, ByteBuffer input, String method, String... arguments) throws IOException {
        List<String> words = words(method, arguments);
        return words.isEmpty()
                ? Optional.empty()
                : ended(
                        method,
                        programs.run(words, input, MOST_PRINTED, ending -> client.whenGone(ending::end)),
                        Optional.of(client));
    }

    private List<String> words(String method, String... arguments) {
        List<String> words = new ArrayList<>(script.words(method));
        if (!words.isEmpty()) {
            words.add(method);
            words.addAll(List.of(arguments));
        }
        return words;
    }

    private Optional<Answer> ended(String method, Answer answer, Optional<Client> client) throws DiskException {
        NbdError otherwise = NbdError.EIO;
        switch (answer.status()) {
            case Answer.MISSING -> {
                return Optional.empty();
            }
            case Answer.SHUT_DOWN, Answer.SHUT_DOWN_FAILED -> {
                shutdown.accept(script + " asked for it in " + method);
                otherwise = NbdError.ESHUTDOWN;
            }
            case Answer.DISCONNECT, Answer.LET_GO, Answer.LET_GO_FAILED -> {
                client.ifPresent(Client::disconnect);
                otherwise = NbdError.ESHUTDOWN;
            }
            default -> {}
        }
        if (answer.succeeded() || answer.status() == Answer.FALSE) {
            return Optional.of(answer);
        }
        throw Complaint.of(answer.complaint(), otherwise).of(script, method, answer.status());
    }

    /** Demands that a method that cannot say no has not said it. */
    Answer affirmative(String method, Answer answer) throws DiskException {
        if (answer.status() == Answer.FALSE) {
            throw new DiskException(
                    NbdError.EIO, script + ": " + method + " ended with status 3, which only a question may answer");
        }
        return answer;
    }
}
