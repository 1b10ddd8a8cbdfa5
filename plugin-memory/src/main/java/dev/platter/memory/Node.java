// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A node of the {@link ChunkTree}: a fixed number of places for nodes or chunks. It counts its children, those that are
 * about to be put in included, and can be frozen: after that no child stays that is put in.
 */
final class Node {
    static final int BITS = 10;
    static final int FAN_OUT = 1 << BITS;

    private static final VarHandle OCCUPIED;
    private static final VarHandle CHILDREN = MethodHandles.arrayElementVarHandle(Object[].class);

    /** The sign bit, so that a frozen node counts on and never seems empty. */
    private static final int FROZEN = 1 << 31;

    static {
        try {
            OCCUPIED = MethodHandles.lookup().findVarHandle(Node.class, "occupied", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Object[] children = new Object[FAN_OUT];
    private volatile int occupied;

    /** The child at a place, null where there is none. */
    @Nullable
    Object get(int place) {
        return CHILDREN.getAcquire(children, place);
    }

    /**
     * Puts a child where there is none.
     *
     * @return the child that is there now, another one if that was quicker; null if the node is frozen
     */
    @Nullable
    Object put(int place, Object child) {
        return reserve() ? putReserved(place, child) : null;
    }

    /** The second half of {@link #put}. */
    @Nullable
    Object putReserved(int place, Object child) {
        Object other = CHILDREN.compareAndExchange(children, place, null, child);
        if (other != null) {
            OCCUPIED.getAndAdd(this, -1);
            return other;
        }
        // Frozen meanwhile with what is in it: either this takes the child back, or whoever froze the node finds it,
        // and it counts as having been there in time.
        return isFrozen() && CHILDREN.compareAndSet(children, place, child, null) ? null : child;
    }

    /** Takes the child at a place, whichever it is; null if there is none. */
    @Nullable
    Object take(int place) {
        Object child = CHILDREN.getAndSet(children, place, null);
        if (child != null) {
            OCCUPIED.getAndAdd(this, -1);
        }
        return child;
    }

    /**
     * Takes a certain child out.
     *
     * @return false if it is not there (any more)
     */
    boolean remove(int place, Object child) {
        if (!CHILDREN.compareAndSet(children, place, child, null)) {
            return false;
        }
        OCCUPIED.getAndAdd(this, -1);
        return true;
    }

    /** Freezes the node if it has no child and none is about to be put in; tells whether this call did it. */
    boolean freezeIfEmpty() {
        return occupied == 0 && OCCUPIED.compareAndSet(this, 0, FROZEN);
    }

    boolean isFrozen() {
        return occupied < 0;
    }

    /** Freezes the node as it is. */
    void freeze() {
        OCCUPIED.getAndBitwiseOr(this, FROZEN);
    }

    /**
     * The first half of {@link #put}: keeps the node from being frozen for being empty.
     *
     * @return false if the node is frozen. It then gets no child, not for a moment: somebody might find it and write to it
     */
    boolean reserve() {
        while (true) {
            int seen = occupied;
            if (seen < 0) {
                return false;
            }
            if (OCCUPIED.weakCompareAndSet(this, seen, seen + 1)) {
                return true;
            }
        }
    }
}
