// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.api.Details;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.Schema;
import dev.platter.engine.parameters.SchemaText;
import dev.platter.host.BundleEntry;
import dev.platter.host.RefusedException;
import dev.platter.host.SharedBundle;
import dev.platter.server.bundles.Members;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Describes a chain's members to people and scripts, without preparing or starting them. */
final class Description {
    private final Members members;

    Description(Members members) {
        this.members = members;
    }

    /** For {@code PLUGIN --help}: the parameters, those of the plugin first. */
    void help(PrintStream out) {
        out.println();
        out.print(new SchemaText(members.plugin().schema()).help());
        for (SharedBundle.Use filter : members.filters()) {
            out.println();
            out.print(new SchemaText(filter.schema()).help());
        }
    }

    /** For {@code PLUGIN --version}: a line for each member, the outermost filter first. */
    void versions(PrintStream out) {
        for (SharedBundle.Use filter : members.filters()) {
            version(filter, out);
        }
        version(members.plugin(), out);
    }

    /**
     * For {@code --dump-plugin}: lines {@code key=value}, nbdkit's keys first.
     *
     * @param words the words after the plugin's name; details that depend on parameters are printed if these words, or no words
     *     at all, are enough to construct the members
     */
    void dump(List<String> words, PrintStream out) throws RefusedException {
        Optional<Made> made = make(words);
        Schema<?> schema = members.plugin().schema();
        BundleEntry entry = members.plugin().bundle().entry();
        out.println("path=" + entry.jar());
        out.println("name=" + schema.name());
        out.println("version=" + entry.version());
        out.println("max_thread_model=" + word(ThreadModel.PARALLEL));
        Map<String, String> own =
                details(members.plugin(), made.isPresent() ? made.get().plugin()::details : Map::of);
        List<Map<String, String>> ofFilters = new ArrayList<>();
        List<String> models = new ArrayList<>();
        Optional.ofNullable(own.remove("thread_model")).ifPresent(models::add);
        for (int i = 0; i < members.filters().size(); i++) {
            Map<String, String> its = details(
                    members.filters().get(i),
                    made.isPresent() ? made.get().filters().get(i)::details : Map::of);
            Optional.ofNullable(its.remove("thread_model")).ifPresent(models::add);
            ofFilters.add(its);
        }
        out.println("thread_model=" + word(chainModel(models)));
        if (narrowsItsModel(members.plugin())) {
            out.println("has_thread_model=1");
        }
        for (KeyValue fact : new SchemaText(schema).facts()) {
            out.println(fact.key() + "=" + fact.value());
        }
        own.forEach((key, value) -> out.println(key + "=" + value));
        for (int i = 0; i < members.filters().size(); i++) {
            SharedBundle.Use filter = members.filters().get(i);
            String name = filter.schema().name();
            out.println(name + "_path=" + filter.bundle().entry().jar());
            out.println(name + "_name=" + name);
            out.println(name + "_version=" + filter.bundle().entry().version());
            ofFilters.get(i).forEach((key, value) -> out.println(name + "_" + key + "=" + value));
        }
    }

    /** The constructed members, filters outermost first. */
    private record Made(Plugin plugin, List<Filter> filters) {}

    private Optional<Made> make(List<String> words) throws RefusedException {
        try {
            List<List<KeyValue>> parameters = members.distribute(words);
            Plugin plugin = members.constructPlugin(parameters.getLast());
            List<Filter> filters = new ArrayList<>();
            for (int i = 0; i < members.filters().size(); i++) {
                filters.add(members.constructFilter(i, parameters.get(i)));
            }
            return Optional.of(new Made(plugin, filters));
        } catch (BadParameterException | RefusedException e) {
            if (words.isEmpty()) {
                return Optional.empty();
            }
            throw e instanceof RefusedException refused ? refused : new RefusedException(e.getMessage(), e);
        }
    }

    /** What an instance knows about itself. */
    private interface OwnDetails {
        Map<String, String> get() throws IOException;
    }

    private static Map<String, String> details(SharedBundle.Use use, OwnDetails own) throws RefusedException {
        Map<String, String> details = new TreeMap<>(details(use).details());
        try {
            details.putAll(own.get());
        } catch (IOException e) {
            throw new RefusedException(
                    "cannot tell the details of " + use.bundle().entry().jar() + ": " + e.getMessage(), e);
        }
        return details;
    }

    /** Whether the plugin's thread model may depend on its parameters. */
    private static boolean narrowsItsModel(SharedBundle.Use plugin) throws RefusedException {
        try {
            return plugin.type().getMethod("threadModel").getDeclaringClass() != Plugin.class;
        } catch (NoSuchMethodException e) {
            throw new RefusedException(plugin.type().getName() + " is not a plugin", e);
        }
    }

    /** @param own what members narrow their models to, as words */
    private ThreadModel chainModel(List<String> own) {
        ThreadModel model = members.plugin().schema().threadModel();
        for (ThreadModel narrower : ThreadModel.values()) {
            if (own.contains(word(narrower))) {
                model = model.and(narrower);
            }
        }
        for (SharedBundle.Use filter : members.filters()) {
            model = model.and(filter.schema().threadModel());
        }
        return model;
    }

    private static void version(SharedBundle.Use member, PrintStream out) {
        out.println(member.schema().name() + " " + member.bundle().entry().version());
    }

    private static Details details(SharedBundle.Use use) throws RefusedException {
        NbdPlugin plugin = use.type().getAnnotation(NbdPlugin.class);
        NbdFilter filter = use.type().getAnnotation(NbdFilter.class);
        Class<? extends Details> type = plugin != null ? plugin.details() : filter.details();
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new RefusedException(
                    type.getName() + " cannot tell the details of "
                            + use.bundle().entry().jar()
                            + ": it needs to be public, with a public constructor without parameters",
                    e);
        }
    }

    private static String word(ThreadModel model) {
        return model.name().toLowerCase(Locale.ROOT);
    }
}
