// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.engine.parameters.Schema;
import dev.platter.host.JarContent;
import dev.platter.host.RefusedException;
import dev.platter.host.SharedBundle;
import dev.platter.host.deploy.DeployListener;
import dev.platter.host.deploy.Signatures;
import dev.platter.server.bundles.BundlePlan;
import dev.platter.server.bundles.DeployedBundles;
import dev.platter.server.bundles.Installation;
import dev.platter.server.bundles.Members;
import dev.platter.server.calls.ChangedMeanwhileException;
import dev.platter.server.calls.PluginCalls;
import dev.platter.server.definition.MemberDefinition;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.PlacedDefinition.Position;
import dev.platter.server.exports.Exporting;
import dev.platter.server.exports.Terms;
import dev.platter.server.process.Interlude;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is served, and the only way to change it.
 *
 * <p>Two things decide what is served: the definition and the bundles. Every change, be it a reload, a new jar in the deploy
 * folder or a command, goes through here, one after the other. {@link DeployedBundles} makes a {@linkplain BundlePlan plan}, or
 * refuses; {@link Exporting} makes the exports of the plan, all of them or none; then the plan is kept. So there is always one
 * answer to what is served and why. Queries take no lock.
 */
final class ServerState implements DeployListener {
    /** How often a change begins again because others were made while it waited for a plugin. */
    private static final int ATTEMPTS = 10;

    private final PluginCalls calls;
    private final Deployments deployments;
    private final Exporting exporting;
    private final System.Logger log;
    private final Installation installation;
    private final DeployedBundles bundles;
    private final List<Members> defined = new ArrayList<>();
    private volatile PlacedDefinition definition;
    private boolean begun;

    /** Creates a state that serves nothing yet. */
    ServerState(
            PlacedDefinition definition,
            Exporting exporting,
            Installation installation,
            DeployedBundles bundles,
            PluginCalls calls,
            ServerObserver observer,
            System.Logger log) {
        this.definition = definition;
        this.exporting = exporting;
        this.installation = installation;
        this.bundles = bundles;
        this.calls = calls;
        this.log = log;
        deployments = new Deployments(observer);
    }

    /** Adds an export before the server begins to serve. */
    void define(ExportRequest request, Position place, Function<String, System.Logger> loggers)
            throws RefusedException {
        Members members = use(request);
        defined.add(members);
        definition = request.addTo(definition, members, place);
        if (log.isLoggable(Level.DEBUG)) {
            request.report(members, loggers);
        }
    }

    private Members use(ExportRequest request) throws RefusedException {
        try {
            return calls.call(
                    "loading " + request.plugin() + " for export '" + request.name() + "'",
                    () -> installation.use(bundles.inventory(), request.filters(), request.plugin()),
                    late -> late.ifPresent(this::close));
        } catch (IOException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Serves the definition's exports, made of the bundles deployed so far. A jar from which no export can be made is left out:
     * a running server would have refused it, and it must not keep a server from starting.
     *
     * @param strict whether all exports must be served; otherwise those that cannot be are left out
     * @param interlude runs when chains are prepared and none of them has started; once more for each attempt with fewer jars
     * @return the jars that were left out, perhaps with good ones among them; they can be deployed again
     * @throws RefusedException if exports cannot be made even so
     */
    Set<Path> begin(boolean strict, Interlude interlude) throws RefusedException {
        calls.lock();
        try {
            begun = true;
            return strict ? makeWithout(new LinkedHashSet<>(), interlude) : makeAsFarAsPossible(interlude);
        } finally {
            calls.unlock();
            letGo();
        }
    }

    /** Releases the bundles, which the exports themselves use by now. */
    private void letGo() {
        defined.forEach(this::close);
        defined.clear();
    }

    private void close(Members members) {
        try {
            members.close();
        } catch (RefusedException e) {
            log.log(Level.ERROR, e.getMessage());
        }
    }

    private Set<Path> makeAsFarAsPossible(Interlude interlude) throws RefusedException {
        Set<Path> leftOut = new LinkedHashSet<>();
        try {
            return makeWithout(leftOut, interlude);
        } catch (RefusedException e) {
            log.log(Level.DEBUG, "not all exports can be served: " + e.getMessage());
            exporting.serve(definition, bundles.inventory(), Terms.AS_FAR_AS_POSSIBLE, interlude);
            return leftOut;
        }
    }

    private Set<Path> makeWithout(Set<Path> leftOut, Interlude interlude) throws RefusedException {
        try {
            exporting.serve(definition, bundles.inventory(), Terms.CAREFUL, interlude);
            return leftOut;
        } catch (RefusedException e) {
            if (!leftOut.addAll(bundles.leaveOut(e.jars()))) {
                throw e;
            }
            try {
                return makeWithout(leftOut, interlude);
            } catch (RefusedException again) {
                // Report the first failure: the later one only comes from leaving the jar out.
                throw e;
            }
        }
    }

    /**
     * Stops all exports, after all clients have gone. If a plugin or filter hangs in a change under way, everything is left as
     * it is: a server must be able to end nevertheless.
     *
     * @param patience how long to wait for a change under way, and then for all exports to stop, in all
     */
    void stop(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            if (!beginStop(patience)) {
                log.log(
                        Level.WARNING,
                        "a change that is under way has not ended within " + patience.toMillis()
                                + " ms: exports are not stopped cleanly");
                return;
            }
            exporting.awaitMoves(Duration.ofNanos(deadline - System.nanoTime()));
            stopExports(deadline, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean beginStop(Duration patience) throws InterruptedException {
        if (!calls.tryLock(patience)) {
            return false;
        }
        try {
            calls.end();
            letGo();
            exporting.beginStop();
            return true;
        } finally {
            calls.unlock();
        }
    }

    private void stopExports(long deadline, Duration patience) throws InterruptedException {
        calls.lock();
        try {
            for (String export : exporting.stop(Duration.ofNanos(deadline - System.nanoTime()))) {
                log.log(
                        Level.WARNING,
                        "export '" + export + "' has not stopped within " + patience.toMillis()
                                + " ms: the server ends without waiting for it");
            }
        } finally {
            calls.unlock();
        }
    }

    // ---- Changes by command ----

    /** Work that changes what is served, and returns a sentence about what it has done. */
    @FunctionalInterface
    interface Work {
        String run() throws RefusedException, InterruptedException, IOException;
    }

    /**
     * Makes a change, one at a time.
     *
     * @param what for the list of deployments
     * @param work the change; if it throws, nothing has changed
     */
    String change(String what, Work work) throws RefusedException {
        return attempt(what, () -> alone(work));
    }

    private String alone(Work work) throws RefusedException, InterruptedException, IOException {
        calls.lock();
        try {
            String done = settled(work);
            removeOrphans();
            return done;
        } finally {
            calls.unlock();
        }
    }

    /** Does work again as long as other changes are made while it waits for a plugin. Called under the lock. */
    private static String settled(Work work) throws RefusedException, InterruptedException, IOException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return work.run();
            } catch (ChangedMeanwhileException e) {
                // What the attempt has made is taken back already.
            }
        }
        try {
            return work.run();
        } catch (ChangedMeanwhileException e) {
            throw new RefusedException("other changes were made meanwhile, " + ATTEMPTS
                    + " times in a row: try again when they have ended");
        }
    }

    /**
     * Does work that does not change what is served; other changes may happen meanwhile.
     *
     * @param what for the list of deployments
     */
    String attempt(String what, Work work) throws RefusedException {
        Deployments.Attempt attempt = deployments.begin();
        try {
            String done = work.run();
            attempt.succeeded(what);
            log.log(Level.INFO, what + ": " + inOneLine(done));
            return done;
        } catch (RefusedException e) {
            throw failed(attempt, what, e);
        } catch (IOException e) {
            throw failed(attempt, what, new RefusedException(String.valueOf(e.getMessage()), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted; nothing has changed");
        }
    }

    private RefusedException failed(Deployments.Attempt attempt, String what, RefusedException failure) {
        attempt.failed(what, failure.getMessage());
        log.log(Level.WARNING, what + " has changed nothing: " + inOneLine(failure.getMessage()));
        return failure;
    }

    private static String inOneLine(String text) {
        return text.strip().replaceAll("\\R", "; ");
    }

    /** Goes over to another definition; part of some {@link Work}. */
    void goOver(PlacedDefinition next, Terms terms) throws RefusedException {
        exporting.serve(next, bundles.inventory(), terms);
        definition = next;
    }

    /** Goes over to a definition with an additional export; part of some {@link Work}. */
    void add(ExportRequest request, Position place) throws RefusedException {
        try (Members members = use(request)) {
            goOver(request.addTo(definition, members, place), Terms.CAREFUL);
        }
    }

    /** Makes the exports of the current bundles; part of some {@link Work}. */
    void renew(Terms terms) throws RefusedException {
        exporting.serve(definition, bundles.inventory(), terms);
    }

    /** Goes back from the newest version of a bundle; part of some {@link Work}. */
    String rollBack(String name) throws RefusedException {
        BundlePlan plan = bundles.rollBack(name);
        apply(plan);
        return plan.what();
    }

    /** Trusts other signatures from now on; part of some {@link Work}. */
    void require(Signatures signatures) {
        bundles.require(signatures);
    }

    // ---- Changes of bundles ----

    /** Makes the exports of the bundles in a plan; if that fails, nothing has changed. */
    private void apply(BundlePlan plan) throws RefusedException {
        if (begun) {
            exporting.serve(definition, plan.inventory(), Terms.TRYING_AGAIN);
        }
        // Before the server begins, exports are made once all jars in the folder are known.
        bundles.keep(plan);
        calls.changed();
    }

    @Override
    public void deployed(JarContent content) throws RefusedException {
        Deployments.Attempt attempt = deployments.begin();
        calls.lock();
        try {
            settled(() -> {
                deploy(content);
                return "";
            });
            attempt.succeeded("deployed " + content.titles());
        } catch (RefusedException e) {
            attempt.failed("deploying " + content.jar().getFileName(), e.getMessage());
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted; nothing has changed");
        } catch (IOException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        } finally {
            calls.unlock();
        }
    }

    private void deploy(JarContent content) throws RefusedException {
        Optional<BundlePlan> plan = bundles.deploy(content);
        if (plan.isEmpty()) {
            return;
        }
        try {
            apply(plan.get());
            log.log(Level.INFO, plan.get().what());
        } catch (RefusedException e) {
            bundles.drop(plan.get(), e.getMessage());
            throw e;
        } catch (ChangedMeanwhileException e) {
            bundles.drop(plan.get(), "");
            throw e;
        }
    }

    @Override
    public void damaged(Path jar, String why) {
        calls.lock();
        try {
            bundles.damaged(jar, why);
            deployments.begin().failed("deploying " + jar.getFileName(), why);
        } finally {
            calls.unlock();
        }
    }

    @Override
    public void removed(Path jar) {
        Deployments.Attempt attempt = deployments.begin();
        calls.lock();
        try {
            remove(jar);
            Optional<String> problem = bundles.problem(jar);
            String what = "removing " + jar.getFileName();
            problem.ifPresentOrElse(why -> attempt.failed(what, why), () -> attempt.succeeded(what));
        } finally {
            calls.unlock();
        }
    }

    private void remove(Path jar) {
        Optional<BundlePlan> plan = bundles.remove(jar);
        if (plan.isEmpty()) {
            return;
        }
        try {
            settled(() -> {
                apply(bundles.remove(jar).orElseThrow());
                return "";
            });
            log.log(Level.INFO, plan.get().what());
        } catch (RefusedException | IOException e) {
            bundles.orphan(jar, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            bundles.orphan(jar, "interrupted; nothing has changed");
        }
    }

    /** Forgets jars that have gone from the folder, if exports do not need them any more. */
    void removeOrphans() {
        calls.lock();
        try {
            bundles.orphans().forEach(this::remove);
        } finally {
            calls.unlock();
        }
    }

    // ---- Queries ----

    PlacedDefinition definition() {
        return definition;
    }

    Exporting exporting() {
        return exporting;
    }

    DeployedBundles bundles() {
        return bundles;
    }

    Deployments deployments() {
        return deployments;
    }

    /** Whether a parameter's value must not be shown; true if no bundle can tell. */
    boolean isSecret(MemberDefinition member, String key) {
        return isSecret(Schema.Kind.PLUGIN, member, key)
                .or(() -> isSecret(Schema.Kind.FILTER, member, key))
                .orElse(true);
    }

    private Optional<Boolean> isSecret(Schema.Kind kind, MemberDefinition member, String key) {
        try {
            SharedBundle bundle = installation.choose(bundles.inventory(), kind, member.reference());
            return Optional.of(calls.callAcrossChanges("loading " + bundle, () -> isSecret(bundle, key), _ -> {}));
        } catch (RefusedException | IOException e) {
            // It is a bundle of the other kind, or has gone, or hangs.
            return Optional.empty();
        }
    }

    private static boolean isSecret(SharedBundle bundle, String key) throws RefusedException {
        try (SharedBundle.Use use = bundle.use()) {
            return use.schema().isSecret(key);
        }
    }
}
