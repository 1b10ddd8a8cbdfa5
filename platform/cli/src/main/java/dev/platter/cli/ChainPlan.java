// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.api.Filter;
import dev.platter.api.Plugin;
import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.export.Chain;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.CommandLineParameters;
import dev.platter.engine.parameters.Schema;
import dev.platter.engine.parameters.SchemaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The members of a chain, found and not yet made, so that they can be described as well as served. */
final class ChainPlan {
    /**
     * One member.
     *
     * @param <T> Filter or Plugin
     * @param schema its parameters
     * @param found where it comes from
     */
    record Member<T>(Schema<? extends T> schema, Catalog.Found found) {}

    /**
     * The members, constructed and no more.
     *
     * @param filters outermost first
     */
    record Made(Plugin plugin, List<Filter> filters) {}

    private final List<Member<Filter>> filters;
    private final Member<Plugin> plugin;

    private ChainPlan(List<Member<Filter>> filters, Member<Plugin> plugin) {
        this.filters = List.copyOf(filters);
        this.plugin = plugin;
    }

    /**
     * Finds a plugin and filters.
     *
     * @param filters what the user calls the filters, outermost first
     * @throws StartException if one of them is unknown or has no usable schema
     */
    static ChainPlan find(Catalog catalog, List<String> filters, String plugin) throws StartException {
        Member<Plugin> innermost = member(catalog.plugin(plugin), Plugin.class);
        List<Member<Filter>> found = new ArrayList<>(filters.size());
        for (String filter : filters) {
            found.add(member(catalog.filter(filter), Filter.class));
        }
        return new ChainPlan(found, innermost);
    }

    /** The filters, outermost first. */
    List<Member<Filter>> filters() {
        return filters;
    }

    Member<Plugin> plugin() {
        return plugin;
    }

    /**
     * Makes the members. That touches nothing outside.
     *
     * @param words the words after the plugin's name
     * @param threads how many requests may wait for storage
     * @param log where the members log
     * @throws StartException if the words do not suit the members
     */
    Chain construct(List<String> words, int threads, Console log) throws StartException {
        Made made = make(words);
        Chain.Builder chain =
                Chain.of(plugin.schema().name(), made.plugin()).threads(threads).loggers(log);
        for (int i = 0; i < filters.size(); i++) {
            chain.filter(filters.get(i).schema().name(), made.filters().get(i));
        }
        return chain.build();
    }

    /**
     * Makes the members, and no chain of them.
     *
     * @param words the words after the plugin's name
     * @throws StartException if the words do not suit the members
     */
    Made make(List<String> words) throws StartException {
        Path base = Path.of("");
        try {
            List<List<KeyValue>> parameters = CommandLineParameters.distribute(schemas(), words);
            Plugin innermost = plugin.schema().construct(parameters.getLast(), base);
            List<Filter> outer = new ArrayList<>(filters.size());
            for (int i = 0; i < filters.size(); i++) {
                outer.add(filters.get(i).schema().construct(parameters.get(i), base));
            }
            return new Made(innermost, outer);
        } catch (BadParameterException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    private List<Schema<?>> schemas() {
        List<Schema<?>> schemas = new ArrayList<>(filters.size() + 1);
        for (Member<Filter> filter : filters) {
            schemas.add(filter.schema());
        }
        schemas.add(plugin.schema());
        return schemas;
    }

    private static <T> Member<T> member(Catalog.Found found, Class<T> kind) throws StartException {
        try {
            return new Member<>(Schema.of(found.type().asSubclass(kind)), found);
        } catch (SchemaException e) {
            throw new StartException(e.getMessage(), e);
        } catch (ClassCastException e) {
            throw new StartException(
                    found.type().getName() + " in " + found.path() + " does not implement " + kind.getName()
                            + ": its author has to mend that",
                    e);
        }
    }
}
