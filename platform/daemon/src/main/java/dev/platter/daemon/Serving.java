// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.daemon.bundles.DeployedBundles;
import dev.platter.daemon.configuration.Configuration;
import dev.platter.daemon.configuration.ConfigurationException;
import dev.platter.daemon.exports.ExportException;
import dev.platter.daemon.exports.Exporting;
import dev.platter.daemon.exports.Schemas;
import dev.platter.daemon.steering.SteeringException;
import dev.platter.host.HostException;
import dev.platter.host.Inventory;
import dev.platter.host.JarContent;
import dev.platter.host.PluginHost;
import dev.platter.host.deploy.DeployListener;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is served, and the one way to something else.
 *
 * <p>Two things decide what is served: the configuration and the bundles. Whatever changes one of them, a reload, a jar that
 * was dropped, a command, comes through here, one after the other, and is a transaction of {@link Exporting}: either all of it
 * takes effect or none. So there is always one answer to what is served and why. Looking takes no lock.
 */
final class Serving implements DeployListener {
    private final ReentrantLock changing = new ReentrantLock(true);
    private final Deployments deployments = new Deployments();
    private final Exporting exporting;
    private final System.Logger log;
    private final DeployedBundles bundles;
    private volatile Configuration configuration;
    private boolean begun;

    private Serving(Configuration configuration, Exporting exporting, Bundles bundles) throws HostException {
        this.configuration = configuration;
        this.exporting = exporting;
        log = bundles.log();
        this.bundles = DeployedBundles.begin(
                bundles.host(), bundles.installation(), bundles.state(), this::remake, bundles.log());
        this.bundles.require(TrustStore.of(configuration.server().signatures()));
    }

    /** Where bundles come from. */
    record Bundles(PluginHost host, Inventory installation, Path state, System.Logger log) {}

    /** Serves nothing yet. */
    static Serving of(Configuration configuration, Exporting exporting, Bundles bundles) throws HostException {
        return new Serving(configuration, exporting, bundles);
    }

    /**
     * Serves what the configuration wants, made of what was deployed so far. A jar of which nothing can be made is left out;
     * in a running server it would have been refused, and it must not be the end of one that starts.
     *
     * @return the jars that were left out, good ones perhaps among them; they can be deployed again
     * @throws StartException if that does not help
     */
    Set<Path> begin() throws StartException {
        changing.lock();
        try {
            begun = true;
            return makeWithout(new LinkedHashSet<>());
        } catch (ExportException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted", e);
        } finally {
            changing.unlock();
        }
    }

    private Set<Path> makeWithout(Set<Path> leftOut) throws ExportException, InterruptedException {
        try {
            exporting.serve(configuration, bundles.inventory(), Set.of());
            return leftOut;
        } catch (ExportException e) {
            if (!leftOut.addAll(bundles.leaveOut(e.jars()))) {
                throw e;
            }
            try {
                return makeWithout(leftOut);
            } catch (ExportException again) {
                // That something is missing then is not what people have to know.
                throw e;
            }
        }
    }

    /**
     * Serves nothing any more, when nobody is connected. If a plugin or filter does not return from what a change wants of it,
     * all is left as it is: a server must be able to end nevertheless.
     *
     * @param patience how long a change that is under way is waited for
     */
    void stop(Duration patience) {
        try {
            if (!changing.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                log.log(
                        Level.WARNING,
                        "a change that is under way has not ended within " + patience.toMillis()
                                + " ms: no export is stopped in good order");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            exporting.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            changing.unlock();
        }
    }

    // ---- Changes that are asked for ----

    /** Something that changes what is served, and says what it has done. */
    @FunctionalInterface
    interface Work {
        String run()
                throws HostException, ExportException, InterruptedException, IOException, ConfigurationException,
                        SteeringException;
    }

    /**
     * Changes something, when nothing else does.
     *
     * @param what for the list of deployments
     * @param work leaves all as it was if it throws
     */
    String change(String what, Work work) throws SteeringException {
        return attempt(what, () -> alone(work));
    }

    private String alone(Work work)
            throws HostException, ExportException, InterruptedException, IOException, ConfigurationException,
                    SteeringException {
        changing.lock();
        try {
            String done = work.run();
            bundles.removeOrphans();
            return done;
        } finally {
            changing.unlock();
        }
    }

    /**
     * Does something that changes nothing of what is served; others may change it meanwhile.
     *
     * @param what for the list of deployments
     */
    String attempt(String what, Work work) throws SteeringException {
        Deployments.Attempt attempt = deployments.begin();
        try {
            String done = work.run();
            attempt.succeeded(what);
            log.log(Level.INFO, what + ": " + inOneLine(done));
            return done;
        } catch (HostException | ExportException | IOException | ConfigurationException | SteeringException e) {
            attempt.failed(what, String.valueOf(e.getMessage()));
            log.log(Level.WARNING, what + " has changed nothing: " + inOneLine(String.valueOf(e.getMessage())));
            throw new SteeringException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SteeringException("interrupted; nothing has changed");
        }
    }

    private static String inOneLine(String text) {
        return text.strip().replaceAll("\\R", "; ");
    }

    /** Lets what has gone from the folder go, if nobody uses it any more. */
    void removeOrphans() {
        changing.lock();
        try {
            bundles.removeOrphans();
        } finally {
            changing.unlock();
        }
    }

    /** Goes over to another configuration; part of some {@link Work}. */
    void goOver(Configuration next) throws ExportException, InterruptedException {
        exporting.serve(next, bundles.inventory(), Set.of());
        configuration = next;
    }

    /** Makes the exports of what there is now, and takes the clients of some along; part of some {@link Work}. */
    void renew(Set<String> live) throws ExportException, InterruptedException {
        exporting.serve(configuration, bundles.inventory(), live);
    }

    /** Has the exports made of other bundles, under the lock. */
    private void remake(Inventory inventory) throws HostException {
        if (!begun) {
            // They are made when all that lies in the folder is known.
            return;
        }
        try {
            exporting.serve(configuration, inventory, Set.of());
        } catch (ExportException e) {
            throw new HostException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException("interrupted; nothing has changed");
        }
    }

    // ---- Changes of the deploy folder ----

    @Override
    public void deployed(JarContent content) throws HostException {
        Deployments.Attempt attempt = deployments.begin();
        changing.lock();
        try {
            bundles.deployed(content);
            attempt.succeeded("deployed " + content.titles());
        } catch (HostException e) {
            attempt.failed("deploying " + content.jar().getFileName(), String.valueOf(e.getMessage()));
            throw e;
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void damaged(Path jar, String why) {
        changing.lock();
        try {
            bundles.damaged(jar, why);
            deployments.begin().failed("deploying " + jar.getFileName(), why);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void removed(Path jar) {
        Deployments.Attempt attempt = deployments.begin();
        changing.lock();
        try {
            bundles.removed(jar);
            Optional<String> problem = bundles.problem(jar);
            String what = "removing " + jar.getFileName();
            problem.ifPresentOrElse(why -> attempt.failed(what, why), () -> attempt.succeeded(what));
        } finally {
            changing.unlock();
        }
    }

    // ---- Looking ----

    Configuration configuration() {
        return configuration;
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

    /** What the parameters of the bundles that are there mean. */
    Schemas schemas() {
        return new Schemas(bundles.inventory());
    }
}
