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
 * The plugins and filters that can be used at some moment. Immutable, so that a change can be tried out before it is made.
 *
 * @param bundles all of them, in the order in which equal versions are preferred
 * @param places the folders that they come from, for messages
 * @since 0.1
 */
public record Inventory(List<SharedBundle> bundles, List<Path> places) {
    /** Copies the lists. */
    public Inventory {
        bundles = List.copyOf(bundles);
        places = List.copyOf(places);
    }

    /**
     * The same with something more, which is preferred to what has the same version.
     *
     * @param more what is added
     * @return another inventory
     */
    public Inventory with(List<SharedBundle> more) {
        List<SharedBundle> all = new ArrayList<>(more);
        all.addAll(bundles);
        return new Inventory(all, places);
    }

    /**
     * The same without something.
     *
     * @param less what is left out
     * @return another inventory
     */
    public Inventory without(List<SharedBundle> less) {
        List<SharedBundle> all = new ArrayList<>(bundles);
        all.removeAll(less);
        return new Inventory(all, places);
    }

    /**
     * Chooses what a reference means.
     *
     * @param kind plugin or filter
     * @param reference name, name and version, or the path of a jar; see {@link PluginHost}
     * @return the highest version that will do
     * @throws RefusedException if there is none; the message says what there is
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
     * Whether a reference is the path of a jar, which no inventory holds.
     *
     * @param reference as a user wrote it
     * @return true for what holds a slash or ends in {@code .jar}
     */
    public static boolean isPath(String reference) {
        return Reference.isPath(reference);
    }

    /**
     * Offers the one plugin or filter of a jar that a user has named.
     *
     * @param host where it is installed
     * @param kind plugin or filter
     * @param jar the path
     * @return the offer
     * @throws RefusedException if it cannot be read, or holds none or more than one
     */
    public static SharedBundle ofPath(PluginHost host, Schema.Kind kind, Path jar) throws RefusedException {
        Namespace namespace = kind == Schema.Kind.PLUGIN ? Namespace.PLUGIN : Namespace.FILTER;
        NamedJar named = NamedJar.read(namespace, jar);
        return SharedBundle.of(host, named.content(), named.entry());
    }
}
