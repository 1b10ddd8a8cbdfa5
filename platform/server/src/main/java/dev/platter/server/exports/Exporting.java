// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.ExportAccount;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.Handover;
import dev.platter.engine.export.Lease;
import dev.platter.engine.export.Provisions;
import dev.platter.engine.export.Revision;
import dev.platter.engine.resources.MetricReading;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.host.Inventory;
import dev.platter.host.RefusedException;
import dev.platter.host.SharedBundle;
import dev.platter.server.bundles.Installation;
import dev.platter.server.calls.PluginCalls;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.MemberDefinition;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.process.Interlude;
import dev.platter.server.steering.ExportStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The current exports of a server, and the operations that change them. A thread that changes them must hold the server's lock;
 * any thread may query them.
 */
public final class Exporting {
    private final ExportTable table = new ExportTable();
    private final Retirements retirements;
    private final Moves moves;
    private final PluginCalls calls;
    private final Rules rules = new Rules();
    private final Installation installation;
    private final Function<String, System.Logger> loggers;
    private final Consumer<String> shutdown;
    private final Function<String, ExportAccount> accounts;
    private final Function<String, Provisions> provisions;
    private volatile ExportSet now = ExportSet.EMPTY;

    /** The last exports of a server that ends, as far as their chains have not begun to stop. */
    private final List<RunningExport> stopping = new ArrayList<>();

    /**
     * Starts without exports.
     *
     * @param installation finds the bundles
     * @param patience how long a change waits for requests under way
     * @param calls the server's lock, and the calls of plugins
     * @param loggers a logger for each name
     * @param shutdown receives the reason when a plugin or filter requests the end of the server
     * @param accounts creates the account of a new export, by name
     * @param provisions what the server has for the plugins and filters of an export, by name
     */
    public Exporting(
            Installation installation,
            Duration patience,
            PluginCalls calls,
            Function<String, System.Logger> loggers,
            Consumer<String> shutdown,
            Function<String, ExportAccount> accounts,
            Function<String, Provisions> provisions) {
        this.installation = installation;
        this.calls = calls;
        retirements = new Retirements(calls);
        moves = new Moves(calls, patience);
        this.loggers = loggers;
        this.shutdown = shutdown;
        this.accounts = accounts;
        this.provisions = provisions;
    }

    /**
     * The exports as clients find them.
     *
     * @return a live view, whose content changes
     */
    public Exports table() {
        return table;
    }

    /**
     * Changes the exports to those of a definition.
     *
     * @param definition the exports
     * @param inventory the bundles to make them of
     * @param terms what the change may do
     * @throws RefusedException if the change fails; then nothing has changed
     */
    public void serve(PlacedDefinition definition, Inventory inventory, Terms terms) throws RefusedException {
        serve(definition, inventory, terms, Interlude.NONE);
    }

    /**
     * Changes the exports to those of a definition, and does something else on the way.
     *
     * @param definition the exports
     * @param inventory the bundles to make them of
     * @param terms what the change may do
     * @param interlude runs when new chains are prepared and none of them has started
     * @throws RefusedException if the change fails; then nothing has changed
     */
    public void serve(PlacedDefinition definition, Inventory inventory, Terms terms, Interlude interlude)
            throws RefusedException {
        calls.limit(definition.server().settings().lifecycleTimeout());
        now = transaction(definition, inventory, terms).run(table, interlude);
        calls.changed();
    }

    /**
     * Checks whether a definition could be served, without starting anything.
     *
     * @param definition the exports
     * @param inventory the bundles to make them of
     * @throws RefusedException if it could not; the message says why
     */
    public void check(PlacedDefinition definition, Inventory inventory) throws RefusedException {
        transaction(definition, inventory, Terms.CAREFUL).check();
    }

    /**
     * Which exports would lose what clients have written if a definition were served.
     *
     * @param next the definition
     * @return a sentence for each export that the definition lacks and whose contents would be lost
     */
    public List<String> losses(ServerDefinition next) {
        return Removals.losses(now.running().values(), next);
    }

    private Transaction transaction(PlacedDefinition definition, Inventory inventory, Terms terms) {
        return new Transaction(
                now,
                new Target(definition, inventory),
                terms,
                new Transaction.Surroundings(
                        installation, rules, retirements, moves, calls, loggers, shutdown, accounts, provisions));
    }

    /**
     * Moves the remaining clients of an export's replaced chains to its current chain. If an export was removed and later
     * another was added under the same name, clients of the removed one stay where they are: moving them would put them on a
     * different disk.
     *
     * @param name the export
     * @return the number of chains whose clients were moved
     * @throws RefusedException if a chain's clients cannot be moved; chains already moved stay so
     */
    public int bringOver(String name) throws RefusedException {
        RunningExport present = now.running().get(name);
        int done = 0;
        for (Retirement old : retirements.pending()) {
            if (present == null || !old.isReplacedBy(present.revision())) {
                continue;
            }
            moveOver(old, present);
            done++;
        }
        return done;
    }

    private void moveOver(Retirement old, RunningExport present) throws RefusedException {
        String name = present.definition().name();
        String what = "export '" + name + "': the hand-over of the clients of "
                + old.chain().named() + " to " + present.chain().named();
        Handover handover = Handover.toRunning(old.revision(), present.revision(), loggers.apply(name));
        try {
            moves.move(name, what, handover).commit(() -> {}, new Deadline());
        } catch (IOException e) {
            throw new RefusedException("export '" + name + "': " + e.getMessage(), e);
        }
    }

    /**
     * Ends the connections of an export's retiring chains; if there are none, those of the export itself, which stays
     * available.
     *
     * @param name the export
     * @param grace how long to wait for requests under way
     * @return the result
     * @throws InterruptedException if the thread was interrupted
     */
    public Drained drain(String name, Duration grace) throws InterruptedException {
        List<Retirement> old = retirements.pending().stream()
                .filter(retirement -> retirement.export().equals(name))
                .toList();
        if (old.isEmpty()) {
            RunningExport present = now.running().get(name);
            return present == null || ends(present.revision().leases(), grace) ? Drained.SERVED : Drained.HELD;
        }
        List<Lease> leases = old.stream()
                .flatMap(retirement -> retirement.revision().leases().stream())
                .toList();
        CompletableFuture<Void> gone = all(old.stream().map(Retirement::over));
        if (ends(leases, grace) && ends(gone, AFTER_CLOSING)) {
            return Drained.RETIRED;
        }
        old.stream().filter(retirement -> !retirement.over().isDone()).forEach(Retirement::interrupt);
        return ends(gone, AFTER_CLOSING) ? Drained.RETIRED : Drained.STUCK;
    }

    private static boolean ends(List<Lease> leases, Duration grace) throws InterruptedException {
        CompletableFuture<Void> over = all(leases.stream().map(Lease::over));
        leases.forEach(lease -> lease.end(false));
        if (ends(over, grace)) {
            return true;
        }
        leases.forEach(lease -> lease.end(true));
        return ends(over, AFTER_CLOSING);
    }

    private static CompletableFuture<Void> all(Stream<CompletableFuture<Void>> each) {
        return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new));
    }

    private static final Duration AFTER_CLOSING = Duration.ofSeconds(2);

    private static boolean ends(CompletableFuture<Void> all, Duration within) throws InterruptedException {
        try {
            all.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether a name is that of an export, or of a retiring chain of one.
     *
     * @param name the name
     * @return true if the export is served, has failed or is retiring
     */
    public boolean knows(String name) {
        return now.running().containsKey(name)
                || now.failed().containsKey(name)
                || retirements.pending().stream().anyMatch(old -> old.export().equals(name));
    }

    /**
     * Whether nothing is to be served.
     *
     * @return true if there is no current export, not even one that has failed
     */
    public boolean isEmpty() {
        return now.running().isEmpty() && now.failed().isEmpty();
    }

    /**
     * Whether an export is not served because it has failed.
     *
     * @param name its name
     * @return true if it has failed
     */
    public boolean hasFailed(String name) {
        return now.failed().containsKey(name);
    }

    /**
     * The number of exports that have failed.
     *
     * @return how many exports are defined and not served
     */
    public int failed() {
        return now.failed().size();
    }

    /**
     * The number of retiring chains.
     *
     * @return how many chains were replaced or removed and have not been stopped yet
     */
    public int retiring() {
        return retirements.pending().size();
    }

    /**
     * The traffic of each export.
     *
     * @return the counters of the current exports that are counted, by name
     */
    public Map<String, ExportTraffic> traffic() {
        Map<String, ExportTraffic> traffic = new LinkedHashMap<>();
        now.running()
                .forEach((name, export) -> export.served().account().traffic().ifPresent(it -> traffic.put(name, it)));
        return traffic;
    }

    /**
     * The metrics of plugins and filters.
     *
     * @return readings of the current exports' chains, by name; replaced chains are left out
     */
    public Map<String, List<MetricReading>> memberMetrics() {
        Map<String, List<MetricReading>> metrics = new LinkedHashMap<>();
        now.running().forEach((name, export) -> {
            List<MetricReading> readings = export.chain().chain().metrics();
            if (!readings.isEmpty()) {
                metrics.put(name, readings);
            }
        });
        return metrics;
    }

    /**
     * All exports as shown to people.
     *
     * @return the current exports, then those that have failed, then the retiring chains
     */
    public List<ExportStatus> statuses() {
        List<ExportStatus> statuses = new ArrayList<>();
        ExportSet present = now;
        for (RunningExport export : present.running().values()) {
            statuses.add(status(export.definition(), "serving", export.chain(), export.revision(), List.of()));
        }
        present.failed().values().forEach(failed -> statuses.add(status(failed)));
        for (Retirement old : retirements.pending()) {
            List<String> stack = old.stack();
            String state = stack.isEmpty() ? "retiring" : "stuck";
            statuses.add(status(old.definition(), state, old.chain(), old.revision(), stack));
        }
        return statuses;
    }

    private static ExportStatus status(FailedExport failed) {
        ExportDefinition definition = failed.definition();
        List<String> members = Stream.concat(definition.filters().stream(), Stream.of(definition.plugin()))
                .map(MemberDefinition::reference)
                .toList();
        return new ExportStatus(
                definition.name(),
                "failed",
                members,
                definition.readOnly(),
                definition.tlsRequired(),
                0,
                List.of(),
                Optional.of(failed.why()));
    }

    private static ExportStatus status(
            ExportDefinition definition, String state, BuiltChain chain, Revision revision, List<String> stack) {
        List<String> members = chain.bundles().stream()
                .map(SharedBundle::entry)
                .map(entry -> entry.name() + "@" + entry.version())
                .toList();
        return new ExportStatus(
                definition.name(),
                state,
                members,
                definition.readOnly() || revision.isReadOnly(),
                definition.tlsRequired(),
                revision.users(),
                stack,
                Optional.empty());
    }

    /**
     * Begins to stop every chain that has no users, each on a thread of its own, so that one whose stop hangs does not delay the
     * others. Only a hanging call still uses a chain at this point, and a chain is never closed under a call. No change may
     * begin any more.
     */
    public void beginStop() {
        stopping.addAll(now.running().values());
        now = ExportSet.EMPTY;
        table.clear();
        retireIdle();
    }

    private void retireIdle() {
        // The iterator removes without equals, for which Java would make code at each start.
        for (Iterator<RunningExport> all = stopping.iterator(); all.hasNext(); ) {
            RunningExport export = all.next();
            if (export.revision().users() == 0
                    && !moves.isUnderWay(export.definition().name())) {
                all.remove();
                retirements.begin(export, Optional.empty());
            }
        }
    }

    /**
     * Waits until no clients are on their way from one chain to another. Called without the lock, which a change needs that
     * takes a hand-over back.
     *
     * @param patience how long
     * @throws InterruptedException if the thread was interrupted
     */
    public void awaitMoves(Duration patience) throws InterruptedException {
        moves.awaitNone(System.nanoTime() + patience.toNanos());
    }

    /**
     * Stops the rest of the chains, and waits until all have stopped.
     *
     * @param patience how long to wait for all of them together
     * @return the exports of the chains that have not stopped in that time, and are left to the end of the process
     * @throws InterruptedException if the thread was interrupted
     */
    public List<String> stop(Duration patience) throws InterruptedException {
        retireIdle();
        List<String> left = new ArrayList<>();
        for (RunningExport export : stopping) {
            if (moves.isUnderWay(export.definition().name())) {
                left.add(export.definition().name());
            }
        }
        List<Retirement> leaving = retirements.pending().stream()
                .filter(old -> old.revision().users() == 0)
                .toList();
        if (!ends(all(leaving.stream().map(Retirement::over)), patience)) {
            leaving.stream()
                    .filter(old -> !old.over().isDone())
                    .map(Retirement::export)
                    .forEach(left::add);
        }
        return left;
    }
}
