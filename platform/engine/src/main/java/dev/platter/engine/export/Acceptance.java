// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * What the chains that a connection came to have said of its client. The members of a chain look at a client once ({@link
 * dev.platter.api.Plugin#accept}), however often it names the export; a refusal stands for as long as it is connected.
 *
 * <p>When they look is up to the {@link Exports}: if one export is behind every name, as soon as a client has connected; with
 * several of them, when the client first names theirs, since they have no say about the others. They see the same client in
 * either case: the name, TLS and the wish to read only are not known.
 *
 * <p>Belongs to one connection, and to one thread at a time. Keeps no chain in memory.
 */
public final class Acceptance {
    private final Client client;

    /** Empty for yes, else the reason. As text, since the exception may be of a bundle that is to be collected. */
    private final Map<Chain, Optional<String>> answers = new WeakHashMap<>();

    /**
     * Begins without any answer.
     *
     * @param client the client, of which nothing is known but where it comes from
     */
    public Acceptance(Client client) {
        this.client = client;
    }

    /** Lets the members of a chain look at the client, if they have not. */
    void by(Chain chain) throws DiskException {
        Optional<String> known = answers.get(chain);
        if (known == null) {
            known = ask(chain);
            answers.put(chain, known);
        }
        if (known.isPresent()) {
            throw new DiskException(NbdError.EPERM, known.get());
        }
    }

    private Optional<String> ask(Chain chain) {
        try {
            chain.accept(client);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            return Optional.of(e.toString());
        }
    }
}
