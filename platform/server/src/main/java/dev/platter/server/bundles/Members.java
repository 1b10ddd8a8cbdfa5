// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

import dev.platter.api.Filter;
import dev.platter.api.Plugin;
import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.CommandLineParameters;
import dev.platter.engine.parameters.Schema;
import dev.platter.host.RefusedException;
import dev.platter.host.SharedBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The bundles of a chain, in use but not constructed yet, so that they can be described as well as made. */
public final class Members implements AutoCloseable {
    private final List<SharedBundle.Use> uses;

    private Members(List<SharedBundle.Use> uses) {
        this.uses = List.copyOf(uses);
    }

    /**
     * Begins to use bundles.
     *
     * @param bundles those of the filters, outermost first, and of the plugin
     * @return the members, to be closed
     * @throws RefusedException if one of them cannot be used; then none is used
     */
    public static Members use(List<SharedBundle> bundles) throws RefusedException {
        List<SharedBundle.Use> uses = new ArrayList<>();
        try {
            for (SharedBundle bundle : bundles) {
                uses.add(bundle.use());
            }
            return new Members(uses);
        } catch (RefusedException | RuntimeException | Error e) {
            close(uses, e);
            throw e;
        }
    }

    private static void close(List<SharedBundle.Use> uses, Throwable because) {
        for (SharedBundle.Use use : uses) {
            try {
                use.close();
            } catch (RefusedException e) {
                because.addSuppressed(e);
            }
        }
    }

    /**
     * The filters.
     *
     * @return outermost first
     */
    public List<SharedBundle.Use> filters() {
        return uses.subList(0, uses.size() - 1);
    }

    /**
     * The plugin.
     *
     * @return its use
     */
    public SharedBundle.Use plugin() {
        return uses.getLast();
    }

    /**
     * The bundles.
     *
     * @return those of the filters, outermost first, and of the plugin
     */
    public List<SharedBundle> bundles() {
        return uses.stream().map(SharedBundle.Use::bundle).toList();
    }

    /**
     * Gives the words of a command line to the members that declare them.
     *
     * @param words {@code key=value}, or a word for the plugin's first parameter
     * @return the parameters of each member, the plugin last
     * @throws RefusedException if a word belongs to no member
     */
    public List<List<KeyValue>> distribute(List<String> words) throws RefusedException {
        List<Schema<?>> schemas = new ArrayList<>();
        for (SharedBundle.Use use : uses) {
            schemas.add(use.schema());
        }
        try {
            return CommandLineParameters.distribute(schemas, words);
        } catch (BadParameterException e) {
            throw new RefusedException(e.getMessage(), e);
        }
    }

    /**
     * Constructs the plugin, which has no effect outside.
     *
     * @param parameters its parameters
     * @return an instance
     * @throws BadParameterException if its class refuses them
     */
    public Plugin constructPlugin(List<KeyValue> parameters) throws BadParameterException {
        return (Plugin) plugin().schema().construct(parameters, folder(parameters));
    }

    /**
     * Constructs a filter, which has no effect outside.
     *
     * @param index the filter's index; 0 is the outermost
     * @param parameters its parameters
     * @return an instance
     * @throws BadParameterException if its class refuses them
     */
    public Filter constructFilter(int index, List<KeyValue> parameters) throws BadParameterException {
        return (Filter) uses.get(index).schema().construct(parameters, folder(parameters));
    }

    /** The folder that relative paths begin at: all parameters of a member are written in one place. */
    private static Path folder(List<KeyValue> parameters) {
        return parameters.isEmpty() ? Path.of("") : parameters.getFirst().folder();
    }

    /**
     * Stops using the bundles.
     *
     * @throws RefusedException if a bundle cannot be uninstalled; the others are no longer used
     */
    @Override
    public void close() throws RefusedException {
        RefusedException failure = null;
        for (SharedBundle.Use use : uses) {
            try {
                use.close();
            } catch (RefusedException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
