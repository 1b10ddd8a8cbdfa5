// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.export.ConnectionGate;
import dev.platter.engine.export.RefusalException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Admits a client before it is greeted: if there is only one export, its members look at the client, and if only one
 * connection at a time is served, the client waits for its turn.
 */
final class Entrance {
    private final Executor loop;
    private final ListenerTerms terms;
    private final Negotiation negotiation;
    private volatile @Nullable ConnectionGate gate;

    Entrance(Executor loop, ListenerTerms terms, Negotiation negotiation) {
        this.loop = loop;
        this.terms = terms;
        this.negotiation = negotiation;
    }

    /**
     * Asks to be admitted. One of the two callbacks is run, later, on the event loop.
     *
     * @param in runs when the client may be greeted
     * @param refused is given the reason why the client may not
     */
    void enter(Runnable in, Consumer<String> refused) {
        negotiation.openers().execute(() -> {
            try {
                negotiation.beginWithClient();
            } catch (IOException | RuntimeException | Error e) {
                String why = e instanceof RefusalException refusal ? refusal.named() : String.valueOf(e.getMessage());
                loop.execute(() -> refused.accept(why));
                return;
            }
            Runnable later = () -> loop.execute(in);
            Optional<ConnectionGate> only = terms.exports().gate();
            if (only.isPresent()) {
                gate = only.get();
                only.get().enter(later);
            } else {
                later.run();
            }
        });
    }

    /** Admits the next client, if this one was admitted through a gate. */
    void leave() {
        ConnectionGate entered = gate;
        if (entered != null) {
            entered.leave();
        }
    }
}
