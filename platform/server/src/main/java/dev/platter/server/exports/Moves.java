// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.Handover;
import dev.platter.host.RefusedException;
import dev.platter.server.calls.HangingCallException;
import dev.platter.server.calls.PluginCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The hand-overs under way. Each step of one calls plugins and filters, which may hang, and none runs under the server's lock:
 *
 * <ol>
 *   <li>While clients are moved, the lock is given up. If that lasts too long, the change is refused, and the hand-over is
 *       rolled back once it returns.
 *   <li>What lets the clients go on, in the new chain or in the old one, runs on a thread of its own. The change waits for it
 *       until a deadline, and ends without it if it hangs.
 *   <li>Until the clients go on, no other change may replace or remove the chains of their export: {@link #isUnderWay} tells.
 * </ol>
 *
 * <p>Thread-safe.
 */
final class Moves {
    private final PluginCalls calls;
    private final Duration patience;
    private final Set<String> exports = new HashSet<>();

    /**
     * Begins without hand-overs.
     *
     * @param patience how long to wait for requests under way
     */
    Moves(PluginCalls calls, Duration patience) {
        this.calls = calls;
        this.patience = patience;
    }

    /** Whether the clients of an export are on their way from one chain to another. */
    synchronized boolean isUnderWay(String export) {
        return exports.contains(export);
    }

    /** Says why an export cannot be changed while its clients are on their way. */
    static String objection(String export) {
        return "the clients of export '" + export + "' are still on their way from one chain to another: try again when"
                + " platterctl status no longer shows their hand-over";
    }

    /**
     * Moves clients. The server's lock, which the caller holds, is given up meanwhile.
     *
     * @param export the name of their export
     * @param what names the bundles and the step, for people
     * @return the clients, who wait in the new chain
     * @throws RefusedException if the hand-over is given up; it is rolled back when it returns
     * @throws IOException if it fails; then it was rolled back
     */
    Moved move(String export, String what, Handover handover) throws RefusedException, IOException {
        begin(export);
        Moved moved = new Moved(export, what, handover);
        try {
            return calls.callAcrossChanges(
                    what,
                    () -> {
                        move(handover);
                        return moved;
                    },
                    late -> rollBackLate(export, late));
        } catch (HangingCallException e) {
            throw e;
        } catch (RefusedException | IOException | RuntimeException | Error e) {
            over(export);
            throw e;
        }
    }

    private void move(Handover handover) throws IOException {
        try {
            handover.move(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while clients were moved", e);
        }
    }

    private void rollBackLate(String export, Optional<Moved> late) {
        try {
            late.ifPresent(moved -> moved.handover.rollBack());
        } finally {
            over(export);
        }
    }

    private synchronized void begin(String export) throws RefusedException {
        if (!exports.add(export)) {
            throw new RefusedException(objection(export));
        }
    }

    private synchronized void over(String export) {
        exports.remove(export);
        notifyAll();
    }

    /**
     * Waits until no hand-over is under way.
     *
     * @param deadline as a {@link System#nanoTime} value
     */
    synchronized void awaitNone(long deadline) throws InterruptedException {
        for (long left = deadline - System.nanoTime();
                !exports.isEmpty() && left > 0;
                left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Clients who wait in a new chain, until they go on there or are back in the old one. */
    final class Moved {
        private final String export;
        private final String what;
        private final Handover handover;

        private Moved(String export, String what, Handover handover) {
            this.export = export;
            this.what = what;
            this.handover = handover;
        }

        /**
         * Lets the clients go on in the new chain.
         *
         * @param afterwards what is done then
         * @param deadline until when to wait for both
         */
        void commit(Runnable afterwards, Deadline deadline) {
            finish(
                    () -> {
                        handover.commit();
                        afterwards.run();
                    },
                    deadline);
        }

        /**
         * Lets the clients go on in the old chain.
         *
         * @param deadline until when to wait for that
         */
        void rollBack(Deadline deadline) {
            finish(handover::rollBack, deadline);
        }

        private void finish(Runnable step, Deadline deadline) {
            deadline.await(OwnThread.run("hand-over-" + export, () -> {
                try {
                    calls.watched(what, step);
                } finally {
                    over(export);
                }
            }));
        }
    }
}
