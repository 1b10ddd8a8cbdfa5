// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.api.Client;
import dev.platter.engine.NbdServer;
import dev.platter.engine.ServerMemory;
import dev.platter.engine.export.ExportAccount;
import dev.platter.engine.resources.MetricReading;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.engine.traffic.Visit;
import dev.platter.host.JarLimits;
import dev.platter.host.RefusedException;
import dev.platter.host.deploy.DeployFolder;
import dev.platter.host.shell.Shell;
import dev.platter.server.bundles.BundleState;
import dev.platter.server.bundles.BundleStatus;
import dev.platter.server.bundles.DeployedBundles;
import dev.platter.server.bundles.Installation;
import dev.platter.server.calls.PluginCalls;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportDefinition.ExportLimits;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.exports.Exporting;
import dev.platter.server.listeners.Listening;
import dev.platter.server.process.Interlude;
import dev.platter.server.steering.ConnectionStatus;
import dev.platter.server.steering.Deployment;
import dev.platter.server.steering.ExportStatus;
import dev.platter.server.steering.ServerStatus;
import dev.platter.server.steering.Steering;
import dev.platter.server.steering.Traffic;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A server with its exports, its bundles and its deploy folder. It is opened, begins to serve, is drained and is closed; it can
 * be queried and steered all the time.
 *
 * <p>{@link ServerState} holds what is served and changes it; {@link BundleCommands} and {@link ExportCommands} carry out
 * commands.
 */
public final class RunningServer implements Steering, AutoCloseable {
    /** How long a change waits for requests under way. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How soon a thread that is well answers. */
    private static final Duration PROMPTLY = Duration.ofSeconds(1);

    /** How long requests wait for memory if it is limited. */
    private static final Duration MEMORY_PATIENCE = Duration.ofSeconds(5);

    private final Startup startup;
    private final System.Logger log;
    private final Instant since = Instant.now();
    private final PluginCalls calls;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final Optional<StateFolder> state;
    private final Installation installation;
    private final ServerMemory memory;
    private final ServerState serving;
    private final Optional<DeployFolder> folder;
    private final Optional<BundleCommands> bundleCommands;
    private final ExportCommands exportCommands;
    private Optional<Listening> listeners = Optional.empty();
    private volatile @Nullable NbdServer server;
    private volatile Phase phase = Phase.STARTING;

    /** Whether a call of a plugin has not returned within the grace, so that what comes after may not take as long again. */
    private volatile boolean late;

    private RunningServer(Startup startup, Optional<StateFolder> state, Installation installation)
            throws RefusedException {
        this.startup = startup;
        this.state = state;
        this.installation = installation;
        log = startup.loggers().apply("server");
        memory = startup.definition().server().limits().memory().isEmpty()
                ? new ServerMemory()
                : new ServerMemory(
                        startup.definition().server().limits().memory().get().bytes(), MEMORY_PATIENCE);
        calls = new PluginCalls(startup.settings().lifecycleTimeout());
        Exporting exporting = new Exporting(
                installation,
                PATIENCE,
                calls,
                startup.loggers(),
                end::complete,
                name -> account(startup, name),
                new ServerProvisions(installation.host(), state.map(StateFolder::path), memory, startup.unattended()));
        DeployedBundles bundles = DeployedBundles.begin(installation, state.map(StateFolder::path), calls, log);
        bundles.require(TrustStore.of(startup.definition().server().signatures()));
        serving =
                new ServerState(startup.definition(), exporting, installation, bundles, calls, startup.observer(), log);
        folder = startup.settings().deploy().isEmpty()
                ? Optional.empty()
                : Optional.of(DeployFolder.open(
                        startup.settings().deploy().get(),
                        serving,
                        startup.definition().server().limits().jars(),
                        log));
        bundleCommands = folder.map(it -> new BundleCommands(it, serving));
        exportCommands = new ExportCommands(
                startup.source(),
                serving,
                new ReloadCheck(exporting, !startup.inherited().isEmpty()));
    }

    private static ExportAccount account(Startup startup, String export) {
        return startup.counted()
                ? new ExportAccount(
                        new ExportTraffic((command, nanos) -> startup.observer().slow(command, export, nanos)))
                : new ExportAccount();
    }

    /**
     * Opens a server, which does not serve yet.
     *
     * @param startup the start parameters
     * @return the server, to be closed
     * @throws RefusedException if it cannot start; nothing is left behind
     */
    public static RunningServer open(Startup startup) throws RefusedException {
        RequestMemory.check(startup.definition().server().limits());
        Optional<StateFolder> state = startup.settings().state().isEmpty()
                ? Optional.empty()
                : Optional.of(StateFolder.take(startup.settings().state().get()));
        try {
            Path cache = state.isPresent() ? state.get().path().resolve("cache") : startup.cache();
            Installation installation = install(startup, cache);
            try {
                return new RunningServer(startup, state, installation);
            } catch (RefusedException | RuntimeException e) {
                installation.close();
                throw e;
            }
        } catch (RefusedException | RuntimeException e) {
            state.ifPresent(StateFolder::close);
            throw e;
        }
    }

    private static Installation install(Startup startup, Path cache) throws RefusedException {
        JarLimits limits = startup.definition().server().limits().jars();
        return startup.settings().deploy().isPresent()
                ? Installation.open(startup.folders(), cache, limits, startup.loggers())
                : Installation.openForRun(startup.folders(), cache, limits, startup.loggers());
    }

    /**
     * Adds an export to the definition before the server begins. Its bundles stay in use until then, so that each is loaded once.
     *
     * @param request the export
     * @throws RefusedException if a bundle is missing or cannot be used, or if a word belongs to no member
     */
    public void define(ExportRequest request) throws RefusedException {
        serving.define(request, startup.source().place(), startup.loggers());
    }

    /**
     * Begins to serve.
     *
     * @throws RefusedException if it cannot serve; it must still be closed
     */
    public void begin() throws RefusedException {
        begin(Interlude.NONE);
    }

    /**
     * Begins to serve. Parameters are read and files opened that plugins want at once, then sockets are bound, then plugins start, and
     * then clients are served.
     *
     * @param bound runs once, when sockets are bound and before a plugin starts; it may change the user of the process, and gets
     *     the files that the server and plugins will need and remove
     * @throws RefusedException if it cannot serve; it must still be closed
     */
    public void begin(Interlude bound) throws RefusedException {
        // Deployed jars come first, so that exports begin with the newest bundles.
        folder.ifPresent(DeployFolder::scan);
        Set<Path> leftOut = serving.begin(startup.strict(), files -> bindOnce(bound, files));
        folder.ifPresent(it -> it.offerAgain(leftOut));
        bindOnce(bound, List.of()).accept();
        folder.ifPresent(DeployFolder::start);
        phase = Phase.READY;
        tellIfReady();
    }

    /** A server that was told to end during a reload has reported that it stops, and must not report that it is ready again. */
    private void tellIfReady() {
        if (phase == Phase.READY) {
            startup.ready().ready(summary());
        }
    }

    /** An attempt to make the exports may fail after this, and the next one finds the sockets bound. */
    private NbdServer bindOnce(Interlude bound, List<Path> made) throws RefusedException {
        NbdServer listening = server;
        if (listening == null) {
            listening = bind();
            server = listening;
            List<Path> files = new ArrayList<>(installation.host().files());
            files.addAll(made);
            bound.run(files);
        }
        return listening;
    }

    private NbdServer bind() throws RefusedException {
        ServerDefinition definition = startup.definition().server();
        NbdServer.Builder builder = NbdServer.builder()
                .exports(serving.exporting().table())
                .connections(definition.limits().connections())
                .handshake(definition.handshake())
                .loggers(startup.loggers())
                .memory(memory)
                .tcpUserTimeout(definition.limits().tcpUserTimeout())
                .connectionListener(startup.observer().connectionListener());
        try {
            listeners = Optional.of(
                    Listening.open(definition, installation.host().temporary(), startup.inherited(), builder, log));
            return builder.bind();
        } catch (IOException | RuntimeException e) {
            throw new RefusedException(RefusedException.sentence(e), e);
        }
    }

    /** Lets the clients finish and accepts no new ones. Queries are still answered. */
    public void drain() {
        phase = Phase.STOPPING;
        startup.ready().stopping();
        folder.ifPresent(DeployFolder::close);
        NbdServer listening = server;
        if (listening != null) {
            late = !listening.stop(grace());
        }
    }

    private Duration grace() {
        return serving.definition().server().settings().grace();
    }

    @Override
    public void close() {
        if (phase != Phase.STOPPING) {
            drain();
        }
        installation.host().expectClose();
        serving.stop(late ? PROMPTLY : grace());
        listeners.ifPresent(Listening::close);
        installation.close();
        state.ifPresent(StateFolder::close);
    }

    /**
     * Completes when the server is to end.
     *
     * @return the reason
     */
    public CompletableFuture<String> ended() {
        return end;
    }

    /** Requests the end. */
    public void end(String reason) {
        end.complete(reason);
    }

    // ---- Steering ----

    @Override
    public String install(Path jar) throws RefusedException {
        return bundleCommands().install(jar);
    }

    @Override
    public String rollBack(String name) throws RefusedException {
        return bundleCommands().rollBack(name);
    }

    @Override
    public String uninstall(String name, Optional<String> version) throws RefusedException {
        return bundleCommands().uninstall(name, version);
    }

    private BundleCommands bundleCommands() throws RefusedException {
        return bundleCommands.orElseThrow(
                () -> new RefusedException("this server has no deploy folder, so its bundles stay as they are"));
    }

    @Override
    public String upgrade(String export, boolean live) throws RefusedException {
        return exportCommands.upgrade(export, live);
    }

    @Override
    public String reload(boolean force) throws RefusedException {
        startup.ready().reloading();
        try {
            String done = exportCommands.reload(force);
            // Jars that could not be used under the old configuration may be usable under this one.
            Set<Path> refused = serving.bundles().refused();
            if (!refused.isEmpty()) {
                folder.ifPresent(it -> it.offerAgain(refused));
            }
            return done;
        } finally {
            tellIfReady();
        }
    }

    @Override
    public String difference() throws RefusedException {
        return exportCommands.difference();
    }

    @Override
    public List<String> objections() throws RefusedException {
        return exportCommands.objections();
    }

    @Override
    public String configuration() {
        return startup.source().place().toString();
    }

    @Override
    public String addExport(String name, List<String> members, List<String> parameters, Map<String, String> options)
            throws RefusedException {
        if (name.isEmpty() || members.isEmpty()) {
            throw new RefusedException("an export needs a name and a plugin");
        }
        return exportCommands.add(new ExportRequest(
                name,
                Optional.ofNullable(options.get("description")),
                members.subList(0, members.size() - 1),
                members.getLast(),
                parameters,
                Boolean.parseBoolean(options.getOrDefault("read-only", "false")),
                Boolean.parseBoolean(options.getOrDefault("tls", "false")),
                ExportDefinition.DEFAULT_THREADS,
                ExportLimits.NONE));
    }

    @Override
    public String removeExport(String name, String mode) throws RefusedException {
        return exportCommands.remove(name, mode);
    }

    @Override
    public String startExport(String name) throws RefusedException {
        return exportCommands.start(name);
    }

    @Override
    public String drain(String export, Duration grace) throws RefusedException {
        return exportCommands.drain(export, grace);
    }

    @Override
    public String kill(long connection) throws RefusedException {
        for (Visit visit : visits()) {
            if (visit.id() == connection) {
                visit.close();
                log.log(Level.INFO, "connection " + connection + " was closed by command");
                return "closed connection " + connection;
            }
        }
        throw new RefusedException("there is no connection " + connection + ": platterctl connections lists them");
    }

    @Override
    public Shell shell() throws RefusedException {
        Shell shell = installation.host().shell();
        log.log(Level.INFO, "a shell was opened: the server does not notice what is done there to bundles");
        return shell;
    }

    @Override
    public String profile(Duration time) throws RefusedException {
        return Profiling.take(time, end, log);
    }

    @Override
    public String stop() {
        end.complete("by command");
        return "the server ends";
    }

    // ---- Queries ----

    @Override
    public ServerStatus status() {
        List<BundleStatus> all = bundles();
        int problems = (int)
                all.stream().filter(it -> it.state() == BundleState.FAILED).count();
        NbdServer listening = server;
        return new ServerStatus(
                PlatterVersion.read(),
                phase.word(),
                since,
                ProcessHandle.current().pid(),
                addresses(),
                traffic().size(),
                visits().size(),
                all.size() - problems,
                problems,
                serving.exporting().retiring(),
                listening == null ? 0 : listening.bytesInFlight(),
                calls.hanging());
    }

    /**
     * What keeps this server from serving as it should, although it runs. Waits a second at most.
     *
     * @return a sentence for each; empty if all is well
     */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        NbdServer listening = server;
        if (listening != null && !listening.responds(PROMPTLY)) {
            troubles.add("a thread that serves connections has not answered within " + PROMPTLY.toMillis() + " ms");
        }
        if (phase == Phase.READY && folder.isPresent() && !folder.get().isWatched()) {
            troubles.add("the deploy folder is no longer watched");
        }
        return troubles;
    }

    private String summary() {
        int failed = serving.exporting().failed();
        return traffic().size() + " exports" + (failed == 0 ? "" : ", and " + failed + " that failed,") + " on "
                + String.join(", ", addresses());
    }

    /**
     * The sockets that the server listens on.
     *
     * @return their addresses, in the order of the definition; empty before the server has begun
     */
    public List<SocketAddress> sockets() {
        NbdServer listening = server;
        return listening == null ? List.of() : listening.addresses();
    }

    /**
     * Whether any listener offers TLS.
     *
     * @return false before the server has begun
     */
    public boolean offersTls() {
        return listeners.map(Listening::offersTls).orElse(false);
    }

    /**
     * The listeners' addresses.
     *
     * @return URIs without the name of an export
     */
    public List<String> addresses() {
        NbdServer listening = server;
        return listening == null
                ? List.of()
                : listening.addresses().stream().map(Addresses::uri).toList();
    }

    private Collection<Visit> visits() {
        NbdServer listening = server;
        return listening == null ? List.of() : listening.visits();
    }

    @Override
    public List<ExportStatus> exports() {
        return serving.exporting().statuses();
    }

    @Override
    public List<ConnectionStatus> connections() {
        List<ConnectionStatus> statuses = new ArrayList<>();
        for (Visit visit : visits()) {
            Optional<Client> client = visit.client();
            statuses.add(new ConnectionStatus(
                    visit.id(),
                    client.map(Addresses::of).orElse(""),
                    visit.export(),
                    client.flatMap(Client::tls).map(Addresses::tls).orElse(""),
                    visit.since(),
                    visit.requests(),
                    visit.bytesRead(),
                    visit.bytesWritten(),
                    visit.errors()));
        }
        return statuses;
    }

    @Override
    public List<Traffic> flow() {
        return TrafficTotals.of(traffic(), visits());
    }

    @Override
    public List<BundleStatus> bundles() {
        return serving.bundles().statuses();
    }

    @Override
    public List<Deployment> deployments() {
        return serving.deployments().list();
    }

    /**
     * The traffic of each export.
     *
     * @return the counters by export name
     */
    public Map<String, ExportTraffic> traffic() {
        return serving.exporting().traffic();
    }

    /**
     * The metrics of plugins and filters.
     *
     * @return readings by export name; an export without any is left out
     */
    public Map<String, List<MetricReading>> memberMetrics() {
        return serving.exporting().memberMetrics();
    }
}
