// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.api.Details;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.parameters.Schema;
import dev.platter.engine.parameters.SchemaText;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells people and scripts what a chain's members are. Nothing is prepared or started for that. */
final class Description {
    private final ChainPlan plan;

    Description(ChainPlan plan) {
        this.plan = plan;
    }

    /** For {@code PLUGIN --help}: the parameters, those of the plugin first. */
    void help(PrintStream out) {
        out.println();
        out.print(new SchemaText(plan.plugin().schema()).help());
        for (ChainPlan.Member<Filter> filter : plan.filters()) {
            out.println();
            out.print(new SchemaText(filter.schema()).help());
        }
    }

    /** For {@code PLUGIN --version}: a line for each member. */
    void versions(PrintStream out) {
        version(plan.plugin(), out);
        for (ChainPlan.Member<Filter> filter : plan.filters()) {
            version(filter, out);
        }
    }

    /**
     * For {@code --dump-plugin}: lines {@code key=value}, nbdkit's keys first.
     *
     * @param words the words after the plugin's name; what depends on parameters is told if they, or no words at all,
     *     are enough to construct the members
     */
    void dump(List<String> words, PrintStream out) throws StartException {
        Optional<ChainPlan.Made> made = make(words);
        Schema<? extends Plugin> schema = plan.plugin().schema();
        Catalog.Found found = plan.plugin().found();
        out.println("path=" + found.path());
        out.println("name=" + schema.name());
        out.println("version=" + found.version());
        out.println("max_thread_model=" + word(ThreadModel.PARALLEL));
        out.println("thread_model=" + word(chainModel()));
        for (KeyValue fact : new SchemaText(schema).facts()) {
            out.println(fact.key() + "=" + fact.value());
        }
        details(found, made.isPresent() ? made.get().plugin()::details : Map::of)
                .forEach((key, value) -> out.println(key + "=" + value));
        for (int i = 0; i < plan.filters().size(); i++) {
            ChainPlan.Member<Filter> filter = plan.filters().get(i);
            String name = filter.schema().name();
            out.println(name + "_path=" + filter.found().path());
            out.println(name + "_name=" + name);
            out.println(name + "_version=" + filter.found().version());
            details(filter.found(), made.isPresent() ? made.get().filters().get(i)::details : Map::of)
                    .forEach((key, value) -> out.println(name + "_" + key + "=" + value));
        }
    }

    private Optional<ChainPlan.Made> make(List<String> words) throws StartException {
        try {
            return Optional.of(plan.make(words));
        } catch (StartException e) {
            if (words.isEmpty()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What an instance knows of itself. */
    private interface OwnDetails {
        Map<String, String> get() throws IOException;
    }

    private static Map<String, String> details(Catalog.Found found, OwnDetails own) throws StartException {
        Map<String, String> details = new TreeMap<>(details(found).details());
        try {
            details.putAll(own.get());
        } catch (IOException e) {
            throw new StartException("cannot tell the details of " + found.path() + ": " + e.getMessage(), e);
        }
        return details;
    }

    private ThreadModel chainModel() {
        ThreadModel model = plan.plugin().schema().threadModel();
        for (ChainPlan.Member<Filter> filter : plan.filters()) {
            model = model.and(filter.schema().threadModel());
        }
        return model;
    }

    private static void version(ChainPlan.Member<?> member, PrintStream out) {
        out.println(member.schema().name() + " " + member.found().version());
    }

    private static Details details(Catalog.Found found) throws StartException {
        NbdPlugin plugin = found.type().getAnnotation(NbdPlugin.class);
        NbdFilter filter = found.type().getAnnotation(NbdFilter.class);
        Class<? extends Details> type = plugin != null ? plugin.details() : filter.details();
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new StartException(
                    type.getName() + " cannot tell the details of " + found.path()
                            + ": it needs to be public, with a public constructor without parameters",
                    e);
        }
    }

    private static String word(ThreadModel model) {
        return model.name().toLowerCase(Locale.ROOT);
    }
}
