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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Calls methods of a script, and does what the status of a program asks for.
 *
 * <p>A script can let a client go (status 7 and 8): its connection stays, and its later requests fail without a program being run.
 */
final class Calls {
    /** More than the longest read. */
    private static final int MOST_PRINTED = 64 << 20;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Script script;
    private final Programs programs;
    private final Consumer<String> shutdown;

    /** Connections of clients that were let go, by {@link Client#id}. */
    private final Set<Long> letGo = ConcurrentHashMap.newKeySet();

    /** @param shutdown ends the server, for a reason */
    Calls(Script script, Programs programs, Consumer<String> shutdown) {
        this.script = script;
        this.programs = programs;
        this.shutdown = shutdown;
    }

    Script script() {
        return script;
    }

    /**
     * A call that no client waits for.
     *
     * @return what it answered; empty if the script does not have the method
     * @throws DiskException if it failed, with its error and sentence, or answered a question that was not asked
     */
    Optional<Answer> call(String method, String... arguments) throws IOException {
        return affirmative(method, run(Optional.empty(), NOTHING, method, arguments));
    }

    /** The same, for a client; the program is ended when the client has gone. */
    Optional<Answer> call(Client client, String method, String... arguments) throws IOException {
        return affirmative(method, run(Optional.of(client), NOTHING, method, arguments));
    }

    /**
     * A question of a client, which the status answers.
     *
     * @return the answer; empty if the script does not have the method
     */
    Optional<Boolean> ask(Client client, String question, String... arguments) throws IOException {
        return run(Optional.of(client), NOTHING, question, arguments).map(answer -> answer.status() != Answer.FALSE);
    }

    /**
     * A request of a client, unless the script has let the client go.
     *
     * @param input what the program reads
     */
    Optional<Answer> request(Client client, ByteBuffer input, String method, String... arguments) throws IOException {
        if (letGo.contains(client.id())) {
            throw new DiskException(NbdError.ESHUTDOWN, script + " takes no more requests of this client");
        }
        return affirmative(method, run(Optional.of(client), input, method, arguments));
    }

    /** Takes note that the disk of a client is closed. */
    void forget(Client client) {
        letGo.remove(client.id());
    }

    private Optional<Answer> run(Optional<Client> client, ByteBuffer input, String method, String... arguments)
            throws IOException {
        List<String> words = new ArrayList<>(script.words(method));
        if (words.isEmpty()) {
            return Optional.empty();
        }
        words.add(method);
        words.addAll(List.of(arguments));
        Function<Programs.Ending, AutoCloseable> ending =
                end -> client.isPresent() ? client.get().whenGone(end::end) : () -> {};
        return ended(method, programs.run(words, input, MOST_PRINTED, ending), client);
    }

    private Optional<Answer> ended(String method, Answer answer, Optional<Client> client) throws DiskException {
        NbdError otherwise = NbdError.EIO;
        switch (answer.status()) {
            case Answer.MISSING -> {
                return Optional.empty();
            }
            case Answer.DISCONNECT -> {
                if (client.isEmpty()) {
                    // As with nbdkit, as if it did not have the method.
                    return Optional.empty();
                }
                client.get().disconnect();
                throw new DiskException(NbdError.ESHUTDOWN, script + ": disconnected by the " + method + " method");
            }
            case Answer.SHUT_DOWN, Answer.SHUT_DOWN_FAILED -> {
                shutdown.accept(script + " asked for it in " + method);
                otherwise = NbdError.ESHUTDOWN;
            }
            case Answer.LET_GO, Answer.LET_GO_FAILED -> {
                client.ifPresent(this::letGo);
                otherwise = NbdError.ESHUTDOWN;
            }
            default -> {}
        }
        if (answer.succeeded() || answer.status() == Answer.FALSE) {
            return Optional.of(answer);
        }
        throw Complaint.of(answer.complaint(), otherwise).of(script, method, answer.status());
    }

    private void letGo(Client client) {
        letGo.add(client.id());
        // The disk may not have been opened yet.
        client.whenGone(() -> forget(client));
    }

    private Optional<Answer> affirmative(String method, Optional<Answer> answer) throws DiskException {
        if (answer.isPresent() && answer.get().status() == Answer.FALSE) {
            throw new DiskException(
                    NbdError.EIO, script + ": " + method + " method returned unexpected code (3/false)");
        }
        return answer;
    }
}
