// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.pause;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lets requests pass, or keeps them until it is opened again. Any thread may call it. Requests wait in a list, not on threads.
 */
final class Gate {
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean closed;
    private long underWay;

    /** A request that has not passed yet. */
    interface Waiting {
        /** Carries it out; {@link Gate#leave} follows when it has ended. */
        void proceed();
    }

    /** Lets a request pass that cannot wait; {@link #leave} must follow if it may. */
    synchronized boolean tryEnter() {
        if (closed) {
            return false;
        }
        underWay++;
        return true;
    }

    /** Carries a request out now or when the gate is opened. */
    void enter(Waiting request) {
        synchronized (this) {
            if (closed) {
                waiting.add(request);
                return;
            }
            underWay++;
        }
        request.proceed();
    }

    synchronized void leave() {
        underWay--;
        if (underWay == 0) {
            notifyAll();
        }
    }

    /** Closes the gate, and waits until no request is under way. */
    synchronized void close() throws InterruptedException {
        closed = true;
        while (closed && underWay > 0) {
            wait();
        }
    }

    /** Opens the gate, and carries out what has waited, in its order. */
    void open() {
        List<Waiting> released;
        synchronized (this) {
            closed = false;
            released = List.copyOf(waiting);
            waiting.clear();
            underWay += released.size();
            notifyAll();
        }
        released.forEach(Waiting::proceed);
    }

    /** Takes requests out that nobody waits for any more. */
    synchronized List<Waiting> takeOut(Predicate<Waiting> which) {
        List<Waiting> out = waiting.stream().filter(which).toList();
        waiting.removeAll(out);
        return out;
    }
}
