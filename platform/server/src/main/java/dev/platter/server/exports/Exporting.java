// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.ExportAccount;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.Handover;
import dev.platter.engine.export.Lease;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.host.RefusedException;
import dev.platter.host.Inventory;
import dev.platter.host.SharedBundle;
import dev.platter.server.bundles.Installation;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.steering.ExportStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The exports of a server: what is served at the moment, and the way to something else. Changes are made one at a time by
 * whoever holds the server's lock; what is served can be looked at by any thread.
 */
public final class Exporting {
    private final ExportTable table = new ExportTable();
    private final Retirements retirements = new Retirements();
    private final Rules rules = new Rules();
    private final Installation installation;
    private final Function<String, System.Logger> loggers;
    private final Consumer<String> shutdown;
    private final Duration patience;
    private final Function<String, ExportAccount> accounts;
    private volatile Map<String, RunningExport> running = Map.of();

    /**
     * Serves nothing yet.
     *
     * @param installation where bundles are found
     * @param patience how long a change waits for requests that are under way
     * @param loggers a logger for each name
     * @param shutdown is told when a plugin or filter wants the server to end, with the reason
     * @param accounts makes the account of an export that is new, by name
     */
    public Exporting(
            Installation installation,
            Duration patience,
            Function<String, System.Logger> loggers,
            Consumer<String> shutdown,
            Function<String, ExportAccount> accounts) {
        this.installation = installation;
        this.patience = patience;
        this.loggers = loggers;
        this.shutdown = shutdown;
        this.accounts = accounts;
    }

    /**
     * What clients find.
     *
     * @return the table, whose content changes
     */
    public Exports table() {
        return table;
    }

    /**
     * Serves something else.
     *
     * @param definition which exports there are
     * @param inventory of which bundles they are made
     * @param live the names of those whose clients go over at once, whatever their definitions say
     * @throws RefusedException if that cannot be done; all is as it was
     * @throws InterruptedException if the thread was interrupted; all is as it was
     */
    public void serve(PlacedDefinition definition, Inventory inventory, Set<String> live)
            throws RefusedException, InterruptedException {
        running = transaction(definition, inventory, live).run(table);
    }

    /**
     * Looks whether something could be served, without starting any of it.
     *
     * @param definition which exports there are
     * @param inventory of which bundles they are made
     * @throws RefusedException if something is wrong
     */
    public void check(PlacedDefinition definition, Inventory inventory) throws RefusedException {
        transaction(definition, inventory, Set.of()).check();
    }

    private Transaction transaction(PlacedDefinition definition, Inventory inventory, Set<String> live) {
        return new Transaction(
                running,
                new Target(definition, inventory),
                live,
                new Transaction.Surroundings(installation, rules, retirements, patience, loggers, shutdown, accounts));
    }

    /**
     * Takes those who are still with replaced chains of an export to the present one. One that was removed, before another was
     * added under its name, is not among them: its clients would find themselves on somebody else's disk.
     *
     * @param name the export
     * @return how many chains have no clients any more
     * @throws RefusedException if one of them cannot go; all that had not gone stay
     * @throws InterruptedException if the thread was interrupted
     */
    public int bringOver(String name) throws RefusedException, InterruptedException {
        RunningExport present = running.get(name);
        int done = 0;
        for (Retirement old : retirements.pending()) {
            if (present == null || !old.isReplacedBy(present.revision())) {
                continue;
            }
            Handover handover = Handover.toRunning(old.revision(), present.revision(), loggers.apply(name));
            try {
                handover.move(patience);
            } catch (IOException e) {
                throw new RefusedException("export '" + name + "': " + e.getMessage());
            }
            handover.commit();
            done++;
        }
        return done;
    }

    /**
     * Ends connections: of what is retiring, or else of the export itself, which goes on.
     *
     * @param name the export
     * @param grace how long requests under way are answered
     * @return what has come of it
     * @throws InterruptedException if the thread was interrupted
     */
    public Drained drain(String name, Duration grace) throws InterruptedException {
        List<Retirement> old = retirements.pending().stream()
                .filter(retirement -> retirement.export().equals(name))
                .toList();
        if (old.isEmpty()) {
            RunningExport present = running.get(name);
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
     * Whether there is an export of a name, or what is left of one.
     *
     * @param name the name
     * @return true if it is served or retiring
     */
    public boolean knows(String name) {
        return running.containsKey(name)
                || retirements.pending().stream().anyMatch(old -> old.export().equals(name));
    }

    /**
     * How many chains were replaced or removed and still have clients.
     *
     * @return their number
     */
    public int retiring() {
        return retirements.pending().size();
    }

    /**
     * What has flowed.
     *
     * @return the numbers of each export that is served, by name
     */
    public Map<String, ExportTraffic> traffic() {
        Map<String, ExportTraffic> traffic = new LinkedHashMap<>();
        running.forEach((name, export) -> export.served().account().traffic().ifPresent(it -> traffic.put(name, it)));
        return traffic;
    }

    /**
     * The exports for people to look at.
     *
     * @return those that are served, then those that retire
     */
    public List<ExportStatus> statuses() {
        List<ExportStatus> statuses = new ArrayList<>();
        for (RunningExport export : running.values()) {
            statuses.add(status(
                    export.definition(),
                    "serving",
                    export.chain(),
                    export.revision().users(),
                    List.of()));
        }
        for (Retirement old : retirements.pending()) {
            List<String> stack = old.stack();
            String state = stack.isEmpty() ? "retiring" : "stuck";
            statuses.add(
                    status(old.definition(), state, old.chain(), old.revision().users(), stack));
        }
        return statuses;
    }

    private static ExportStatus status(
            ExportDefinition definition, String state, BuiltChain chain, int connections, List<String> stack) {
        List<String> members = chain.bundles().stream()
                .map(SharedBundle::entry)
                .map(entry -> entry.name() + "@" + entry.version())
                .toList();
        return new ExportStatus(
                definition.name(), state, members, definition.readOnly(), definition.tlsRequired(), connections, stack);
    }

    /**
     * Stops everything that nobody uses any more, which is all of it unless a call hangs: under that nothing is closed.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    public void stop() throws InterruptedException {
        Map<String, RunningExport> last = running;
        running = Map.of();
        table.clear();
        for (RunningExport export : last.values()) {
            if (export.revision().users() == 0) {
                export.chain().chain().stop();
                export.chain().release();
            }
        }
        List<Retirement> leaving = retirements.pending().stream()
                .filter(old -> old.revision().users() == 0)
                .toList();
        CompletableFuture<Void> gone = all(leaving.stream().map(Retirement::over));
        // Who hangs in its own stop is left behind with the process.
        ends(gone, AFTER_CLOSING);
    }
}
