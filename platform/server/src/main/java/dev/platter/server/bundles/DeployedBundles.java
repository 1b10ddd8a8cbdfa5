// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

import dev.platter.host.BundleEntry;
import dev.platter.host.Inventory;
import dev.platter.host.JarContent;
import dev.platter.host.PluginHost;
import dev.platter.host.RefusedException;
import dev.platter.host.SharedBundle;
import dev.platter.host.deploy.Signatures;
import dev.platter.server.calls.ChangedMeanwhileException;
import dev.platter.server.calls.PluginCalls;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * The jars in the deploy folder, and their states.
 *
 * <p>A jar is tried out before anything depends on it: its signature is checked, it is installed and resolved, its class is
 * loaded and initialised, its parameters are read. The result is a {@link BundlePlan}. The server makes its exports of the
 * plan, all or none, and then keeps or drops the plan. If it is dropped, the old bundles stay in use, and the reason is
 * recorded.
 *
 * <p>A jar whose file has gone while an export needs it is an orphan. It stays in use until exports no longer need it, or until
 * a file with the same content appears under any name; so a file may be renamed, and a lost one put back.
 *
 * <p>Methods that change the state are called with the server's lock held; any thread may query the state at any time.
 */
public final class DeployedBundles {
    private final PluginHost host;
    private final Inventory installation;
    private final Withdrawn withdrawn;
    private final PluginCalls calls;
    private final System.Logger log;
    private final Map<Path, String> problems = new ConcurrentSkipListMap<>();

    /** Immutable; replaced as a whole. */
    private volatile Map<Path, Deployed> deployed = Map.of();

    /** Bundles that were replaced or removed and may still have users. Immutable; replaced as a whole. */
    private volatile List<SharedBundle> retiring = List.of();

    private Signatures signatures = Signatures.notRequired();

    private DeployedBundles(
            PluginHost host, Inventory installation, Withdrawn withdrawn, PluginCalls calls, System.Logger log) {
        this.calls = calls;
        this.host = host;
        this.installation = installation;
        this.withdrawn = withdrawn;
        this.log = log;
    }

    /**
     * Starts without deployed jars.
     *
     * @param installation where jars are installed, with the installation's own bundles
     * @param state the server's state folder; empty if no state outlives the server
     * @param calls the server's lock, and the calls of plugins
     * @param log the log
     * @return the bundles
     * @throws RefusedException if the state cannot be read
     */
    public static DeployedBundles begin(
            Installation installation, Optional<Path> state, PluginCalls calls, System.Logger log)
            throws RefusedException {
        return new DeployedBundles(installation.host(), installation.inventory(), Withdrawn.in(state), calls, log);
    }

    /**
     * Sets whose jars are trusted from now on; jars already deployed stay.
     *
     * @param policy the policy
     */
    public void require(Signatures policy) {
        signatures = policy;
    }

    /**
     * The bundles that can be chosen.
     *
     * @return the installation's bundles and those that are deployed and not rolled back
     */
    public Inventory inventory() {
        return inventory(deployed.values());
    }

    private Inventory inventory(Iterable<Deployed> of) {
        Inventory inventory = installation;
        for (Deployed jar : of) {
            if (jar.isOffered()) {
                inventory = inventory.with(jar.bundles());
            }
        }
        return inventory;
    }

    // ---- Changes in the folder ----

    /**
     * Tries out a jar that is new, or whose content has changed.
     *
     * @param content the jar
     * @return what changes, to be {@linkplain #keep kept} or {@linkplain #drop dropped}; empty if the jar is in use already
     * @throws RefusedException if the jar cannot be used; the reason is recorded, and nothing has changed
     */
    public Optional<BundlePlan> deploy(JarContent content) throws RefusedException {
        Path jar = content.jar();
        String digest = content.digest();
        Optional<Deployed> before = Optional.ofNullable(deployed.get(jar));
        if (before.isPresent() && before.get().digest().equals(digest)) {
            replace(before.get().asFound());
            problems.remove(jar);
            return Optional.empty();
        }
        List<SharedBundle> fresh = new ArrayList<>();
        try {
            List<Deployed> replaced = new ArrayList<>(orphanedTwins(content));
            before.ifPresent(replaced::add);
            tryOut(content, fresh);
            Deployed now = new Deployed(jar, digest, List.copyOf(fresh), withdrawn.contains(digest), false);
            String what = "deployed " + fresh + (now.rolledBack() ? ", which was rolled back" : "");
            return Optional.of(plan(replaced, Optional.of(now), what));
        } catch (RefusedException e) {
            problems.put(jar, e.getMessage());
            release(fresh);
            throw e;
        } catch (ChangedMeanwhileException e) {
            release(fresh);
            throw e;
        }
    }

    /**
     * Carries out a plan, after the exports were made of its inventory.
     *
     * @param plan the newest plan
     * @throws RefusedException if a rollback cannot be recorded
     */
    public void keep(BundlePlan plan) throws RefusedException {
        deployed = after(plan.from(), plan.to());
        for (Deployed old : plan.from()) {
            boolean stays = plan.to().isPresent() && plan.to().get().bundles().equals(old.bundles());
            if (!stays) {
                release(old.bundles());
            }
            if (old.orphaned() || plan.to().isEmpty()) {
                problems.remove(old.jar());
            }
        }
        if (plan.to().isPresent()) {
            keep(plan.to().get());
        } else {
            for (Deployed gone : plan.from()) {
                withdrawn.remove(gone.digest());
            }
        }
    }

    private void keep(Deployed now) throws RefusedException {
        problems.remove(now.jar());
        if (now.rolledBack() && !withdrawn.contains(now.digest())) {
            withdrawn.add(now.digest());
        }
    }

    /**
     * Drops the plan of a deployment, since exports could not be made of it.
     *
     * @param plan the newest plan
     * @param why the reason, which is recorded
     */
    public void drop(BundlePlan plan, String why) {
        plan.to().ifPresent(jar -> {
            problems.put(jar.jar(), why);
            release(jar.bundles());
        });
    }

    /** Jars without files that hold the same bundles as a new jar. */
    private List<Deployed> orphanedTwins(JarContent content) throws RefusedException {
        List<Deployed> orphans = new ArrayList<>();
        for (Deployed other : deployed.values()) {
            if (other.orphaned() && !other.jar().equals(content.jar()) && claimsAnyOf(content.entries(), other)) {
                orphans.add(other);
            }
        }
        return orphans;
    }

    private static boolean claimsAnyOf(List<BundleEntry> entries, Deployed other) throws RefusedException {
        for (BundleEntry entry : entries) {
            if (twin(entry, other).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<BundleEntry> twin(BundleEntry entry, Deployed other) throws RefusedException {
        for (SharedBundle bundle : other.bundles()) {
            BundleEntry taken = bundle.entry();
            if (taken.kind() == entry.kind() && taken.name().equals(entry.name()) && taken.compareVersion(entry) == 0) {
                return Optional.of(taken);
            }
        }
        return Optional.empty();
    }

    private void tryOut(JarContent content, List<SharedBundle> fresh) throws RefusedException {
        signatures.check(content);
        if (content.entries().isEmpty()) {
            throw new RefusedException(content.jar()
                    + " holds neither a plugin nor a filter: no class in it has @NbdPlugin or @NbdFilter");
        }
        for (BundleEntry entry : content.entries()) {
            refuseUnfit(entry);
            SharedBundle bundle = SharedBundle.of(host, content, entry);
            fresh.add(bundle);
            tryOut(bundle);
        }
    }

    private void tryOut(SharedBundle bundle) throws RefusedException {
        try {
            calls.call("loading " + bundle, bundle::use, late -> late.ifPresent(DeployedBundles::close))
                    .close();
        } catch (IOException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void close(SharedBundle.Use late) {
        try {
            late.close();
        } catch (RefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refuseUnfit(BundleEntry entry) throws RefusedException {
        if (entry.name().isEmpty()) {
            throw new RefusedException(entry.jar() + " declares a " + entry.kind()
                    + " without a name: give it one in the header Provide-Capability, or let bnd write that");
        }
        entry.requireVersion();
        for (Deployed other : deployed.values()) {
            Optional<BundleEntry> taken = twin(entry, other);
            if (taken.isPresent() && !other.orphaned() && !other.jar().equals(entry.jar())) {
                throw new RefusedException(entry + " has the same name and version as " + taken.get()
                        + ", which stays in use: give one of them another version, or remove one");
            }
        }
    }

    private BundlePlan plan(List<Deployed> from, Optional<Deployed> to, String what) {
        return new BundlePlan(inventory(after(from, to).values()), from, to, what);
    }

    /** The jars, with one of them in place of some others. */
    private Map<Path, Deployed> after(List<Deployed> from, Optional<Deployed> to) {
        Map<Path, Deployed> next = new LinkedHashMap<>(deployed);
        from.forEach(old -> next.remove(old.jar()));
        to.ifPresent(now -> next.put(now.jar(), now));
        return next;
    }

    /** Records another state of a jar that does not affect exports. */
    private void replace(Deployed jar) {
        Map<Path, Deployed> next = new LinkedHashMap<>(deployed);
        next.put(jar.jar(), jar);
        deployed = next;
    }

    /**
     * Records why a file cannot be used.
     *
     * @param jar its path
     * @param why what is wrong with it
     */
    public void damaged(Path jar, String why) {
        problems.put(jar, why);
    }

    /**
     * Plans the removal of a jar whose file has gone.
     *
     * @param jar its path
     * @return what changes, to be {@linkplain #keep kept}, unless the jar becomes an {@linkplain #orphan orphan}; empty if it
     *     was not used
     */
    public Optional<BundlePlan> remove(Path jar) {
        Optional<Deployed> gone = Optional.ofNullable(deployed.get(jar));
        if (gone.isEmpty()) {
            problems.remove(jar);
            return Optional.empty();
        }
        return gone.map(it -> plan(List.of(it), Optional.empty(), "removed " + it.bundles()));
    }

    /**
     * Keeps a jar in use although its file has gone, since an export needs it.
     *
     * @param jar its path
     * @param reason why no other bundle can take its place
     */
    public void orphan(Path jar, String reason) {
        String why = "the file is gone; its bundles stay in use, since nothing can take their place: " + reason;
        if (!why.equals(problems.put(jar, why))) {
            log.log(Level.ERROR, jar + ": " + why);
        }
        Optional.ofNullable(deployed.get(jar)).ifPresent(it -> replace(it.asOrphan()));
    }

    /**
     * The jars whose files have gone and that may still be used.
     *
     * @return where they were
     */
    public List<Path> orphans() {
        return deployed.values().stream()
                .filter(Deployed::orphaned)
                .map(Deployed::jar)
                .toList();
    }

    /**
     * Forgets jars that exports were never made of.
     *
     * @param jars where they are
     * @return those that were deployed
     */
    public Set<Path> leaveOut(Set<Path> jars) {
        Map<Path, Deployed> next = new LinkedHashMap<>(deployed);
        next.keySet().retainAll(jars);
        Set<Path> left = Set.copyOf(next.keySet());
        for (Deployed jar : next.values()) {
            release(jar.bundles());
        }
        next = new LinkedHashMap<>(deployed);
        next.keySet().removeAll(left);
        deployed = next;
        return left;
    }

    private void release(List<SharedBundle> bundles) {
        retiring = Stream.concat(retiring.stream(), bundles.stream())
                .filter(bundle -> bundle.users() > 0)
                .toList();
        for (SharedBundle bundle : bundles) {
            try {
                bundle.withdraw();
            } catch (RefusedException e) {
                log.log(Level.ERROR, e.getMessage());
            }
        }
    }

    // ---- Commands ----

    /**
     * Plans the rollback of a plugin or filter from its newest deployed version to the one before it.
     *
     * @param name its name
     * @return what changes, to be {@linkplain #keep kept} or dropped
     * @throws RefusedException if no version is deployed
     */
    public BundlePlan rollBack(String name) throws RefusedException {
        Optional<SharedBundle> newest = Optional.empty();
        Optional<Deployed> holder = Optional.empty();
        for (Deployed jar : deployed.values()) {
            for (SharedBundle bundle : jar.bundles()) {
                boolean newer = newest.isEmpty()
                        || bundle.entry().compareVersion(newest.get().entry()) > 0;
                if (jar.isOffered() && bundle.entry().name().equals(name) && newer) {
                    newest = Optional.of(bundle);
                    holder = Optional.of(jar);
                }
            }
        }
        if (newest.isEmpty() || holder.isEmpty()) {
            throw new RefusedException("no deployed version of '" + name + "' can be rolled back");
        }
        return plan(
                List.of(holder.get()),
                Optional.of(holder.get().rolledBack(true)),
                "rolled back " + newest.get().entry());
    }

    /**
     * The files that hold a plugin or filter, in one version or in all of them.
     *
     * @param name its name
     * @param version the version; empty for all
     * @return the jars in the folder
     */
    public List<Path> jarsOf(String name, Optional<String> version) {
        List<Path> jars = new ArrayList<>();
        for (Deployed jar : deployed.values()) {
            for (SharedBundle bundle : jar.bundles()) {
                BundleEntry entry = bundle.entry();
                if (entry.name().equals(name)
                        && (version.isEmpty() || version.get().equals(entry.version()))
                        && !jars.contains(jar.jar())) {
                    jars.add(jar.jar());
                }
            }
        }
        return jars;
    }

    /**
     * The jars that were refused.
     *
     * @return where they are
     */
    public Set<Path> refused() {
        return Set.copyOf(problems.keySet());
    }

    /**
     * Why the jar at a path is not used.
     *
     * @param jar its path
     * @return the reason; empty if the jar is usable or missing
     */
    public Optional<String> problem(Path jar) {
        return Optional.ofNullable(problems.get(jar));
    }

    /**
     * All bundles as shown to people.
     *
     * @return a status for each, and for each jar that cannot be used
     */
    public List<BundleStatus> statuses() {
        List<BundleStatus> statuses = new ArrayList<>();
        for (SharedBundle bundle : installation.bundles()) {
            statuses.add(
                    status(bundle, bundle.users() > 0 ? BundleState.ACTIVE : BundleState.AVAILABLE, Optional.empty()));
        }
        // Not by the copying constructor, which relies on a size that other threads may change meanwhile.
        Map<Path, String> others = new TreeMap<>();
        problems.forEach(others::put);
        for (Deployed jar : deployed.values()) {
            for (SharedBundle bundle : jar.bundles()) {
                BundleState state = jar.rolledBack()
                        ? BundleState.ROLLED_BACK
                        : jar.orphaned()
                                ? BundleState.ORPHANED
                                : bundle.users() > 0 ? BundleState.ACTIVE : BundleState.AVAILABLE;
                statuses.add(status(bundle, state, jar.orphaned() ? problem(jar.jar()) : Optional.empty()));
            }
            if (jar.orphaned()) {
                others.remove(jar.jar());
            }
        }
        for (SharedBundle bundle : retiring) {
            if (bundle.users() > 0) {
                statuses.add(status(bundle, BundleState.RETIRING, Optional.empty()));
            }
        }
        others.forEach((jar, why) -> statuses.add(new BundleStatus(
                "jar", "" + jar.getFileName(), "", BundleState.FAILED, 0, jar.toString(), Optional.of(why))));
        return statuses;
    }

    private static BundleStatus status(SharedBundle bundle, BundleState state, Optional<String> problem) {
        BundleEntry entry = bundle.entry();
        return new BundleStatus(
                entry.kind().toString(),
                entry.name(),
                entry.version(),
                state,
                bundle.users(),
                entry.jar().toString(),
                problem);
    }
}
