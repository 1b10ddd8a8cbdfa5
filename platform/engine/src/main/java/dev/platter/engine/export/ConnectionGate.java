// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import java.util.ArrayDeque;

/** Lets one connection at a time in, for chains that bear no more; the others wait in the order in which they came. */
public final class ConnectionGate {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean occupied;

    ConnectionGate() {}

    /**
     * Asks to be let in.
     *
     * @param in runs as soon as there is room: at once on this thread, or later on the thread of the one that leaves
     */
    public void enter(Runnable in) {
        synchronized (this) {
            if (occupied) {
                waiting.addLast(in);
                return;
            }
            occupied = true;
        }
        in.run();
    }

    /** Makes room for the next one. Called once for each that was let in. */
    public void leave() {
        Runnable next;
        synchronized (this) {
            next = waiting.pollFirst();
            occupied = next != null;
        }
        if (next != null) {
            next.run();
        }
    }
}
