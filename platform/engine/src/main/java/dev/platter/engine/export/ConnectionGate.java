// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import java.util.ArrayDeque;

/** Admits one connection at a time, for chains that allow no more; the others wait in the order in which they came. */
public final class ConnectionGate {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean occupied;

    ConnectionGate() {}

    /**
     * Asks to be admitted.
     *
     * @param in runs as soon as the gate is free: at once on this thread, or later on the thread of the connection that
     *     leaves
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

    /** Admits the next connection. Called once for each connection that was admitted. */
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
