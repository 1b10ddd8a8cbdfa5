// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.ExportAccount;
import dev.platter.engine.export.Handover;
import dev.platter.engine.export.Provisions;
import dev.platter.engine.export.Revision;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.parameters.Schema;
import dev.platter.host.RefusedException;
import dev.platter.host.SharedBundle;
import dev.platter.server.bundles.Installation;
import dev.platter.server.calls.ChangedMeanwhileException;
import dev.platter.server.calls.HangingCallException;
import dev.platter.server.calls.PluginCalls;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportDefinition.RemovalMode;
import dev.platter.server.definition.ExportDefinition.UpgradeMode;
import dev.platter.server.definition.MemberDefinition;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.PlacedDefinition.ExportPositions;
import dev.platter.server.definition.PlacedDefinition.MemberPositions;
import dev.platter.server.exports.Terms.Failures;
import dev.platter.server.process.Interlude;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One change from the current exports to a {@link Target}. It is made as a whole or not at all.
 *
 * <ol>
 *   <li>{@link #build}: every export that needs a new chain is constructed beside the old one. Faults of the target are found
 *       here, before anything is touched, and chains whose contents would be lost with them.
 *   <li>{@link #start}: new chains are prepared. When all are, a server that begins binds its sockets. A chain that is new, or can run
 *       beside its predecessor, is also started. A
 *       chain that cannot run beside its predecessor, or is to replace it live, takes over the predecessor's clients by a
 *       {@link Handover}; their requests wait meanwhile. Other changes may be made while this one waits for a plugin or filter;
 *       then it fails, and begins again.
 *   <li>{@link #commit}: clients find the new exports, hand-overs become final, and replaced or removed chains retire. This
 *       step cannot fail.
 * </ol>
 *
 * <p>If the second step fails, hand-overs are rolled back in reverse order and new chains are {@linkplain Retirements#discard
 * discarded}. Exports that do not change are not touched. If only an export's rules change, its chain stays and gets the new
 * rules.
 *
 * <p>An instance is used once, by one thread.
 */
final class Transaction {
    private final Map<String, RunningExport> before;
    private final Map<String, FailedExport> failedBefore;
    private final Target target;
    private final Terms terms;
    private final Surroundings surroundings;
    private final Map<String, RunningExport> after = new LinkedHashMap<>();
    private final Map<String, FailedExport> failures = new LinkedHashMap<>();

    /** The bundles of references that were looked up, since a thousand exports mostly use the same few. */
    private final Map<Schema.Kind, Map<String, SharedBundle>> chosen = new EnumMap<>(Schema.Kind.class);

    private final List<Replacement> replacements = new ArrayList<>();
    private final List<RunningExport> retiring = new ArrayList<>();
    private final Set<Path> failed = new LinkedHashSet<>();

    /** The parts of the server that a transaction needs. */
    record Surroundings(
            Installation installation,
            Rules rules,
            Retirements retirements,
            Moves moves,
            PluginCalls calls,
            Function<String, System.Logger> loggers,
            Consumer<String> shutdown,
            Function<String, ExportAccount> accounts,
            Function<String, Provisions> provisions) {}

    /**
     * How far a new chain has come: it has touched nothing, may have to be stopped, hangs while it starts and will be stopped when it
     * has started, or is being stopped.
     */
    private enum State {
        BUILT,
        PREPARED,
        HANGING,
        DISCARDED
    }

    /** A new chain, and the export whose chain it replaces. */
    private static final class Replacement {
        private final ExportDefinition definition;
        private final BuiltChain built;
        private final Optional<RunningExport> old;
        private Optional<Moves.Moved> moved = Optional.empty();

        /** Also set by the thread of a hand-over that fails. */
        private volatile State state = State.BUILT;

        Replacement(ExportDefinition definition, BuiltChain built, Optional<RunningExport> old) {
            this.definition = definition;
            this.built = built;
            this.old = old;
        }

        /**
         * Whether both chains can run side by side. Both must agree: the old one may hold contents that the new one does not
         * know of.
         */
        boolean coexists() {
            return built.coexists() && (old.isEmpty() || old.get().chain().coexists());
        }
    }

    /**
     * Plans a change.
     *
     * @param before the current exports
     * @param terms what the change may do
     */
    Transaction(ExportSet before, Target target, Terms terms, Surroundings surroundings) {
        this.before = before.running();
        failedBefore = before.failed();
        this.target = target;
        this.terms = terms;
        this.surroundings = surroundings;
    }

    /**
     * Makes the change.
     *
     * @param table receives the new exports
     * @param interlude runs between the preparation and the start of new chains
     * @return the new exports
     * @throws RefusedException if the change fails; then nothing has changed
     */
    ExportSet run(ExportTable table, Interlude interlude) throws RefusedException {
        build();
        start(interlude);
        requireContentsKept();
        commit(table);
        return new ExportSet(after, failures);
    }

    /** Starting may have taken long, and clients of chains without hand-over have gone on writing. */
    private void requireContentsKept() throws RefusedException {
        List<String> losses = unwantedLosses();
        if (!losses.isEmpty()) {
            undo();
            throw new RefusedException(losses, failed);
        }
        for (Replacement replacement : replacements) {
            if (replacement.old.isPresent() && replacement.moved.isEmpty()) {
                try {
                    requireContentsKept(replacement.old.get(), replacement.built.bundles());
                } catch (RefusedException e) {
                    undo();
                    throw new RefusedException(List.of(e.getMessage()), failed);
                }
            }
        }
    }

    private List<String> unwantedLosses() {
        return terms.givesUpContents()
                ? List.of()
                : Removals.losses(before.values(), target.definition().server());
    }

    /**
     * Checks whether the change could be made, as far as this is known without starting anything.
     *
     * @throws RefusedException if it could not
     */
    void check() throws RefusedException {
        build();
        replacements.forEach(replacement -> replacement.built.release());
    }

    // ---- Building ----

    private void build() throws RefusedException {
        List<String> complaints = new ArrayList<>();
        PlacedDefinition placed = target.definition();
        for (ExportDefinition definition : placed.server().exports().values()) {
            if (isLeft(definition)) {
                failures.put(definition.name(), failedBefore.get(definition.name()));
                continue;
            }
            try {
                build(definition, placed.positions().get(definition.name()));
            } catch (RefusedException e) {
                failed(definition, e.getMessage(), complaints);
            } catch (ChangedMeanwhileException e) {
                replacements.forEach(replacement -> replacement.built.release());
                throw e;
            } catch (RuntimeException | Error e) {
                // Thrown by a bundle's code: its constructor may have overflowed the stack, for example.
                failed(
                        definition,
                        "export '" + definition.name() + "' cannot be constructed: unexpected " + e,
                        complaints);
            }
        }
        complaints.addAll(unwantedLosses());
        for (RunningExport running : before.values()) {
            if (!after.containsKey(running.definition().name()) && !isReplaced(running)) {
                retiring.add(running);
            }
        }
        retiring.forEach(running -> objection(running).ifPresent(complaints::add));
        if (!complaints.isEmpty()) {
            replacements.forEach(replacement -> replacement.built.release());
            throw new RefusedException(complaints, failed);
        }
    }

    /** Why the chain of an export cannot be replaced or removed now. */
    private Optional<String> objection(RunningExport export) {
        String name = export.definition().name();
        return surroundings.moves().isUnderWay(name) ? Optional.of(Moves.objection(name)) : Optional.empty();
    }

    private void failed(ExportDefinition definition, String why, List<String> complaints) {
        if (mayFail(definition)) {
            leaveOut(definition, why);
        } else {
            complaints.add(why);
        }
    }

    private void leaveOut(ExportDefinition definition, String why) {
        after.remove(definition.name());
        failures.put(definition.name(), new FailedExport(definition, why));
        surroundings.loggers().apply(definition.name()).log(Level.ERROR, "the export is not served: " + why);
    }

    private boolean hasFailed(ExportDefinition definition) {
        FailedExport earlier = failedBefore.get(definition.name());
        return earlier != null && earlier.definition().equals(definition);
    }

    private boolean isLeft(ExportDefinition definition) {
        return terms.failures() instanceof Failures.Left left
                && !left.except().contains(definition.name())
                && hasFailed(definition);
    }

    private boolean mayFail(ExportDefinition definition) {
        return terms.failures() instanceof Failures.Any
                || (terms.failures() instanceof Failures.TriedAgain && hasFailed(definition));
    }

    private boolean isReplaced(RunningExport running) {
        return replacements.stream().anyMatch(replacement -> replacement.old.equals(Optional.of(running)));
    }

    private void build(ExportDefinition definition, ExportPositions positions) throws RefusedException {
        List<SharedBundle> bundles = choose(definition, positions);
        Optional<RunningExport> old = Optional.ofNullable(before.get(definition.name()));
        if (old.isPresent() && old.get().hasChainOf(definition, bundles)) {
            RunningExport same = old.get();
            after.put(
                    definition.name(),
                    same.definition().equals(definition)
                            ? same
                            : same.under(definition, served(definition, same.revision())));
            return;
        }
        if (old.isPresent()) {
            Optional<String> objection = objection(old.get());
            if (objection.isPresent()) {
                throw new RefusedException(objection.get());
            }
            requireContentsKept(old.get(), bundles);
        }
        BuiltChain built = construct(definition, positions, bundles);
        replacements.add(new Replacement(definition, built, old));
        // This entry reserves the export's place in the order of the configuration.
        after.put(
                definition.name(),
                RunningExport.of(definition, built, served(definition, new Revision(built.chain()))));
    }

    /** Refuses to replace a chain that takes with it what clients have written. */
    private void requireContentsKept(RunningExport old, List<SharedBundle> bundles) throws RefusedException {
        Optional<String> loss = terms.givesUpContents() ? Optional.empty() : old.losesContents();
        if (loss.isPresent()) {
            failed.addAll(jars(bundles));
            String name = old.definition().name();
            throw new RefusedException("export '" + name + "' would lose what clients have written: " + loss.get()
                    + "; to give up its contents, run 'platterctl export remove " + name
                    + "', and add the export again afterwards, or reload");
        }
    }

    private BuiltChain construct(ExportDefinition definition, ExportPositions positions, List<SharedBundle> bundles)
            throws RefusedException {
        try {
            return surroundings
                    .calls()
                    .call(
                            place(definition, bundles.getLast()) + "the constructor of " + BuiltChain.named(bundles),
                            () -> BuiltChain.of(
                                    definition,
                                    positions,
                                    bundles,
                                    surroundings.loggers(),
                                    surroundings.provisions().apply(definition.name())),
                            late -> late.ifPresent(BuiltChain::release));
        } catch (IOException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        } catch (ChangedMeanwhileException e) {
            throw e;
        } catch (RefusedException | RuntimeException | Error e) {
            failed.addAll(jars(bundles));
            throw e;
        }
    }

    private static Set<Path> jars(List<SharedBundle> bundles) {
        return bundles.stream().map(bundle -> bundle.entry().jar()).collect(Collectors.toSet());
    }

    /** The new served export. It keeps the account of the previous export of the same name. */
    private ServedExport served(ExportDefinition definition, Revision revision) {
        ExportAccount account = Optional.ofNullable(before.get(definition.name()))
                .map(old -> old.served().account())
                .orElseGet(() -> surroundings.accounts().apply(definition.name()));
        return new ServedExport(revision, surroundings.rules().of(definition), account);
    }

    private List<SharedBundle> choose(ExportDefinition definition, ExportPositions positions) throws RefusedException {
        List<SharedBundle> bundles = new ArrayList<>();
        for (int i = 0; i < definition.filters().size(); i++) {
            bundles.add(choose(
                    Schema.Kind.FILTER,
                    definition.filters().get(i),
                    positions.filters().get(i)));
        }
        bundles.add(choose(Schema.Kind.PLUGIN, definition.plugin(), positions.plugin()));
        return bundles;
    }

    private SharedBundle choose(Schema.Kind kind, MemberDefinition member, MemberPositions positions)
            throws RefusedException {
        Map<String, SharedBundle> before = chosen.computeIfAbsent(kind, _ -> new HashMap<>());
        SharedBundle known = before.get(member.reference());
        if (known != null) {
            return known;
        }
        SharedBundle now = find(kind, member, positions);
        before.put(member.reference(), now);
        return now;
    }

    private SharedBundle find(Schema.Kind kind, MemberDefinition member, MemberPositions positions)
            throws RefusedException {
        try {
            return surroundings.installation().choose(target.inventory(), kind, member.reference());
        } catch (RefusedException e) {
            throw new RefusedException(positions.member().place(e.getMessage()));
        }
    }

    // ---- Starting ----

    private void start(Interlude interlude) throws RefusedException {
        each(this::prepare);
        try {
            interlude.run(replacements.stream()
                    .flatMap(replacement -> replacement.built.chain().files().stream())
                    .toList());
        } catch (RefusedException | RuntimeException | Error e) {
            undo();
            throw e;
        }
        each(this::begin);
        for (Replacement replacement : replacements) {
            try {
                move(replacement);
            } catch (ChangedMeanwhileException e) {
                undo();
                throw e;
            } catch (RefusedException | IOException | RuntimeException | Error e) {
                undo();
                throw failed(replacement, e);
            }
        }
    }

    /** A part of the start of one chain. */
    @FunctionalInterface
    private interface Step {
        void run(Replacement replacement) throws RefusedException, IOException;
    }

    /** Takes a step with every new chain. One that fails is left out, if it may fail. */
    private void each(Step step) throws RefusedException {
        for (Replacement replacement : List.copyOf(replacements)) {
            try {
                step.run(replacement);
            } catch (ChangedMeanwhileException e) {
                undo();
                throw e;
            } catch (RefusedException | IOException | RuntimeException | Error e) {
                RefusedException failure = failed(replacement, e);
                if (!mayFail(replacement.definition)) {
                    undo();
                    throw failure;
                }
                if (replacement.state != State.HANGING) {
                    discard(replacement, new Deadline());
                }
                replacements.remove(replacement);
                leaveOut(replacement.definition, failure.getMessage());
            }
        }
    }

    private static RefusedException failed(Replacement replacement, Throwable failure) {
        List<SharedBundle> bundles = replacement.built.bundles();
        String why = failure instanceof RefusedException refusal
                ? refusal.getMessage()
                : place(replacement.definition, bundles.getLast()) + RefusedException.sentence(failure);
        return new RefusedException(List.of(why), jars(bundles));
    }

    /** Names the export in a message. The only export of a command line has no name and needs none. */
    private static String place(ExportDefinition definition, SharedBundle plugin) {
        return definition.name().isEmpty() ? "" : "export '" + definition.name() + "', made of " + plugin + ": ";
    }

    private void prepare(Replacement replacement) throws RefusedException, IOException {
        call(replacement, replacement.built.chain()::prepare);
    }

    private void begin(Replacement replacement) throws RefusedException, IOException {
        if (replacement.old.isEmpty() || replacement.coexists()) {
            call(replacement, () -> replacement.built.chain().start(surroundings.shutdown()));
        }
    }

    /** A call of a chain's members. */
    @FunctionalInterface
    private interface MemberCall {
        void run() throws IOException;
    }

    private void call(Replacement replacement, MemberCall members) throws RefusedException, IOException {
        RunningExport export = exportOf(replacement);
        List<SharedBundle> bundles = replacement.built.bundles();
        replacement.state = State.HANGING;
        try {
            surroundings
                    .calls()
                    .call(
                            place(replacement.definition, bundles.getLast()) + "the start of "
                                    + BuiltChain.named(bundles),
                            () -> {
                                members.run();
                                return replacement;
                            },
                            _ -> discardLate(export));
            replacement.state = State.PREPARED;
        } catch (HangingCallException e) {
            throw e;
        } catch (ChangedMeanwhileException e) {
            replacement.state = State.DISCARDED;
            throw e;
        } catch (RefusedException | IOException | RuntimeException | Error e) {
            replacement.state = State.PREPARED;
            throw e;
        }
    }

    /** Stops a chain whose start has returned after the change was given up, or is to begin again. */
    private void discardLate(RunningExport export) {
        surroundings.calls().lock();
        try {
            surroundings.retirements().begin(export, Optional.empty());
        } finally {
            surroundings.calls().unlock();
        }
    }

    /** Moves the clients of the old chain if they have to move, or if that is requested. */
    private void move(Replacement replacement) throws RefusedException, IOException {
        if (replacement.old.isEmpty()) {
            return;
        }
        boolean coexists = replacement.coexists();
        UpgradeMode mode = replacement.definition.upgrade();
        boolean wanted = mode == UpgradeMode.LIVE || terms.live().contains(replacement.definition.name());
        if (coexists && !wanted) {
            return;
        }
        Revision from = replacement.old.get().revision();
        if (!wanted && mode == UpgradeMode.NEW_CLIENTS && from.users() > 0) {
            throw new IOException(
                    "old and new cannot live side by side, and upgrade = \"new-clients\" rules out moving the"
                            + " " + from.users() + " connected clients: wait until they have left, or write upgrade"
                            + " = \"auto\"");
        }
        System.Logger log = surroundings.loggers().apply(replacement.definition.name());
        Revision to = successor(replacement);
        Runnable stop = () -> discard(replacement, new Deadline());
        Handover handover = coexists
                ? Handover.toStarted(from, to, stop, log)
                : Handover.toPrepared(from, to, surroundings.shutdown(), stop, log);
        long changes = surroundings.calls().changes();
        replacement.moved = Optional.of(handOver(replacement, handover));
        surroundings.calls().requireUnchanged(changes);
        after.computeIfPresent(
                replacement.definition.name(), (_, export) -> export.withContentsOf(replacement.old.get()));
    }

    private Moves.Moved handOver(Replacement replacement, Handover handover) throws RefusedException, IOException {
        List<SharedBundle> bundles = replacement.built.bundles();
        String what = place(replacement.definition, bundles.getLast()) + "the hand-over of its clients from "
                + replacement.old.orElseThrow().chain().named() + " to " + replacement.built.named();
        try {
            return surroundings.moves().move(replacement.definition.name(), what, handover);
        } catch (HangingCallException e) {
            replacement.state = State.HANGING;
            throw e;
        }
    }

    private Revision successor(Replacement replacement) {
        return exportOf(replacement).revision();
    }

    private RunningExport exportOf(Replacement replacement) {
        return after.get(replacement.definition.name());
    }

    private void undo() {
        Deadline deadline = new Deadline();
        for (Replacement replacement : replacements.reversed()) {
            if (replacement.moved.isPresent()) {
                replacement.moved.get().rollBack(deadline);
            } else if (replacement.state == State.PREPARED) {
                discard(replacement, deadline);
            } else if (replacement.state == State.BUILT) {
                replacement.built.release();
            }
        }
    }

    private void discard(Replacement replacement, Deadline deadline) {
        replacement.state = State.DISCARDED;
        surroundings.retirements().discard(exportOf(replacement), deadline);
    }

    // ---- Committing ----

    private void commit(ExportTable table) {
        Map<String, ServedExport> found = new LinkedHashMap<>();
        after.forEach((name, export) -> found.put(name, export.served()));
        table.replace(found, target.definition().server());
        Deadline deadline = new Deadline();
        for (Replacement replacement : replacements) {
            Runnable retireOld = () -> replacement.old.ifPresent(
                    old -> surroundings.retirements().begin(old, Optional.of(successor(replacement))));
            // A member that hands its state over is not stopped before its heir has been told to keep it.
            replacement.moved.ifPresentOrElse(moved -> moved.commit(retireOld, deadline), retireOld);
        }
        for (RunningExport removed : retiring) {
            Retirement retirement = surroundings.retirements().begin(removed, Optional.empty());
            if (removed.definition().remove() != RemovalMode.HIDE) {
                retirement.end(removed.definition().remove() == RemovalMode.HARD);
            }
        }
    }
}
