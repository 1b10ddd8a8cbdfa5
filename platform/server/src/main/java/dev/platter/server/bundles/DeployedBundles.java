// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

import dev.platter.host.BundleEntry;
import dev.platter.host.HostException;
import dev.platter.host.Inventory;
import dev.platter.host.JarContent;
import dev.platter.host.PluginHost;
import dev.platter.host.SharedBundle;
import dev.platter.host.deploy.Signatures;
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
 * What lies in the deploy folder, and what became of it.
 *
 * <p>A jar is tried out before anything depends on it: its signature is checked, it is installed and resolved, its class is
 * loaded and initialised, its parameters are read. The answer is a {@link BundlePlan}: the server makes its exports of that,
 * all or none, and has the plan kept or dropped. If it is dropped, what was there goes on, and the reason is kept.
 *
 * <p>A jar whose file has gone while an export needs it is an orphan: it goes on, until nothing needs it or a file comes that
 * holds the same, under whatever name, so that a file may be renamed and a lost one put back.
 *
 * <p>Whoever changes anything holds the server's lock; all can be looked at by any thread at any time.
 */
public final class DeployedBundles {
    private final PluginHost host;
    private final Inventory installation;
    private final Withdrawn withdrawn;
    private final System.Logger log;
    private final Map<Path, String> problems = new ConcurrentSkipListMap<>();

    /** Never changed, but replaced. */
    private volatile Map<Path, Deployed> deployed = Map.of();

    /** What was replaced or removed and still has users, as far as is known; never changed, but replaced. */
    private volatile List<SharedBundle> retiring = List.of();

    private Signatures signatures = Signatures.notRequired();

    private DeployedBundles(PluginHost host, Inventory installation, Withdrawn withdrawn, System.Logger log) {
        this.host = host;
        this.installation = installation;
        this.withdrawn = withdrawn;
        this.log = log;
    }

    /**
     * Begins without any.
     *
     * @param installation where they are installed, and what there is besides
     * @param state the server's folder; empty if nothing of it outlives the server
     * @param log where to log
     * @return the bundles
     * @throws HostException if the state cannot be read
     */
    public static DeployedBundles begin(Installation installation, Optional<Path> state, System.Logger log)
            throws HostException {
        return new DeployedBundles(installation.host(), installation.inventory(), Withdrawn.in(state), log);
    }

    /**
     * Says whose jars are trusted from now on; those that are deployed stay.
     *
     * @param policy the policy
     */
    public void require(Signatures policy) {
        signatures = policy;
    }

    /**
     * What there is to choose from.
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

    // ---- What happens in the folder ----

    /**
     * Tries a jar out that has come, or has another content than before.
     *
     * @param content the jar
     * @return what changes, to be {@linkplain #keep kept} or {@linkplain #drop dropped}; empty if the jar is in use already
     * @throws HostException if the jar cannot be used; the reason is kept, and nothing has changed
     */
    public Optional<BundlePlan> deploy(JarContent content) throws HostException {
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
        } catch (HostException e) {
            problems.put(jar, e.getMessage());
            release(fresh);
            throw e;
        }
    }

    /**
     * Makes a plan come true, after the exports were made of its inventory.
     *
     * @param plan the newest plan
     * @throws HostException if it cannot be remembered that something was rolled back
     */
    public void keep(BundlePlan plan) throws HostException {
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

    private void keep(Deployed now) throws HostException {
        problems.remove(now.jar());
        if (now.rolledBack() && !withdrawn.contains(now.digest())) {
            withdrawn.add(now.digest());
        }
    }

    /**
     * Drops the plan of a deployment, of which no export could be made.
     *
     * @param plan the newest plan
     * @param why the reason, which is kept
     */
    public void drop(BundlePlan plan, String why) {
        plan.to().ifPresent(jar -> {
            problems.put(jar.jar(), why);
            release(jar.bundles());
        });
    }

    /** What has no file any more and claims what is in a jar that has come. */
    private List<Deployed> orphanedTwins(JarContent content) throws HostException {
        List<Deployed> orphans = new ArrayList<>();
        for (Deployed other : deployed.values()) {
            if (other.orphaned() && !other.jar().equals(content.jar()) && claimsAnyOf(content.entries(), other)) {
                orphans.add(other);
            }
        }
        return orphans;
    }

    private static boolean claimsAnyOf(List<BundleEntry> entries, Deployed other) throws HostException {
        for (BundleEntry entry : entries) {
            if (twin(entry, other).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<BundleEntry> twin(BundleEntry entry, Deployed other) throws HostException {
        for (SharedBundle bundle : other.bundles()) {
            BundleEntry taken = bundle.entry();
            if (taken.kind() == entry.kind() && taken.name().equals(entry.name()) && taken.compareVersion(entry) == 0) {
                return Optional.of(taken);
            }
        }
        return Optional.empty();
    }

    private void tryOut(JarContent content, List<SharedBundle> fresh) throws HostException {
        signatures.check(content);
        if (content.entries().isEmpty()) {
            throw new HostException(content.jar()
                    + " holds neither a plugin nor a filter: no class in it has @NbdPlugin or @NbdFilter");
        }
        for (BundleEntry entry : content.entries()) {
            refuseUnfit(entry);
            SharedBundle bundle = SharedBundle.of(host, content, entry);
            fresh.add(bundle);
            bundle.use().close();
        }
    }

    private void refuseUnfit(BundleEntry entry) throws HostException {
        if (entry.name().isEmpty()) {
            throw new HostException(entry.jar() + " declares a " + entry.kind()
                    + " without a name: give it one in the header Provide-Capability, or let bnd write that");
        }
        entry.requireVersion();
        for (Deployed other : deployed.values()) {
            Optional<BundleEntry> taken = twin(entry, other);
            if (taken.isPresent() && !other.orphaned() && !other.jar().equals(entry.jar())) {
                throw new HostException(entry + " claims the name and version of " + taken.get()
                        + ", which goes on: give one of them another version, or take one away");
            }
        }
    }

    private BundlePlan plan(List<Deployed> from, Optional<Deployed> to, String what) {
        return new BundlePlan(inventory(after(from, to).values()), from, to, what);
    }

    /** The jars when some of them have another in their place. */
    private Map<Path, Deployed> after(List<Deployed> from, Optional<Deployed> to) {
        Map<Path, Deployed> next = new LinkedHashMap<>(deployed);
        from.forEach(old -> next.remove(old.jar()));
        to.ifPresent(now -> next.put(now.jar(), now));
        return next;
    }

    /** Remembers something else of a jar, of which the exports are made as before. */
    private void replace(Deployed jar) {
        Map<Path, Deployed> next = new LinkedHashMap<>(deployed);
        next.put(jar.jar(), jar);
        deployed = next;
    }

    /**
     * Remembers why a file cannot be used.
     *
     * @param jar where it is
     * @param why what is wrong with it
     */
    public void damaged(Path jar, String why) {
        problems.put(jar, why);
    }

    /**
     * Plans to do without a jar whose file has gone.
     *
     * @param jar where it was
     * @return what changes, to be {@linkplain #keep kept}, or else the jar becomes an {@linkplain #orphan orphan}; empty if it
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
     * Goes on with a jar whose file has gone, since an export needs it.
     *
     * @param jar where it was
     * @param reason why nothing can take its place
     */
    public void orphan(Path jar, String reason) {
        String why = "the file has gone, and what it held goes on, since nothing can take its place: " + reason;
        if (!why.equals(problems.put(jar, why))) {
            log.log(Level.ERROR, jar + ": " + why);
        }
        Optional.ofNullable(deployed.get(jar)).ifPresent(it -> replace(it.asOrphan()));
    }

    /**
     * The jars whose files have gone and that are still used, as far as is known.
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
     * Forgets some jars, of which nobody has made anything.
     *
     * @param jars where they are
     * @return those among them that were deployed
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
            } catch (HostException e) {
                log.log(Level.ERROR, e.getMessage());
            }
        }
    }

    // ---- What people ask for ----

    /**
     * Plans to go back from the newest deployed version of a plugin or filter to the one before it.
     *
     * @param name its name
     * @return what changes, to be {@linkplain #keep kept} or forgotten
     * @throws HostException if no version is deployed
     */
    public BundlePlan rollBack(String name) throws HostException {
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
            throw new HostException("no version of '" + name + "' is deployed that could be gone back from");
        }
        return plan(
                List.of(holder.get()),
                Optional.of(holder.get().rolledBack(true)),
                "gone back from " + newest.get().entry());
    }

    /**
     * The files that hold a plugin or filter, in one version or in all.
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
     * The jars that are not used, although they are or were in the folder.
     *
     * @return where they are
     */
    public Set<Path> refused() {
        return Set.copyOf(problems.keySet());
    }

    /**
     * Why the jar at a path is not used.
     *
     * @param jar where it is
     * @return the reason; empty if it is in order, or not there
     */
    public Optional<String> problem(Path jar) {
        return Optional.ofNullable(problems.get(jar));
    }

    /**
     * All bundles for people to look at.
     *
     * @return a status for each, and for each jar that cannot be used
     */
    public List<BundleStatus> statuses() {
        List<BundleStatus> statuses = new ArrayList<>();
        for (SharedBundle bundle : installation.bundles()) {
            statuses.add(
                    status(bundle, bundle.users() > 0 ? BundleState.ACTIVE : BundleState.AVAILABLE, Optional.empty()));
        }
        // Not by the constructor, which trusts a size that others may change meanwhile.
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
