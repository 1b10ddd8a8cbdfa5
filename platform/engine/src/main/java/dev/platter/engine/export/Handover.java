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
 * Puts another chain under the clients of an export, without their noticing more than a pause.
 *
 * <h2>The way there</h2>
 *
 * <p>{@link #move}: a client that comes waits. The connections take no request any more and finish those under way; what
 * they have read is kept, and what they have not read stays in the sockets, so the clients' own sends are what waits. Their
 * disks are closed. What members of the old chain hold is described by {@code release} and given
 * to their namesakes in the new one, which is started then, unless it could be started beside the old. Each client's
 * disk is opened there, and compared with what the client was promised: size, flags, block sizes, contexts. A chain that
 * serves one connection at a time cannot take over from one that has several.
 *
 * <p>{@link #commit}: the new members are told that the state is theirs, and the connections go on. The old chain belongs to
 * its owner, who can stop it when its revision is unused.
 *
 * <h2>The way back</h2>
 *
 * <p>Whatever fails in {@code move} is undone before it returns, and {@link #rollBack} undoes it later, where several
 * exports change together and another one has failed: the new disks are closed, the new chain is stopped, the old
 * members are told that the state is theirs, and the connections get disks of the old chain. It was not stopped until
 * then, so it needs nothing but its own code. Only a client whose old disk cannot be opened again is lost, and closed.
 *
 * <h2>Invariants</h2>
 *
 * <ol>
 *   <li>Between suspending and resuming a client, no call on its disk is under way.
 *   <li>A client has at most one open disk: the old one is closed before the new one is opened, since a device or a lock may
 *       bear only one.
 *   <li>State belongs to one of two members: to the old one until {@code adopt}, to the new one after {@code keep}. In between
 *       the old one can have it back, by {@code keep} of its own.
 *   <li>Until {@code commit} the old chain is started and untouched but for its disks, so the way back needs nothing but its
 *       own code.
 *   <li>{@code commit} cannot fail. It runs under the server's lock, so it calls no code of a plugin but {@code keep} and, for
 *       clients that have gone during the move, {@code close} of their new disks.
 *   <li>The old chain is never stopped here; the new one only if it has no other clients and the hand-over has failed.
 * </ol>
 *
 * <p>Belongs to one thread, which may wait. One of {@code commit} and {@code rollBack} is called after {@code move} has
 * succeeded, and nothing after it has failed.
 */
public final class Handover {
    private final Revision from;
    private final Revision to;
    private final Consumer<String> shutdown;
    private final Beginning beginning;
    private final System.Logger log;
    private final Map<Lease, OpenDisk> moved = new LinkedHashMap<>();
    private final List<Stateful> released = new ArrayList<>();
    private final List<Stateful> adopted = new ArrayList<>();

    /** What there is of the new chain before the move. */
    private enum Beginning {
        PREPARED,
        STARTED,
        /** It has clients of its own, and is not stopped here (6). */
        IN_USE
    }

    private Handover(Revision from, Revision to, Beginning beginning, Consumer<String> shutdown, System.Logger log) {
        this.from = from;
        this.to = to;
        this.beginning = beginning;
        this.shutdown = shutdown;
        this.log = log;
    }

    /**
     * Plans to replace a chain by one that is started already.
     *
     * @param from what is served
     * @param to what is to be served in its place; its chain is started, and its members hold no state
     * @param log where to log
     * @return the plan
     */
    public static Handover toStarted(Revision from, Revision to, System.Logger log) {
        return new Handover(from, to, Beginning.STARTED, reason -> {}, log);
    }

    /**
     * Plans to take the clients that are still with a replaced chain to one that others use already.
     *
     * @param from the revision that was retired
     * @param to what new clients get
     * @param log where to log
     * @return the plan
     */
    public static Handover toRunning(Revision from, Revision to, System.Logger log) {
        return new Handover(from, to, Beginning.IN_USE, reason -> {}, log);
    }

    /**
     * Plans to replace a chain by one that is prepared, and started when it is its turn.
     *
     * @param from what is served
     * @param to what is to be served in its place; its chain is prepared
     * @param shutdown is told when a member of the new chain wants the server to end, with the reason
     * @param log where to log
     * @return the plan
     */
    public static Handover toPrepared(Revision from, Revision to, Consumer<String> shutdown, System.Logger log) {
        return new Handover(from, to, Beginning.PREPARED, shutdown, log);
    }

    /**
     * Takes the clients to the new chain, where they wait. If that fails they are back in the old one, and the new one is
     * stopped.
     *
     * @param patience how long requests under way are waited for
     * @throws IOException if it fails; the message is a sentence for people
     * @throws InterruptedException if the thread was interrupted; all is as it was
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
            stopNew();
            throw e;
        }
        try {
            List<Lease> leases = suspend(deadline, patience);
            closeDisks(leases);
            handState(heirs);
            if (beginning == Beginning.PREPARED) {
                to.chain().start(shutdown);
            }
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

    /** The member that goes on with what an old one holds, for each that holds something. */
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
                throw new IOException("'" + member.name() + "' holds contents that nobody would go on with, since "
                        + (heir.isEmpty()
                                ? "there is no '" + member.name() + "' any more"
                                : "the new one takes none over")
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
                log.log(System.Logger.Level.ERROR, "could not close a disk in good order: " + e.getMessage(), e);
            }
        }
    }

    private void handState(Map<Member, Member> heirs) throws IOException {
        for (Map.Entry<Member, Member> pair : heirs.entrySet()) {
            Stateful old = pair.getKey().stateful().orElseThrow();
            Stateful heir = pair.getValue().stateful().orElseThrow();
            HandedState state = old.release();
            released.add(old);
            heir.adopt(state);
            adopted.add(heir);
        }
    }

    /** A chain that serves one connection at a time lets others wait when they come; these are all connected already. */
    private void refuseCompany(List<Lease> leases) throws IOException {
        long clients =
                to.users() + leases.stream().filter(lease -> !lease.isClosed()).count();
        if (clients > 1 && to.chain().threadModel() == ThreadModel.SERIALIZE_CONNECTIONS) {
            throw new IOException("the new one serves one connection at a time, and there are " + clients
                    + ": close all but one of them first");
        }
    }

    /**
     * Lets the clients go on with the new chain. The old one is not stopped here: a plugin that hangs in its {@code stop} would
     * block the caller, and every later change with it.
     *
     * @return becomes complete when the old chain is unused, so that it can be stopped
     */
    public CompletableFuture<Void> commit() {
        adopted.forEach(this::keep);
        moved.forEach((lease, disk) -> resume(lease, to, disk));
        return from.retireFor(to);
    }

    /** Lets the clients go on with the old chain, and stops the new one. */
    public void rollBack() {
        for (OpenDisk disk : moved.values()) {
            try {
                disk.close();
            } catch (IOException | RuntimeException | Error e) {
                log.log(System.Logger.Level.ERROR, "could not close a disk in good order: " + e.getMessage(), e);
            }
        }
        stopNew();
        released.forEach(this::keep);
        for (Lease lease : from.leases()) {
            if (lease.isClosed()) {
                continue;
            }
            if (!lease.disk().isClosed()) {
                // The hand-over failed before it was taken away.
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

    private void stopNew() {
        if (beginning != Beginning.IN_USE) {
            to.chain().stop();
        }
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
            log.log(System.Logger.Level.ERROR, "could not close a disk in good order: " + e.getMessage(), e);
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
