// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cache;

import dev.platter.api.Completion;
import dev.platter.blocks.Steps;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Does one thing after the other, without a thread of its own. Each is a part of a client's request, whose disk stays open until it is done. */
final class Chores {
    private static final Completion NOBODY = new Completion() {
        @Override
        public void succeeded() {}

        @Override
        public void failed(IOException error) {}
    };

    private final ArrayDeque<Chore> waiting = new ArrayDeque<>();
    private boolean working;

    /** Begins with something; must not throw. */
    interface Work {
        void begin(Completion end);
    }

    private record Chore(Work work, Completion end) {}

    /** Has something done when all that was given before is done. */
    void add(Work work, Completion end) {
        synchronized (this) {
            waiting.add(new Chore(work, end));
            if (working) {
                return;
            }
            working = true;
        }
        new Steps(NOBODY) {
            @Override
            protected boolean begin() {
                Chore next = next();
                if (next == null) {
                    return false;
                }
                next.work().begin(new Completion() {
                    @Override
                    public void succeeded() {
                        next.end().succeeded();
                        goOn();
                    }

                    @Override
                    public void failed(IOException error) {
                        next.end().failed(error);
                        goOn();
                    }
                });
                return true;
            }

            private void goOn() {
                succeeded();
            }
        }.run();
    }

    private synchronized @Nullable Chore next() {
        Chore next = waiting.poll();
        working = next != null;
        return next;
    }
}
