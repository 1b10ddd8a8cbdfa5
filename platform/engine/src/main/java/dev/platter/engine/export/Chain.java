// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.engine.resources.MemberResources;
import dev.platter.engine.resources.MetricReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A plugin and the filters in front of it, which are prepared, started and stopped together.
 *
 * <pre>
 *    client --&gt; outermost filter --&gt; ... --&gt; innermost filter --&gt; plugin
 *    prepare    1                            n-1                   n
 *    start      n                            2                     1
 *    stop       1                            n-1                   n
 * </pre>
 *
 * <ol>
 *   <li>A filter may call the members behind it from its {@code start} to its {@code stop}: they start before it and stop
 *       after it.
 *   <li>The thread model of the chain is the strictest of its members'. Each member is asked once, after it was
 *       prepared.
 *   <li>A member that does not allow parallel calls is called through its own {@link Serialization}, whether the server
 *       calls it or a filter on a thread of its own.
 *   <li>If the thread model allows only one request at a time over all connections, the server keeps requests apart
 *       with the chain's own lock.
 *   <li>Every disk is closed before {@link #stop}; a {@link Revision} knows when.
 *   <li>After {@code stop} no thread of this chain is left, except a thread that hangs in a member. {@link #interrupt}
 *       interrupts such threads and {@link #stacks} shows them.
 * </ol>
 *
 * <p>{@link #prepare}, {@link #start} and {@link #stop} are called by one thread; every other method may be called by
 * any thread that may wait.
 */
public final class Chain {
    /** The outermost filter first, the plugin last. */
    private final List<Member> members;

    private final Provisions provisions;
    private final Workers workers;
    private final Delays delays;
    private final Farewells.Room farewells;
    private final MemberDisks disks;

    /** Lasts for as long as requests are waited for; what the server itself has opened waits for nothing longer. */
    private final Presence server = new Presence();

    private final AtomicLong sizes = new AtomicLong();
    private final Lock oneAtATime = new ReentrantLock(true);
    private final Map<Member, Serialization> serializations = new IdentityHashMap<>();

    /** The plugin's first; a reader may come at any time. */
    private final List<ChainContext> contexts = new CopyOnWriteArrayList<>();

    private final List<Path> files = new ArrayList<>();
    private ThreadModel threadModel = ThreadModel.SERIALIZE_CONNECTIONS;
    private Opener outermost = new NotStarted();

    private Chain(Builder builder) {
        members = builder.members();
        provisions = builder.provisions == null ? new Provisions() {} : builder.provisions;
        workers = new Workers(name(), builder.threads);
        delays = new Delays(workers);
        disks = new MemberDisks(workers.background());
        farewells = new Farewells.Room(
                workers.background(), failure -> failed("what should happen when a client has gone", failure));
    }

    private ClientTies ties(Client client) {
        return new ClientTies(client, farewells, failure -> failed("what a disk does on the event loop", failure));
    }

    private void failed(String what, Throwable failure) {
        members.getLast().log().log(System.Logger.Level.ERROR, what + " failed: " + failure, failure);
    }

    /**
     * Begins to build a chain with its plugin.
     *
     * @param name the plugin's name in the log
     * @param plugin the plugin, constructed and not yet prepared
     * @return a builder that filters can be added to
     */
    public static Builder of(String name, Plugin plugin) {
        return new Builder(name, plugin);
    }

    /**
     * The plugin's name in the log.
     *
     * @return the name
     */
    public String name() {
        return members.getLast().name();
    }

    /**
     * The strictest thread model of the members.
     *
     * @return the model; meaningful once the chain is prepared
     */
    public ThreadModel threadModel() {
        return threadModel;
    }

    /**
     * Files that members have made while they were prepared, for a process that changes its user.
     *
     * @return files, and folders with all that is in them; meaningful once the chain is prepared
     */
    public List<Path> files() {
        return List.copyOf(files);
    }

    /**
     * The threads that carry requests.
     *
     * @return the workers of this chain
     */
    public Executor workers() {
        return workers.requests();
    }

    /**
     * The lock that a call holds if the thread model allows only one call at a time over all connections.
     *
     * @return the lock of this chain
     */
    public Lock oneAtATime() {
        return oneAtATime;
    }

    /**
     * The largest number of workers.
     *
     * @return the number of threads
     */
    public int threads() {
        return workers.threads();
    }

    /**
     * Prepares the members, the outermost filter first, then asks each for its thread model (2).
     *
     * @throws IOException if a member fails; call {@link #stop} then
     */
    public void prepare() throws IOException {
        for (Member member : members) {
            StartException.name(member, member::prepare);
            files.addAll(member.files());
        }
        // A single thread serves a connection in order, also where the storage would not need the thread.
        ThreadModel strictest = workers.threads() == 1 ? ThreadModel.SERIALIZE_REQUESTS : ThreadModel.PARALLEL;
        for (Member member : members) {
            ThreadModel model = member.threadModel();
            serializations.put(member, new Serialization(model));
            strictest = strictest.and(model);
        }
        threadModel = strictest;
    }

    /**
     * Starts the members, the plugin first (1).
     *
     * @param shutdown is given the reason when a member wants the server to end
     * @throws IOException if a member fails; call {@link #stop} then
     */
    public void start(Consumer<String> shutdown) throws IOException {
        Opener next = outermost;
        Client ofServer = new ServerItself("", false, server);
        for (Member member : members.reversed()) {
            Opener behind = next;
            ChainContext context = new ChainContext(
                    this,
                    member,
                    new MembersClient(ofServer, ties(ofServer)),
                    workers,
                    delays,
                    sizes::incrementAndGet,
                    shutdown);
            contexts.add(context);
            StartException.name(member, () -> member.start(behind, context));
            next = serialization(member).around(member.opener(next, disks));
        }
        outermost = next;
    }

    /** The resources of a member's instance, which makes them when it first asks for one. */
    MemberResources resources(Member member) {
        return new MemberResources(
                nameInChain(member),
                member.title(),
                member.log(),
                provisions::temporary,
                provisions.persistent(),
                provisions::memory);
    }

    boolean unattended() {
        return provisions.unattended();
    }

    /** Its name, unless a member nearer to the plugin has it too; names of members have no full stop. */
    private String nameInChain(Member member) {
        long number = members.stream()
                .dropWhile(other -> !other.equals(member))
                .filter(other -> other.name().equals(member.name()))
                .count();
        return number == 1 ? member.name() : member.name() + "." + number;
    }

    /**
     * The metrics of the members.
     *
     * @return a reading of each, the plugin's first
     */
    public List<MetricReading> metrics() {
        List<MetricReading> readings = new ArrayList<>();
        for (ChainContext context : contexts) {
            context.ifUsed().ifPresent(used -> readings.addAll(used.readings()));
        }
        return readings;
    }

    /** The outermost filter first, the plugin last. */
    List<Member> members() {
        return members;
    }

    /**
     * Whether the chain can be started beside another chain with the same or similar parameters.
     *
     * @return false if a member cannot
     */
    public boolean coexists() {
        for (Member member : members) {
            if (!member.coexists()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Why what clients have written would be lost if another instance of this chain took its place.
     *
     * @return a sentence for people about the first such member, without a full stop; empty if nothing would be lost
     */
    public Optional<String> losesContents() {
        for (Member member : members) {
            Contents contents = member.contents();
            boolean kept = contents == Contents.NONE || contents == Contents.ELSEWHERE;
            if (!kept && member.stateful().isEmpty()) {
                return Optional.of(member.title()
                        + (contents == Contents.UNKNOWN
                                ? " does not say where it has what clients have written; its author can write contents"
                                        + " = Contents.ELSEWHERE or NONE in its annotation"
                                : " has what clients have written in its instance, and is not Stateful, so it cannot"
                                        + " hand it over"));
            }
        }
        return Optional.empty();
    }

    /**
     * Why what clients have written would be lost if this chain ended and no other took its place.
     *
     * @return a sentence for people about the first such member, without a full stop; empty if nothing would be lost
     */
    public Optional<String> endsContents() {
        for (Member member : members) {
            Contents contents = member.contents();
            if (contents != Contents.NONE && contents != Contents.ELSEWHERE) {
                return Optional.of(member.title()
                        + (contents == Contents.UNKNOWN
                                ? " does not say where it has what clients have written"
                                : " has what clients have written in its instance"));
            }
        }
        return Optional.empty();
    }

    private Serialization serialization(Member member) {
        Serialization serialization = serializations.get(member);
        if (serialization == null) {
            throw new IllegalStateException("the chain is not prepared");
        }
        return serialization;
    }

    /**
     * Lets every member look at a client, the outermost filter first.
     *
     * @param client the client
     * @throws IOException if a member refuses it
     */
    public void accept(Client client) throws IOException {
        Client seen = new MembersClient(client, ties(client));
        for (Member member : members) {
            serialization(member)
                    .outsideOfDisks(() -> RefusalException.of(member, () -> {
                        member.accept(seen);
                        return member;
                    }));
        }
    }

    /**
     * Lists the exports to show.
     *
     * @param client the client that asks
     * @return the exports
     * @throws IOException if a member refuses
     */
    public List<Export> exports(Client client) throws IOException {
        ClientTies own = ties(client);
        try {
            return outermost.exports(new MembersClient(client, own));
        } finally {
            own.close();
        }
    }

    /**
     * Opens the disk that a client will see.
     *
     * @param client the client that opens it; the empty export name is replaced by the default export's
     * @return the disk, to be closed once
     * @throws IOException if a member refuses
     */
    public OpenDisk open(Client client) throws IOException {
        ClientTies own = ties(client);
        try {
            return open(client, own);
        } catch (IOException | RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }

    private OpenDisk open(Client client, ClientTies own) throws IOException {
        Client named = client.exportName().isEmpty()
                ? client.withExportName(outermost.defaultExport(new MembersClient(client, own)))
                : client;
        long sizesAsked = sizes.get();
        Disk disk = outermost.open(new MembersClient(named, own));
        try {
            return OpenDisk.of(disk, named, delays, own, disks.anyWaits(), () -> sizes.get() != sizesAsked);
        } catch (IOException | RuntimeException | Error e) {
            try {
                disk.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /**
     * Announces that the server will stop: tasks that members have delayed for clients run now, so that no request
     * waits for them. Requests under way and open disks go on.
     */
    public void hurry() {
        delays.serverStops();
    }

    /**
     * Announces that requests under way are not waited for any longer: the server itself, as a client of the members
     * ({@link dev.platter.api.Context#client}), has gone. The connections tell for themselves.
     */
    public void abandon() {
        server.end();
    }

    /**
     * Stops the members, the outermost filter first, and their workers. Failures go to the log. Every disk is closed
     * before (5).
     */
    public void stop() {
        delays.serverStops();
        server.end();
        for (Member member : members) {
            try {
                member.stop();
            } catch (IOException | RuntimeException | Error e) {
                member.log().log(System.Logger.Level.ERROR, "could not stop cleanly: " + e.getMessage(), e);
            }
        }
        farewells.close();
        workers.close();
        for (ChainContext context : contexts) {
            context.close();
        }
    }

    /** Interrupts the chain's threads, and announces the same as {@link #abandon}. */
    public void interrupt() {
        server.end();
        workers.interrupt();
    }

    /**
     * The stacks of the chain's threads, to find a call that does not return.
     *
     * @return a line for each busy thread, and for each frame of its stack
     */
    public List<String> stacks() {
        return workers.stacks();
    }

    /** Placeholder opener; every call fails until {@link #start}. */
    private static final class NotStarted implements Opener {
        @Override
        public Disk open(Client client) {
            throw new IllegalStateException("the chain is not started");
        }

        @Override
        public List<Export> exports(Client client) {
            throw new IllegalStateException("the chain is not started");
        }

        @Override
        public String defaultExport(Client client) {
            throw new IllegalStateException("the chain is not started");
        }
    }

    /** Builds a chain. */
    public static final class Builder {
        private static final int DEFAULT_THREADS = 16;

        private record NamedFilter(String name, Filter filter) {}

        private final String name;
        private final Plugin plugin;
        private final List<NamedFilter> filters = new ArrayList<>();
        private Function<String, System.Logger> loggers = System::getLogger;
        private @Nullable Provisions provisions;
        private int threads = DEFAULT_THREADS;

        private Builder(String name, Plugin plugin) {
            this.name = name;
            this.plugin = plugin;
        }

        /**
         * Adds a filter behind the filters that were added before it and in front of the plugin, in the order of a
         * command line.
         *
         * @param name the filter's name in the log
         * @param filter the filter, constructed and not yet prepared
         * @return this
         */
        public Builder filter(String name, Filter filter) {
            filters.add(new NamedFilter(name, filter));
            return this;
        }

        /**
         * Sets where members log.
         *
         * @param loggers gives the logger for a member's name; the default is {@link System#getLogger}
         * @return this
         */
        public Builder loggers(Function<String, System.Logger> loggers) {
            this.loggers = loggers;
            return this;
        }

        /**
         * Sets where members get folders and memory.
         *
         * @param provisions what the server has for this chain; the default is that of {@link Provisions}
         * @return this
         */
        public Builder provisions(Provisions provisions) {
            this.provisions = provisions;
            return this;
        }

        /**
         * Sets the largest number of workers.
         *
         * @param threads how many requests may wait for storage at a time, at least 1; the default is 16. With 1, each connection's
         *     requests are served one after the other
         * @return this
         * @throws IllegalArgumentException if {@code threads} is less than 1
         */
        public Builder threads(int threads) {
            if (threads < 1) {
                throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
            }
            this.threads = threads;
            return this;
        }

        private List<Member> members() {
            List<Member> members = new ArrayList<>(filters.size() + 1);
            for (NamedFilter filter : filters) {
                members.add(new Member.OfFilter(filter.name(), filter.filter(), loggers.apply(filter.name())));
            }
            members.add(new Member.OfPlugin(name, plugin, loggers.apply(name)));
            return members;
        }

        /**
         * Builds the chain.
         *
         * @return the chain, not yet prepared
         */
        public Chain build() {
            return new Chain(this);
        }
    }
}
