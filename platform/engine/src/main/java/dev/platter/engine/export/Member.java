// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.api.Stateful;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A plugin or filter in a chain: what the two have in common. */
sealed interface Member {
    /** Its name in the log. */
    String name();

    /** Its kind and its name, for a sentence. */
    String title();

    /** Its logger, which shows its name and that of the export. */
    System.Logger log();

    /** The class loader of its bundle, for requests. */
    ContextLoader loader();

    /** The same, with its log, for the calls of its life. */
    default ContextLoader life() {
        return loader().with(log());
    }

    /** The most concurrent thread model that the class declares. */
    ThreadModel declared();

    /** The thread model of this instance; asked for once, after {@link #prepare}. */
    ThreadModel threadModel() throws IOException;

    void prepare() throws IOException;

    /** What {@link #prepare} has made for the user that the server goes on as. */
    List<Path> files() throws IOException;

    /**
     * Starts the member.
     *
     * @param next opens the next member behind it; a plugin ignores it
     */
    void start(Opener next, Context context) throws IOException;

    void accept(Client client) throws IOException;

    void stop() throws IOException;

    /** Where its class has what clients have written. */
    Contents contents();

    /** Whether it can run beside another instance. */
    boolean coexists();

    /** The instance, if it has state to hand over; the caller sets its {@link #life}. */
    Optional<Stateful> stateful();

    /** Opens this member, given the opener of the next member behind it and what puts the server's disk in front. */
    Opener opener(Opener next, MemberDisks disks);

    /** The last member of a chain. */
    record OfPlugin(String name, Plugin plugin, System.Logger log) implements Member {
        @Override
        public String title() {
            return "the plugin " + name;
        }

        @Override
        public ContextLoader loader() {
            return ContextLoader.of(plugin);
        }

        @Override
        public ThreadModel declared() {
            NbdPlugin annotation = plugin.getClass().getAnnotation(NbdPlugin.class);
            return annotation == null ? ThreadModel.SERIALIZE_ALL_REQUESTS : annotation.threadModel();
        }

        @Override
        public ThreadModel threadModel() throws IOException {
            return declared().and(life().call(plugin::threadModel));
        }

        @Override
        public void prepare() throws IOException {
            life().run(plugin::prepare);
        }

        @Override
        public List<Path> files() throws IOException {
            return life().call(plugin::files);
        }

        @Override
        public void start(Opener next, Context context) throws IOException {
            life().run(() -> plugin.start(context));
        }

        @Override
        public void accept(Client client) throws IOException {
            life().run(() -> plugin.accept(client));
        }

        @Override
        public void stop() throws IOException {
            life().run(plugin::stop);
        }

        @Override
        public Contents contents() {
            NbdPlugin annotation = plugin.getClass().getAnnotation(NbdPlugin.class);
            return annotation == null ? Contents.UNKNOWN : annotation.contents();
        }

        @Override
        public boolean coexists() {
            return plugin.coexists();
        }

        @Override
        public Optional<Stateful> stateful() {
            return plugin instanceof Stateful stateful ? Optional.of(stateful) : Optional.empty();
        }

        @Override
        public Opener opener(Opener next, MemberDisks disks) {
            return new PluginOpener(this, disks);
        }
    }

    /** A member that stands in front of others. */
    record OfFilter(String name, Filter filter, System.Logger log) implements Member {
        @Override
        public String title() {
            return "the filter " + name;
        }

        @Override
        public ContextLoader loader() {
            return ContextLoader.of(filter);
        }

        @Override
        public ThreadModel declared() {
            NbdFilter annotation = filter.getClass().getAnnotation(NbdFilter.class);
            return annotation == null ? ThreadModel.PARALLEL : annotation.threadModel();
        }

        @Override
        public ThreadModel threadModel() throws IOException {
            return declared().and(life().call(filter::threadModel));
        }

        @Override
        public void prepare() throws IOException {
            life().run(filter::prepare);
        }

        @Override
        public List<Path> files() {
            return List.of();
        }

        @Override
        public void start(Opener next, Context context) throws IOException {
            life().run(() -> filter.start(next, context));
        }

        @Override
        public void accept(Client client) throws IOException {
            life().run(() -> filter.accept(client));
        }

        @Override
        public void stop() throws IOException {
            life().run(filter::stop);
        }

        @Override
        public Contents contents() {
            NbdFilter annotation = filter.getClass().getAnnotation(NbdFilter.class);
            return annotation == null ? Contents.UNKNOWN : annotation.contents();
        }

        @Override
        public boolean coexists() {
            return filter.coexists();
        }

        @Override
        public Optional<Stateful> stateful() {
            return filter instanceof Stateful stateful ? Optional.of(stateful) : Optional.empty();
        }

        @Override
        public Opener opener(Opener next, MemberDisks disks) {
            return new FilterOpener(this, next, disks);
        }
    }
}
