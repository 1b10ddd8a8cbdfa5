// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Remembers whether each chain has accepted the client of a connection. The members of a chain look at a client once
 * ({@link dev.platter.api.Plugin#accept}), however often it names the export; a refusal stands for as long as the
 * client is connected.
 *
 * <p>The {@link Exports} decide when the members look: with one export behind every name, as soon as a client has
 * connected; with several, when the client first names their export, since they have no say about the others. They see
 * the same client in either case: the export name, TLS and the wish to read only are not known.
 *
 * <p>Belongs to one connection, and is used by one thread at a time. It holds chains weakly, so it does not keep them
 * in memory.
 */
public final class Acceptance {
    private final Client client;

    /** Empty if the chain accepted the client, else the reason. */
    private final Map<Chain, Optional<Refusal>> answers = new WeakHashMap<>();

    /** Text, since an exception, or its cause, may be of a class of a bundle that is to be collected. */
    private record Refusal(String member, String sentence) {}

    /**
     * Creates an acceptance without any answer.
     *
     * @param client the client, of which only its origin is known
     */
    public Acceptance(Client client) {
        this.client = client;
    }

    /** Lets the members of a chain look at the client, unless they have already done so. */
    void by(Chain chain) throws DiskException {
        Optional<Refusal> known = answers.get(chain);
        if (known == null) {
            known = ask(chain);
            answers.put(chain, known);
        }
        if (known.isPresent()) {
            throw RefusalException.again(known.get().member(), known.get().sentence());
        }
    }

    private Optional<Refusal> ask(Chain chain) {
        try {
            chain.accept(client);
            return Optional.empty();
        } catch (RefusalException e) {
            return Optional.of(new Refusal(e.member(), String.valueOf(e.getMessage())));
        } catch (IOException | RuntimeException | Error e) {
            return Optional.of(new Refusal(chain.name(), "" + e));
        }
    }
}
