// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A node of the {@link ChunkTree}: a fixed number of places for nodes or chunks. It counts its children, including
 * those about to be put in, and can be frozen: afterwards no new child stays in it (invariant 8 of
 * {@link SparseMemory}).
 */
final class Node {
    static final int BITS = 10;
    static final int FAN_OUT = 1 << BITS;

    private static final VarHandle OCCUPIED;
    private static final VarHandle CHILDREN = MethodHandles.arrayElementVarHandle(Object[].class);

    /** The sign bit, so that a frozen node still counts, and never seems empty. */
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

    /** The child at a place, or null. */
    @Nullable
    Object get(int place) {
        return CHILDREN.getAcquire(children, place);
    }

    /**
     * Puts a child at an empty place.
     *
     * @return the child that is there now: this one, or another that was put there first; null if the node is frozen
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
        // The node may have been frozen meanwhile, as it is. Then this takes the child back; or the thread that froze
        // the node has taken it, and the child counts as put in before.
        return isFrozen() && CHILDREN.compareAndSet(children, place, child, null) ? null : child;
    }

    /** Takes out the child at a place, whichever it is; null if there is none. */
    @Nullable
    Object take(int place) {
        Object child = CHILDREN.getAndSet(children, place, null);
        if (child != null) {
            OCCUPIED.getAndAdd(this, -1);
        }
        return child;
    }

    /**
     * Puts a child in place of another. The number of children stays, so a node that is frozen meanwhile was frozen with its
     * children; the thread that takes them out finds one of the two (8).
     *
     * @return false if the other is not there, or not any more
     */
    boolean replace(int place, Object child, Object by) {
        return CHILDREN.compareAndSet(children, place, child, by);
    }

    /**
     * Takes a particular child out.
     *
     * @return false if it is not there, or not any more
     */
    boolean remove(int place, Object child) {
        if (!CHILDREN.compareAndSet(children, place, child, null)) {
            return false;
        }
        OCCUPIED.getAndAdd(this, -1);
        return true;
    }

    /**
     * Freezes the node if it has no child and none is about to be put in.
     *
     * @return whether this call has frozen it
     */
    boolean freezeIfEmpty() {
        return occupied == 0 && OCCUPIED.compareAndSet(this, 0, FROZEN);
    }

    boolean isFrozen() {
        return occupied < 0;
    }

    /** Freezes the node with its children. */
    void freeze() {
        OCCUPIED.getAndBitwiseOr(this, FROZEN);
    }

    /**
     * The first half of {@link #put}: keeps the node from being frozen as empty.
     *
     * @return false if the node is frozen. Then no child may be put in even for a moment: another thread might find it
     *     and write to it
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
