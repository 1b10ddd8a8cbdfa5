package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A plugin and the filters in front of it, with their life: prepared, started and stopped together, from the plugin
 * outwards on the way in and from the outermost filter inwards on the way out.
 *
 * <p>{@link #prepare}, {@link #start} and {@link #stop} belong to one thread; all else may be called by any thread that
 * may wait.
 */
public final class Chain {
    private final List<NamedFilter> filters;
    private final String name;
    private final Plugin plugin;
    private final Function<String, System.Logger> loggers;
    private final Workers workers;
    private final ConnectionGate gate = new ConnectionGate();
    private final Lock oneAtATime = new ReentrantLock();
    private final Opener outermost;
    private ThreadModel threadModel = ThreadModel.SERIALIZE_CONNECTIONS;

    private Chain(Builder builder) {
        filters = List.copyOf(builder.filters);
        name = builder.name;
        plugin = builder.plugin;
        loggers = builder.loggers;
        workers = new Workers(name, builder.threads);
        Opener opener = new PluginOpener(plugin);
        for (NamedFilter filter : filters.reversed()) {
            opener = new FilterOpener(filter.filter(), opener);
        }
        outermost = opener;
    }

    /**
     * Begins a chain with its plugin.
     *
     * @param name what the plugin is called in the log
     * @param plugin the plugin, constructed and not yet prepared
     * @return to add filters
     */
    public static Builder of(String name, Plugin plugin) {
        return new Builder(name, plugin);
    }

    /**
     * What the plugin is called in the log.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The strictest thread model of the members.
     *
     * @return the model; meaningful once the chain was started
     */
    public ThreadModel threadModel() {
        return threadModel;
    }

    /**
     * Threads that carry requests and openings.
     *
     * @return the workers of this chain
     */
    public Executor workers() {
        return workers.requests();
    }

    /**
     * Where connections wait if the thread model wants one at a time.
     *
     * @return the gate of this chain
     */
    public ConnectionGate gate() {
        return gate;
    }

    /**
     * What a call holds where the thread model wants one at a time over all connections.
     *
     * @return the lock of this chain
     */
    public Lock oneAtATime() {
        return oneAtATime;
    }

    /**
     * How many workers there may be.
     *
     * @return the number of threads
     */
    public int threads() {
        return workers.threads();
    }

    /**
     * Prepares the members, the outermost filter first.
     *
     * @throws IOException if one of them fails; call {@link #stop} then
     */
    public void prepare() throws IOException {
        for (NamedFilter filter : filters) {
            filter.filter().prepare();
        }
        plugin.prepare();
    }

    /**
     * Starts the members, the plugin first.
     *
     * @param shutdown is told when a member wants the server to end, with the reason
     * @throws IOException if one of them fails; call {@link #stop} then
     */
    public void start(Consumer<String> shutdown) throws IOException {
        ThreadModel model = declared(plugin);
        plugin.start(context(name, shutdown));
        model = model.and(plugin.threadModel());
        Opener next = new PluginOpener(plugin);
        for (NamedFilter filter : filters.reversed()) {
            filter.filter().start(next, context(filter.name(), shutdown));
            model = model.and(declared(filter.filter())).and(filter.filter().threadModel());
            next = new FilterOpener(filter.filter(), next);
        }
        threadModel = model;
    }

    /**
     * Lets every member look at a client that has just connected.
     *
     * @param client who has connected
     * @throws IOException if one of them refuses it
     */
    public void accept(Client client) throws IOException {
        for (NamedFilter filter : filters) {
            filter.filter().accept(client);
        }
        plugin.accept(client);
    }

    /**
     * Lists the exports to show.
     *
     * @param client who asks
     * @return the exports
     * @throws IOException if a member refuses
     */
    public List<Export> exports(Client client) throws IOException {
        return outermost.exports(client);
    }

    /**
     * Opens the disk that a client will see.
     *
     * @param client who opens it; the empty export name is replaced by the default export's
     * @return the disk, to be closed once
     * @throws IOException if a member refuses
     */
    public OpenDisk open(Client client) throws IOException {
        Client named = client.exportName().isEmpty() ? client.withExportName(outermost.defaultExport(client)) : client;
        Disk disk = outermost.open(named);
        try {
            return OpenDisk.of(disk, named);
        } catch (IOException | RuntimeException e) {
            try {
                disk.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /**
     * Stops the members, the outermost filter first, and their workers. What fails goes to the log. Every disk was
     * closed before.
     */
    public void stop() {
        for (NamedFilter filter : filters) {
            stop(filter.name(), filter.filter()::stop);
        }
        stop(name, plugin::stop);
        workers.close();
    }

    private void stop(String member, Stop stop) {
        try {
            stop.run();
        } catch (IOException | RuntimeException e) {
            loggers.apply(member).log(System.Logger.Level.ERROR, "could not stop in good order: " + e.getMessage(), e);
        }
    }

    private ChainContext context(String member, Consumer<String> shutdown) {
        return new ChainContext(loggers.apply(member), workers, shutdown);
    }

    private static ThreadModel declared(Plugin plugin) {
        NbdPlugin annotation = plugin.getClass().getAnnotation(NbdPlugin.class);
        return annotation == null ? ThreadModel.SERIALIZE_ALL_REQUESTS : annotation.threadModel();
    }

    private static ThreadModel declared(Filter filter) {
        NbdFilter annotation = filter.getClass().getAnnotation(NbdFilter.class);
        return annotation == null ? ThreadModel.PARALLEL : annotation.threadModel();
    }

    private record NamedFilter(String name, Filter filter) {}

    /** Like a Runnable, but it may fail. */
    private interface Stop {
        void run() throws IOException;
    }

    /** Puts a chain together. */
    public static final class Builder {
        private static final int DEFAULT_THREADS = 16;

        private final String name;
        private final Plugin plugin;
        private final List<NamedFilter> filters = new ArrayList<>();
        private Function<String, System.Logger> loggers = System::getLogger;
        private int threads = DEFAULT_THREADS;

        private Builder(String name, Plugin plugin) {
            this.name = name;
            this.plugin = plugin;
        }

        /**
         * Puts a filter behind those that were added before it and in front of the plugin, in the order of a command
         * line.
         *
         * @param name what it is called in the log
         * @param filter the filter, constructed and not yet prepared
         * @return this
         */
        public Builder filter(String name, Filter filter) {
            filters.add(new NamedFilter(name, filter));
            return this;
        }

        /**
         * Says where members log.
         *
         * @param loggers a logger for each name of a member; the default is the system's
         * @return this
         */
        public Builder loggers(Function<String, System.Logger> loggers) {
            this.loggers = loggers;
            return this;
        }

        /**
         * Bounds the workers.
         *
         * @param threads how many requests may wait for storage at a time, at least 1; the default is 16
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder threads(int threads) {
            if (threads < 1) {
                throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
            }
            this.threads = threads;
            return this;
        }

        /**
         * Finishes the chain.
         *
         * @return the chain, not yet prepared
         */
        public Chain build() {
            return new Chain(this);
        }
    }
}
