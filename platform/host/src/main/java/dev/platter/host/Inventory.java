// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.engine.parameters.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plugins and filters that can be used at some moment. Immutable, so that a change can be tried before it is made.
 *
 * @param bundles all bundles; of equal versions the first is preferred
 * @param places the folders that they come from, for error messages
 * @since 0.1
 */
public record Inventory(List<SharedBundle> bundles, List<Path> places) {
    /** Copies the lists. */
    public Inventory {
        bundles = List.copyOf(bundles);
        places = List.copyOf(places);
    }

    /**
     * The same inventory with additional bundles, which are preferred to others of the same version.
     *
     * @param more the bundles to add
     * @return the new inventory
     */
    public Inventory with(List<SharedBundle> more) {
        List<SharedBundle> all = new ArrayList<>(more);
        all.addAll(bundles);
        return new Inventory(all, places);
    }

    /**
     * Finds the bundle that a reference means.
     *
     * @param kind plugin or filter
     * @param reference name, name and version, or the path of a jar; see {@link PluginHost}
     * @return the bundle with the highest matching version
     * @throws RefusedException if none matches; the message lists what is available
     */
    public SharedBundle choose(Schema.Kind kind, String reference) throws RefusedException {
        Namespace namespace = kind == Schema.Kind.PLUGIN ? Namespace.PLUGIN : Namespace.FILTER;
        Map<BundleEntry, SharedBundle> owners = new IdentityHashMap<>();
        List<BundleEntry> entries = new ArrayList<>();
        for (SharedBundle bundle : bundles) {
            owners.put(bundle.entry(), bundle);
            entries.add(bundle.entry());
        }
        BundleEntry chosen = new Selection(namespace, entries, places).of(Reference.parse(reference));
        return Optional.ofNullable(owners.get(chosen)).orElseThrow();
    }

    /**
     * Whether a reference is the path of a jar, which is not looked up in an inventory.
     *
     * @param reference as a user wrote it
     * @return true if it contains a slash or ends in {@code .jar}
     */
    public static boolean isPath(String reference) {
        return Reference.isPath(reference);
    }

    /**
     * The only plugin or filter of a jar that a user named by path.
     *
     * @param host the host that installs it
     * @param kind plugin or filter
     * @param jar the path
     * @param limits how large the jar may be
     * @return the bundle, not installed yet
     * @throws RefusedException if the jar cannot be read, or holds none of this kind or more than one
     */
    public static SharedBundle ofPath(PluginHost host, Schema.Kind kind, Path jar, JarLimits limits)
            throws RefusedException {
        Namespace namespace = kind == Schema.Kind.PLUGIN ? Namespace.PLUGIN : Namespace.FILTER;
        NamedJar named = NamedJar.read(namespace, jar, limits);
        return SharedBundle.of(host, named.content(), named.entry());
    }
}
