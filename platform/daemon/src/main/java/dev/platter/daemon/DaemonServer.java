// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.api.Client;
import dev.platter.daemon.bundles.BundleState;
import dev.platter.daemon.bundles.BundleStatus;
import dev.platter.daemon.exports.Exporting;
import dev.platter.daemon.steering.ConnectionStatus;
import dev.platter.daemon.steering.Deployment;
import dev.platter.daemon.steering.ExportStatus;
import dev.platter.daemon.steering.ServerStatus;
import dev.platter.daemon.steering.Steering;
import dev.platter.daemon.steering.SteeringException;
import dev.platter.daemon.steering.Traffic;
import dev.platter.engine.NbdServer;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.engine.traffic.Visit;
import dev.platter.host.HostException;
import dev.platter.host.PluginHost;
import dev.platter.host.deploy.DeployFolder;
import dev.platter.host.shell.Shell;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A server with its exports, its bundles and its deploy folder: it is opened, then it begins to serve, then it is drained and
 * closed. Whoever looks at it or steers it can do so from the first to the last.
 *
 * <p>What is served is in the hands of {@link Serving}; what people ask for is done by {@link BundleCommands} and
 * {@link ExportCommands}.
 */
public final class DaemonServer implements Steering, AutoCloseable {
    /** How long a change waits for requests that are under way. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long requests wait for memory, where it is limited. */
    private static final Duration MEMORY_PATIENCE = Duration.ofSeconds(5);

    private final Startup startup;
    private final System.Logger log;
    private final Instant since = Instant.now();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final StateFolder state;
    private final PluginHost host;
    private final Serving serving;
    private final DeployFolder folder;
    private final BundleCommands bundleCommands;
    private final ExportCommands exportCommands;
    private volatile @Nullable NbdServer server;
    private volatile Phase phase = Phase.STARTING;

    private DaemonServer(Startup startup, StateFolder state, PluginHost host) throws HostException {
        this.startup = startup;
        this.state = state;
        this.host = host;
        log = startup.loggers().apply("server");
        serving = Serving.of(
                startup.configuration(),
                new Exporting(host, PATIENCE, startup.loggers(), end::complete),
                new Serving.Bundles(host, Installation.of(host, startup.folders()), state.path(), log));
        folder = DeployFolder.open(startup.settings().deploy(), serving, log);
        bundleCommands = new BundleCommands(folder, serving);
        exportCommands = new ExportCommands(startup.file(), serving);
    }

    /**
     * Opens a server, which serves nobody yet.
     *
     * @throws StartException if it cannot start; nothing is left behind
     */
    static DaemonServer open(Startup startup) throws StartException {
        StateFolder state = StateFolder.take(startup.settings().state());
        try {
            PluginHost host = PluginHost.open(startup.folders(), state.path().resolve("cache"), startup.loggers());
            try {
                return new DaemonServer(startup, state, host);
            } catch (HostException | RuntimeException e) {
                host.close();
                throw e;
            }
        } catch (HostException e) {
            state.close();
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            state.close();
            throw e;
        }
    }

    /**
     * Serves.
     *
     * @throws StartException if it cannot; it is still to be closed
     */
    void begin() throws StartException {
        // What lies there is taken first, so that exports begin with the newest.
        folder.scan();
        folder.offerAgain(serving.begin());
        listen();
        folder.start();
        phase = Phase.READY;
        tellIfReady();
    }

    /** A server that is asked to end during a reload has said that it stops, and takes nothing of that back. */
    private void tellIfReady() {
        if (phase == Phase.READY) {
            startup.ready().ready(summary());
        }
    }

    private void listen() throws StartException {
        NbdServer.Builder builder = NbdServer.builder()
                .exports(serving.exporting().table())
                .loggers(startup.loggers())
                .visitors(new RecordedVisits());
        startup.settings().memory().ifPresent(memory -> builder.memory(memory.bytes(), MEMORY_PATIENCE));
        Sockets.of(startup.configuration().server(), log).addTo(builder, startup.inherited());
        try {
            server = builder.start();
        } catch (IOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Lets the clients finish, and takes none any more. What the server is doing can still be asked. */
    void drain() {
        phase = Phase.STOPPING;
        startup.ready().stopping();
        folder.close();
        NbdServer listening = server;
        if (listening != null) {
            listening.stop(grace());
        }
    }

    private Duration grace() {
        return serving.configuration().server().settings().grace();
    }

    @Override
    public void close() {
        if (phase != Phase.STOPPING) {
            drain();
        }
        serving.stop(grace());
        host.close();
        state.close();
    }

    /**
     * Becomes complete when the server is to end.
     *
     * @return the reason
     */
    CompletableFuture<String> ended() {
        return end;
    }

    /** Asks for the end. */
    void end(String reason) {
        end.complete(reason);
    }

    // ---- Steering ----

    @Override
    public String install(Path jar) throws SteeringException {
        return bundleCommands.install(jar);
    }

    @Override
    public String rollBack(String name) throws SteeringException {
        return bundleCommands.rollBack(name);
    }

    @Override
    public String uninstall(String name, Optional<String> version) throws SteeringException {
        return bundleCommands.uninstall(name, version);
    }

    @Override
    public String upgrade(String export, boolean live) throws SteeringException {
        return exportCommands.upgrade(export, live);
    }

    @Override
    public String reload() throws SteeringException {
        startup.ready().reloading();
        try {
            String done = exportCommands.reload();
            // What could not be used under the old configuration may be in order under this one.
            folder.offerAgain(serving.bundles().refused());
            return done;
        } finally {
            tellIfReady();
        }
    }

    @Override
    public String difference() throws SteeringException {
        return exportCommands.difference();
    }

    @Override
    public String addExport(String name, List<String> members, List<String> parameters, Map<String, String> options)
            throws SteeringException {
        return exportCommands.add(name, members, parameters, options);
    }

    @Override
    public String removeExport(String name, String mode) throws SteeringException {
        return exportCommands.remove(name, mode);
    }

    @Override
    public String drain(String export, Duration grace) throws SteeringException {
        return exportCommands.drain(export, grace);
    }

    @Override
    public String kill(long connection) throws SteeringException {
        for (Visit visit : visits()) {
            if (visit.id() == connection) {
                visit.close();
                log.log(Level.INFO, "connection " + connection + " was closed by command");
                return "closed connection " + connection;
            }
        }
        throw new SteeringException("there is no connection " + connection + ": platterctl connections lists them");
    }

    @Override
    public Shell shell() throws SteeringException {
        try {
            Shell shell = host.shell();
            log.log(Level.INFO, "a shell was opened: what is done there to bundles is not known here");
            return shell;
        } catch (HostException e) {
            throw new SteeringException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String stop() {
        end.complete("by command");
        return "the server ends";
    }

    // ---- Looking ----

    @Override
    public ServerStatus status() {
        List<BundleStatus> all = bundles();
        int problems = (int)
                all.stream().filter(it -> it.state() == BundleState.FAILED).count();
        NbdServer listening = server;
        return new ServerStatus(
                startup.version(),
                phase.word(),
                since,
                ProcessHandle.current().pid(),
                addresses(),
                traffic().size(),
                visits().size(),
                all.size() - problems,
                problems,
                serving.exporting().retiring(),
                listening == null ? 0 : listening.bytesInFlight());
    }

    private String summary() {
        return traffic().size() + " exports on " + String.join(", ", addresses());
    }

    /** Where clients come in, as URIs without the name of an export. */
    List<String> addresses() {
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
        return Flow.of(traffic(), visits());
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
     * What has flowed through each export.
     *
     * @return the numbers by name
     */
    public Map<String, ExportTraffic> traffic() {
        return serving.exporting().traffic();
    }
}
