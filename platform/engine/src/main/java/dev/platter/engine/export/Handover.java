// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.HandedState;
import dev.platter.api.Stateful;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the chain that the clients of an export use. The clients notice no more than a pause.
 *
 * <h2>Moving</h2>
 *
 * <p>{@link #move}: new clients wait. The connections take no more requests and finish those under way; what they have
 * read is kept, and what they have not read stays in the sockets, so it is the clients' own sends that wait. Their
 * disks are closed. Each stateful member of the old chain describes its state with {@code release}, and the state is
 * given to the member of the same name in the new chain. Then the new chain is started, unless it could be started
 * beside the old one. Each client's disk is opened there, and compared with what the client was promised: size, flags,
 * block sizes, contexts. A chain that serves one connection at a time cannot take over from a chain that has several.
 *
 * <p>{@link #commit}: the new members are told to keep the state, and the connections go on. The old chain belongs to
 * its owner, who can stop it when its revision is unused.
 *
 * <h2>Moving back</h2>
 *
 * <p>A failure in {@code move} is undone before {@code move} returns. {@link #rollBack} undoes a move later, if several
 * exports change together and another one has failed: the new disks are closed, the new chain is stopped, the old
 * members are told to keep the state, and the connections get disks of the old chain. The old chain was not stopped
 * until then, so this needs only its own code. A client is lost, and its connection closed, only if its
 * old disk cannot be opened again.
 *
 * <h2>Invariants</h2>
 *
 * <ol>
 *   <li>Between suspending and resuming a client, no call on its disk is under way.
 *   <li>A client has at most one open disk: the old one is closed before the new one is opened, since a device or a
 *       lock may not allow two.
 *   <li>State belongs to one of two members: to the old one until {@code adopt}, to the new one after {@code keep}. In
 *       between, the old member can have it back, by its own {@code keep}.
 *   <li>Until {@code commit} the old chain stays started and only its disks are closed, so a roll-back needs only
 *       that chain's own code.
 *   <li>{@code commit} cannot fail. The only code of a plugin that it calls is {@code keep} and, for clients that have
 *       gone during the move, {@code close} of their new disks.
 *   <li>No chain is stopped here. If the hand-over fails, its owner is asked to stop the new chain, once its disks are
 *       closed and before the old ones are opened again.
 * </ol>
 *
 * <p>Used by one thread at a time, which may wait, and may hang in a plugin. After {@code move} has succeeded, one of {@code commit} and {@code rollBack}
 * is called; after it has failed, neither.
 */
public final class Handover {
    private final Revision from;
    private final Revision to;
    private final Start start;
    private final Runnable stop;
    private final System.Logger log;
    private final Map<Lease, OpenDisk> moved = new LinkedHashMap<>();
    private final List<Stateful> released = new ArrayList<>();
    private final List<Stateful> adopted = new ArrayList<>();

    /** What is left to do to start the new chain. */
    private interface Start {
        Start NOTHING = () -> {};

        void run() throws IOException;
    }

    private Handover(Revision from, Revision to, Start start, Runnable stop, System.Logger log) {
        this.from = from;
        this.to = to;
        this.start = start;
        this.stop = stop;
        this.log = log;
    }

    /**
     * Plans to replace a chain by a chain that is already started.
     *
     * @param from the revision that is served
     * @param to the revision that is to be served in its place; its chain is started, and its members hold no state
     * @param stop stops the new chain if the hand-over fails; if that hangs, it should return nevertheless, since the
     *     clients wait
     * @param log where to log
     * @return the plan
     */
    public static Handover toStarted(Revision from, Revision to, Runnable stop, System.Logger log) {
        return new Handover(from, to, Start.NOTHING, stop, log);
    }

    /**
     * Plans to move the clients that still use a replaced chain to a chain that others already use.
     *
     * @param from the revision that was retired
     * @param to the revision that new clients get
     * @param log where to log
     * @return the plan
     */
    public static Handover toRunning(Revision from, Revision to, System.Logger log) {
        return new Handover(from, to, Start.NOTHING, () -> {}, log);
    }

    /**
     * Plans to replace a chain by a prepared chain, which the move starts.
     *
     * @param from the revision that is served
     * @param to the revision that is to be served in its place; its chain is prepared
     * @param shutdown is given the reason when a member of the new chain wants the server to end
     * @param stop stops the new chain if the hand-over fails; if that hangs, it should return nevertheless, since the
     *     clients wait
     * @param log where to log
     * @return the plan
     */
    public static Handover toPrepared(
            Revision from, Revision to, Consumer<String> shutdown, Runnable stop, System.Logger log) {
        return new Handover(from, to, () -> to.chain().start(shutdown), stop, log);
    }

    /**
     * Moves the clients to the new chain, where they wait. If that fails, they are back in the old chain, and the new
     * one is stopped.
     *
     * @param patience how long to wait for requests under way
     * @throws IOException if the move fails; the message is a sentence for people
     * @throws InterruptedException if the thread was interrupted; everything is as it was
     */
    public void move(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<Member, Member> heirs;
        try {
            heirs = heirs();
            if (!from.close(deadline)) {
                throw new IOException(
                        "a call that opens or lists the export has not returned within " + patience.toMillis() + " ms");
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            stop.run();
            throw e;
        }
        try {
            List<Lease> leases = suspend(deadline, patience);
            closeDisks(leases);
            handState(heirs);
            start.run();
            refuseCompany(leases);
            for (Lease lease : leases) {
                if (!lease.isClosed()) {
                    moved.put(lease, lease.openAt(to));
                }
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            rollBack();
            throw e;
        }
    }

    /** Maps each old member that holds state to the new member that takes it over. */
    private Map<Member, Member> heirs() throws IOException {
        Map<String, List<Member>> candidates = new HashMap<>();
        for (Member member : to.chain().members()) {
            candidates.computeIfAbsent(member.name(), name -> new ArrayList<>()).add(member);
        }
        Map<Member, Member> heirs = new LinkedHashMap<>();
        for (Member member : from.chain().members()) {
            List<Member> namesakes = candidates.getOrDefault(member.name(), List.of());
            Optional<Member> heir = namesakes.isEmpty() ? Optional.empty() : Optional.of(namesakes.removeFirst());
            if (member.stateful().isEmpty()) {
                continue;
            }
            if (heir.isEmpty() || heir.get().stateful().isEmpty()) {
                throw new IOException("'" + member.name() + "' holds contents that would be lost, since "
                        + (heir.isEmpty()
                                ? "there is no longer a '" + member.name() + "'"
                                : "the new one does not take them over")
                        + "; remove the export first if they are not needed");
            }
            heirs.put(member, heir.get());
        }
        return heirs;
    }

    private List<Lease> suspend(long deadline, Duration patience) throws IOException, InterruptedException {
        List<Lease> leases = from.leases();
        List<CompletableFuture<Void>> suspensions = new ArrayList<>();
        for (Lease lease : leases) {
            suspensions.add(lease.suspend());
        }
        for (int i = 0; i < leases.size(); i++) {
            try {
                suspensions.get(i).get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new IOException(
                        "a request of client " + leases.get(i).client().id() + " has not ended within "
                                + patience.toMillis() + " ms: try again later, or close that connection",
                        e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return leases;
    }

    private void closeDisks(List<Lease> leases) {
        for (Lease lease : leases) {
            try {
                lease.closeDisk();
            } catch (IOException | RuntimeException | Error e) {
                log.log(System.Logger.Level.ERROR, "could not close a disk cleanly: " + e.getMessage(), e);
            }
        }
    }

    private void handState(Map<Member, Member> heirs) throws IOException {
        for (Map.Entry<Member, Member> pair : heirs.entrySet()) {
            Stateful old = pair.getKey().stateful().orElseThrow();
            Stateful heir = pair.getValue().stateful().orElseThrow();
            HandedState state = pair.getKey().life().call(old::release);
            released.add(old);
            pair.getValue().life().run(() -> heir.adopt(state));
            adopted.add(heir);
        }
    }

    /** A chain that serves one connection at a time makes new clients wait, but these clients are already connected. */
    private void refuseCompany(List<Lease> leases) throws IOException {
        long clients =
                to.users() + leases.stream().filter(lease -> !lease.isClosed()).count();
        if (clients > 1 && to.chain().threadModel() == ThreadModel.SERIALIZE_CONNECTIONS) {
            throw new IOException("the new one serves one connection at a time, and there are " + clients
                    + ": close all but one of them first");
        }
    }

    /**
     * Lets the clients go on with the new chain. The old chain is not stopped here: its clients should not wait for a
     * plugin that hangs in its {@code stop}.
     *
     * @return completes when the old chain is unused, so that it can be stopped
     */
    public CompletableFuture<Void> commit() {
        adopted.forEach(this::keep);
        moved.forEach((lease, disk) -> resume(lease, to, disk));
        return from.retireFor(to);
    }

    /** Lets the clients go on with the old chain, and stops the new chain. */
    public void rollBack() {
        for (OpenDisk disk : moved.values()) {
            try {
                disk.close();
            } catch (IOException | RuntimeException | Error e) {
                log.log(System.Logger.Level.ERROR, "could not close a disk cleanly: " + e.getMessage(), e);
            }
        }
        stop.run();
        released.forEach(this::keep);
        for (Lease lease : from.leases()) {
            if (lease.isClosed()) {
                continue;
            }
            if (!lease.disk().isClosed()) {
                // The move failed before this disk was closed.
                resume(lease, from, lease.disk());
                continue;
            }
            OpenDisk again = reopened(lease);
            if (again != null) {
                resume(lease, from, again);
            }
        }
        from.reopen();
    }

    private @Nullable OpenDisk reopened(Lease lease) {
        try {
            return from.chain().open(lease.client());
        } catch (IOException | RuntimeException | Error e) {
            lease.lose("its disk cannot be opened again: " + e.getMessage());
            return null;
        }
    }

    private void resume(Lease lease, Revision on, OpenDisk disk) {
        try {
            lease.resume(on, disk);
        } catch (IOException | RuntimeException e) {
            log.log(System.Logger.Level.ERROR, "could not close a disk cleanly: " + e.getMessage(), e);
        }
    }

    private void keep(Stateful member) {
        try {
            member.keep();
        } catch (RuntimeException | Error e) {
            log.log(System.Logger.Level.ERROR, "keep() must not fail: " + e, e);
        }
    }
}
