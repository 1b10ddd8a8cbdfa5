// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

import dev.platter.engine.parameters.Schema;
import dev.platter.host.BundleEntry;
import dev.platter.host.Inventory;
import dev.platter.host.JarLimits;
import dev.platter.host.PluginHost;
import dev.platter.host.RefusedException;
import dev.platter.host.SharedBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds plugins and filters by users' references: in the folders of bundles, as they are when this is opened, and in jars named
 * by path. Bundles are installed when they are used. Thread-safe.
 */
public final class Installation implements AutoCloseable {
    private record NamedJar(Schema.Kind kind, Path jar) {}

    private final PluginHost host;
    private final Inventory inventory;
    private final JarLimits limits;

    /**
     * The jars named by path. While a jar is used and its file has the same bytes, it stays the same bundle, so that a reload
     * does not touch the exports made of it.
     */
    private final Map<NamedJar, SharedBundle> named = new HashMap<>();

    private Installation(PluginHost host, Inventory inventory, JarLimits limits) {
        this.limits = limits;
        this.host = host;
        this.inventory = inventory;
    }

    /**
     * Opens an installation to which bundles may be added while it is open, with imports that are not known yet.
     *
     * @param folders the folders where bundles are found by name, in search order
     * @param cache the folder for bundles in use
     * @param limits how large a jar that is named by path may be
     * @param loggers a logger for each name
     * @return the installation, to be closed when none of its bundles is used any more
     * @throws RefusedException if the OSGi framework does not start, or a folder cannot be read
     */
    public static Installation open(
            List<Path> folders, Path cache, JarLimits limits, Function<String, System.Logger> loggers)
            throws RefusedException {
        return of(PluginHost.open(folders, cache, loggers), folders, limits);
    }

    /**
     * Opens an installation that has to serve soon, and to which nothing is added.
     *
     * @param folders where bundles are found by name, in the order in which they are searched
     * @param cache where bundles are kept while they are used
     * @param limits how large a jar that is named by path may be
     * @param loggers a logger for each name
     * @return the installation, to be closed when nothing of it is used any more
     * @throws RefusedException if the OSGi framework does not start, or a folder cannot be read
     */
    public static Installation openForRun(
            List<Path> folders, Path cache, JarLimits limits, Function<String, System.Logger> loggers)
            throws RefusedException {
        return of(PluginHost.openForRun(folders, cache, loggers), folders, limits);
    }

    private static Installation of(PluginHost host, List<Path> folders, JarLimits limits) throws RefusedException {
        try {
            List<SharedBundle> bundles = new ArrayList<>();
            for (BundleEntry entry : host.available()) {
                bundles.add(SharedBundle.inFolder(host, entry));
            }
            return new Installation(host, new Inventory(bundles, folders), limits);
        } catch (RefusedException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /**
     * The host that installs the bundles.
     *
     * @return the host
     */
    public PluginHost host() {
        return host;
    }

    /**
     * The bundles in the folders.
     *
     * @return the bundles that can be chosen by name
     */
    public Inventory inventory() {
        return inventory;
    }

    /**
     * Resolves a reference.
     *
     * @param among the bundles that can be chosen by name
     * @param kind plugin or filter
     * @param reference name, name and version, or the path of a jar
     * @return the bundle
     * @throws RefusedException if there is no such bundle; the message says which there are
     */
    public SharedBundle choose(Inventory among, Schema.Kind kind, String reference) throws RefusedException {
        return Inventory.isPath(reference) ? jar(kind, Path.of(reference)) : among.choose(kind, reference);
    }

    private synchronized SharedBundle jar(Schema.Kind kind, Path jar) throws RefusedException {
        SharedBundle now = Inventory.ofPath(host, kind, jar, limits);
        named.values().removeIf(bundle -> bundle.users() == 0);
        SharedBundle before = named.get(new NamedJar(kind, jar));
        if (before != null && before.digest().equals(now.digest())) {
            return before;
        }
        // No other reference can find it, so it goes with the last chain that is made of it.
        now.withdraw();
        named.put(new NamedJar(kind, jar), now);
        return now;
    }

    /**
     * Begins to use the members of a chain.
     *
     * @param among the bundles that can be chosen by name
     * @param filters references of the filters, outermost first
     * @param plugin reference of the plugin
     * @return the members, to be closed
     * @throws RefusedException if one of them is missing or cannot be used; then none is used
     */
    public Members use(Inventory among, List<String> filters, String plugin) throws RefusedException {
        List<SharedBundle> bundles = new ArrayList<>();
        SharedBundle innermost = choose(among, Schema.Kind.PLUGIN, plugin);
        for (String filter : filters) {
            bundles.add(choose(among, Schema.Kind.FILTER, filter));
        }
        bundles.add(innermost);
        return Members.use(bundles);
    }

    @Override
    public void close() {
        host.close();
    }
}
