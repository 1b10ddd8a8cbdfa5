// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory that requests of all connections hold: payloads that are on their way, and data that waits for a
 * disk or for its client. Used by any thread.
 *
 * <h2>Taking and giving</h2>
 *
 * <p>While the line is empty, memory is taken and given back by additions to a number, without a lock. A connection that
 * finds no room puts a claim in line and stops reading its socket meanwhile. A claim enters the line first and looks for
 * room afterwards; memory is given back first, and the line looked at afterwards. One of the two sees the other, so no claim
 * waits beside room for it.
 *
 * <h2>The line</h2>
 *
 * <p>Room goes to the claim of that export which holds least, among those to the client of which the fewest connections have
 * stalled, among those to the client which holds least, among those to the claim that has waited longest. Clients that take
 * and do not give back, on however many connections, therefore wait for each other and not others for them; and one export's
 * clients do not shut out another's. Smaller claims pass nobody: what room there is, is kept for the first in line until it
 * suffices.
 *
 * <p>What is larger than the whole budget could wait for ever, and is not to be put in line: see {@link #most}.
 */
public final class MemoryBudget {
    private static final long USUAL = 256L << 20;

    /** How much of the memory outside of Java's heap requests may hold; the rest is for the event loops. */
    private static final double PART = 0.625;

    private final long most;
    private final Duration patience;
    private final AtomicLong held = new AtomicLong();
    private final Map<String, Party> exports = new HashMap<>();
    private final Map<Object, Party> clients = new HashMap<>();
    private final ArrayDeque<Claim> line = new ArrayDeque<>();
    private volatile int waiting;

    /**
     * Makes one of which nothing is held.
     *
     * @param most how many bytes may be held
     * @param patience how long a client may hold memory that others wait for without sending or taking anything
     */
    public MemoryBudget(long most, Duration patience) {
        this.most = most;
        this.patience = patience;
    }

    /**
     * How much requests may hold where nothing else is said.
     *
     * @return bytes: half of Java's heap and at least 256 MiB, as far as there is so much memory outside of it
     */
    public static long usual() {
        long wanted = Math.max(USUAL, Runtime.getRuntime().maxMemory() / 2);
        return Math.min(wanted, (long) (PlatformDependent.maxDirectMemory() * PART));
    }

    /** The clients of one export, or the connections of one client. */
    private static final class Party {
        private final AtomicLong held = new AtomicLong();
        private final AtomicInteger stalls = new AtomicInteger();
        private int members;
    }

    /** What one connection takes part in. */
    final class Holder implements AutoCloseable {
        private final String exportName;
        private final Object clientKey;
        private final Party export;
        private final Party client;

        private Holder(String exportName, Object clientKey, Party export, Party client) {
            this.exportName = exportName;
            this.clientKey = clientKey;
            this.export = export;
            this.client = client;
        }

        private void add(long bytes) {
            export.held.addAndGet(bytes);
            client.held.addAndGet(bytes);
        }

        private boolean comesBefore(Holder other) {
            long here = export.held.get();
            long there = other.export.held.get();
            if (here != there) {
                return here < there;
            }
            int stallsHere = client.stalls.get();
            int stallsThere = other.client.stalls.get();
            return stallsHere != stallsThere ? stallsHere < stallsThere : client.held.get() < other.client.held.get();
        }

        /** Notes that the connection is ended because it stalled: the client's others stand behind those of other clients. */
        void stalled() {
            client.stalls.incrementAndGet();
        }

        /** The connection holds nothing any more, and never will. */
        @Override
        public void close() {
            synchronized (MemoryBudget.this) {
                leave(exports, exportName, export);
                leave(clients, clientKey, client);
            }
        }

        private static <K> void leave(Map<K, Party> parties, K key, Party party) {
            party.members--;
            if (party.members == 0) {
                parties.remove(key);
            }
        }
    }

    /** A wish for memory. It is granted once, and may be withdrawn before. */
    static final class Claim {
        private final Holder holder;
        private final long bytes;
        private final Consumer<Claim> granted;

        /**
         * Makes a wish.
         *
         * @param bytes at most {@link MemoryBudget#most}
         * @param granted is told once it has got its memory; on any thread
         */
        Claim(Holder holder, long bytes, Consumer<Claim> granted) {
            this.holder = holder;
            this.bytes = bytes;
            this.granted = granted;
        }

        long bytes() {
            return bytes;
        }
    }

    Duration patience() {
        return patience;
    }

    /** The largest claim that can be granted, in bytes. */
    long most() {
        return most;
    }

    /**
     * Lets a connection take part.
     *
     * @param export the name of its export
     * @param client what is equal for all connections of one client
     */
    synchronized Holder holder(String export, Object client) {
        Party all = exports.computeIfAbsent(export, key -> new Party());
        Party own = clients.computeIfAbsent(client, key -> new Party());
        all.members++;
        own.members++;
        return new Holder(export, client, all, own);
    }

    /** Takes memory if there is room and the line is empty; says whether it did. */
    boolean takeNow(Holder holder, long bytes) {
        if (waiting > 0 || !reserve(bytes)) {
            return false;
        }
        holder.add(bytes);
        return true;
    }

    /** Takes memory that is in use already, whether there is room or not. */
    void hold(Holder holder, long bytes) {
        held.addAndGet(bytes);
        holder.add(bytes);
    }

    /** Puts a claim in line. It may be granted before this returns. */
    void await(Claim claim) {
        if (claim.bytes > most) {
            throw new IllegalArgumentException("a claim of " + claim.bytes + " bytes in a budget of " + most);
        }
        synchronized (this) {
            line.addLast(claim);
            waiting = line.size();
        }
        grant();
    }

    /** Gives up a claim that waits; says whether it did, and had not been granted meanwhile. */
    boolean withdraw(Claim claim) {
        synchronized (this) {
            if (!line.remove(claim)) {
                return false;
            }
            waiting = line.size();
        }
        grant();
        return true;
    }

    /** Gives memory back, and grants what fits now. */
    void give(Holder holder, long bytes) {
        holder.add(-bytes);
        held.addAndGet(-bytes);
        if (waiting > 0) {
            grant();
        }
    }

    /**
     * How much is held.
     *
     * @return bytes at this moment
     */
    public long taken() {
        return held.get();
    }

    /** How many claims stand in line. */
    int waiting() {
        return waiting;
    }

    private boolean reserve(long bytes) {
        long now = held.get();
        while (bytes <= most - now) {
            if (held.compareAndSet(now, now + bytes)) {
                return true;
            }
            now = held.get();
        }
        return false;
    }

    private void grant() {
        for (Claim next = nextThatFits(); next != null; next = nextThatFits()) {
            next.granted.accept(next);
        }
    }

    private synchronized @Nullable Claim nextThatFits() {
        Claim next = null;
        for (Claim claim : line) {
            if (next == null || claim.holder.comesBefore(next.holder)) {
                next = claim;
            }
        }
        if (next == null || !reserve(next.bytes)) {
            return null;
        }
        next.holder.add(next.bytes);
        line.remove(next);
        waiting = line.size();
        return next;
    }
}
