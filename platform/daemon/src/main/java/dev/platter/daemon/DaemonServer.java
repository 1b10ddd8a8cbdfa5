package dev.platter.daemon;

import dev.platter.api.Client;
import dev.platter.daemon.bundles.BundleState;
import dev.platter.daemon.bundles.BundleStatus;
import dev.platter.daemon.bundles.DeployedBundles;
import dev.platter.daemon.configuration.Configuration;
import dev.platter.daemon.configuration.ConfigurationException;
import dev.platter.daemon.configuration.Difference;
import dev.platter.daemon.configuration.SecretParameters;
import dev.platter.daemon.configuration.ServerSettings;
import dev.platter.daemon.configuration.SignaturePolicy;
import dev.platter.daemon.events.BundleChangeEvent;
import dev.platter.daemon.exports.ExportException;
import dev.platter.daemon.exports.Exporting;
import dev.platter.daemon.exports.Schemas;
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
import dev.platter.host.BundleEntry;
import dev.platter.host.HostException;
import dev.platter.host.Inventory;
import dev.platter.host.JarContent;
import dev.platter.host.PluginHost;
import dev.platter.host.deploy.DeployFolder;
import dev.platter.host.deploy.DeployListener;
import dev.platter.host.deploy.Signatures;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A server with its exports, its bundles and its deploy folder.
 *
 * <p>Everything that changes what is served, a reload, a jar that was dropped, a command, is done under one lock and is a
 * transaction of {@link Exporting}; so there is always one answer to what is served and why.
 */
public final class DaemonServer implements Steering, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Startup startup;
    private final System.Logger log;
    private final Instant since = Instant.now();
    private final ReentrantLock changing = new ReentrantLock(true);
    private final Deployments deployments = new Deployments();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final StateFolder state;
    private final PluginHost host;
    private final Exporting exporting;
    private final DeployedBundles bundles;
    private final DeployFolder folder;
    private final NbdServer server;
    private volatile Configuration configuration;
    private volatile String phase = "starting";
    private volatile boolean drained;
    private Set<String> liveNow = Set.of();

    private DaemonServer(Startup startup, Configuration configuration, StateFolder state, PluginHost host)
            throws StartException, HostException, IOException {
        this.startup = startup;
        this.configuration = configuration;
        this.state = state;
        this.host = host;
        log = startup.loggers().apply("server");
        ServerSettings settings = configuration.server().settings();
        exporting = new Exporting(host, PATIENCE, startup.loggers(), end::complete);
        Inventory installation = Installation.of(host, folders(startup, settings));
        bundles = DeployedBundles.begin(host, installation, state.path(), this::serve, log);
        bundles.require(signatures(configuration));
        folder = DeployFolder.open(settings.deploy(), new Dropped(), log);
        try {
            // What lies there is taken first, so that exports begin with the newest.
            folder.scan();
            apply(configuration);
            NbdServer.Builder builder = NbdServer.builder()
                    .exports(exporting.table())
                    .loggers(startup.loggers())
                    .visitors(new RecordedVisits());
            if (settings.memory().isPresent()) {
                builder.memory(settings.memory().get().bytes(), Duration.ofSeconds(5));
            }
            Sockets.of(configuration.server(), log).addTo(builder, startup.inherited());
            server = builder.start();
        } catch (IOException | StartException | RuntimeException e) {
            folder.close();
            exporting.stop();
            throw e;
        }
    }

    /**
     * Starts a server.
     *
     * @throws StartException if it cannot start; nothing is left behind
     */
    static DaemonServer start(Startup startup) throws StartException {
        Configuration configuration = startup.configuration();
        ServerSettings settings = configuration.server().settings();
        StateFolder state = StateFolder.take(settings.state());
        try {
            PluginHost host =
                    PluginHost.open(folders(startup, settings), state.path().resolve("cache"), startup.loggers());
            try {
                DaemonServer server = new DaemonServer(startup, configuration, state, host);
                server.begin();
                return server;
            } catch (HostException | IOException | StartException | RuntimeException e) {
                host.close();
                throw e;
            }
        } catch (HostException | IOException e) {
            state.close();
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (StartException | RuntimeException e) {
            state.close();
            throw e;
        }
    }

    private void begin() {
        folder.start();
        phase = "ready";
        startup.ready().ready(summary());
    }

    private static List<Path> folders(Startup startup, ServerSettings settings) {
        List<Path> folders = new ArrayList<>(settings.bundles());
        folders.add(startup.bundles());
        return folders;
    }

    static Configuration read(Path file) throws StartException {
        try {
            return Configuration.read(file);
        } catch (ConfigurationException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Signatures signatures(Configuration configuration) throws HostException {
        Optional<SignaturePolicy> policy = configuration.server().signatures();
        if (policy.isEmpty()) {
            return Signatures.notRequired();
        }
        char[] password = {};
        if (policy.get().passwordFile().isPresent()) {
            Path file = policy.get().passwordFile().get();
            try (var lines = Files.lines(file)) {
                password = lines.findFirst().orElse("").toCharArray();
            } catch (IOException e) {
                throw new HostException("the password of the trust store cannot be read from " + file + ": " + e, e);
            }
        }
        return Signatures.required(policy.get().trustStore(), password);
    }

    /**
     * Looks whether a server could be started, without touching anything.
     *
     * @throws StartException if not
     */
    static void check(Startup startup) throws StartException {
        Configuration configuration = startup.configuration();
        List<Path> folders = folders(startup, configuration.server().settings());
        try {
            Path cache = Files.createTempDirectory("platterd-check-");
            try (PluginHost host = PluginHost.open(folders, cache, startup.loggers())) {
                Inventory inventory = Installation.of(host, folders);
                new Exporting(host, PATIENCE, startup.loggers(), reason -> {}).check(configuration, inventory);
            } finally {
                Files.deleteIfExists(cache);
            }
        } catch (HostException | IOException | ExportException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    // ---- Changes ----

    /** Has exports made of other bundles; under the lock. */
    private void serve(Inventory inventory) throws HostException {
        if (phase.equals("starting") && exporting.statuses().isEmpty()) {
            // They are made when the configuration is applied.
            return;
        }
        try {
            exporting.serve(configuration, inventory, liveNow);
        } catch (ExportException e) {
            throw new HostException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException("interrupted; nothing has changed");
        }
    }

    private void apply(Configuration next) throws StartException {
        try {
            exporting.serve(next, bundles.inventory(), Set.of());
        } catch (ExportException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted", e);
        }
    }

    /** What happens in the deploy folder is done under the lock, and remembered. */
    private final class Dropped implements DeployListener {
        @Override
        public void deployed(JarContent content) throws HostException {
            BundleChangeEvent event = BundleChangeEvent.begun();
            changing.lock();
            try {
                bundles.deployed(content);
                deployments.succeeded("deployed " + named(content));
                event.ended(named(content), "");
            } catch (HostException e) {
                String why = String.valueOf(e.getMessage());
                deployments.failed("deploying " + content.jar().getFileName(), why);
                event.ended(content.jar().getFileName().toString(), why);
                throw e;
            } finally {
                changing.unlock();
            }
        }

        @Override
        public void damaged(Path jar, String why) {
            changing.lock();
            try {
                bundles.damaged(jar, why);
                deployments.failed("deploying " + jar.getFileName(), why);
            } finally {
                changing.unlock();
            }
        }

        @Override
        public void removed(Path jar) {
            changing.lock();
            try {
                bundles.removed(jar);
                Optional<String> problem = bundles.problem(jar);
                String what = "removing " + jar.getFileName();
                problem.ifPresentOrElse(why -> deployments.failed(what, why), () -> deployments.succeeded(what));
            } finally {
                changing.unlock();
            }
        }
    }

    private static String named(JarContent content) {
        List<String> names = new ArrayList<>();
        for (BundleEntry entry : content.entries()) {
            names.add(entry.kind() + " '" + entry.name() + "' " + entry.version());
        }
        return String.join(", ", names);
    }

    /** Something that changes what is served, and says what it has done. */
    @FunctionalInterface
    private interface Work {
        String run()
                throws HostException, ExportException, InterruptedException, IOException, ConfigurationException,
                        SteeringException;
    }

    private String change(String what, Work work) throws SteeringException {
        changing.lock();
        try {
            String done = work.run();
            bundles.removeOrphans();
            deployments.succeeded(what);
            return done;
        } catch (HostException | ExportException | IOException | ConfigurationException e) {
            deployments.failed(what, String.valueOf(e.getMessage()));
            throw new SteeringException(String.valueOf(e.getMessage()));
        } catch (SteeringException e) {
            deployments.failed(what, String.valueOf(e.getMessage()));
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SteeringException("interrupted; nothing has changed");
        } finally {
            liveNow = Set.of();
            changing.unlock();
        }
    }

    /** Not under the lock, which whoever looks into the folder takes for each jar. */
    @Override
    public String install(Path jar) throws SteeringException {
        Path target = folder.path().resolve(jar.getFileName().toString());
        if (!target.toString().endsWith(".jar")) {
            throw new SteeringException(
                    jar + " is not called .jar: rename it, so that it can lie in the deploy folder");
        }
        try {
            JarContent content = JarContent.read(jar);
            Optional<byte[]> before = Files.exists(target) ? Optional.of(Files.readAllBytes(target)) : Optional.empty();
            put(target, content.original().readAllBytes());
            Optional<String> problem = bundles.problem(target);
            if (problem.isPresent()) {
                takeBack(target, before);
                throw new SteeringException(problem.get());
            }
            return "installed " + named(content);
        } catch (HostException | IOException e) {
            throw new SteeringException(String.valueOf(e.getMessage()));
        }
    }

    private void put(Path target, byte[] content) throws IOException {
        Path hidden = target.resolveSibling("." + target.getFileName());
        Files.write(hidden, content);
        Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        folder.scan();
    }

    private void takeBack(Path target, Optional<byte[]> before) throws IOException {
        if (before.isPresent()) {
            put(target, before.get());
        } else {
            Files.deleteIfExists(target);
            folder.scan();
        }
    }

    @Override
    public String upgrade(String export, boolean live) throws SteeringException {
        return change("upgrade " + export + (live ? " --live" : ""), () -> {
            requireServed(export);
            liveNow = live ? Set.of(export) : Set.of();
            serve(bundles.inventory());
            int brought = live ? exporting.bringOver(export) : 0;
            return export + " is made of " + members(export)
                    + (brought > 0 ? ", and clients of " + brought + " older chains have come over" : "");
        });
    }

    private void requireServed(String export) throws SteeringException {
        if (!exporting.knows(export)) {
            throw new SteeringException("there is no export '" + export + "': there are "
                    + String.join(", ", configuration.server().exports().keySet()));
        }
    }

    private String members(String export) {
        return exporting.statuses().stream()
                .filter(status -> status.name().equals(export))
                .findFirst()
                .map(status -> String.join(" → ", status.members()))
                .orElse("nothing");
    }

    @Override
    public String rollBack(String name) throws SteeringException {
        return change("rollback " + name, () -> "gone back from " + bundles.rollBack(name));
    }

    @Override
    public String uninstall(String name, Optional<String> version) throws SteeringException {
        String what = name + version.map(it -> "@" + it).orElse("");
        List<Path> jars = bundles.jarsOf(name, version);
        if (jars.isEmpty()) {
            throw new SteeringException("'" + what + "' does not lie in the deploy folder " + folder.path());
        }
        try {
            for (Path jar : jars) {
                Files.deleteIfExists(jar);
            }
        } catch (IOException e) {
            throw new SteeringException("'" + what + "' cannot be deleted: " + e);
        }
        folder.scan();
        for (Path jar : jars) {
            Optional<String> problem = bundles.problem(jar);
            if (problem.isPresent()) {
                throw new SteeringException(problem.get());
            }
        }
        return "uninstalled " + what;
    }

    @Override
    public String reload() throws SteeringException {
        startup.ready().reloading();
        try {
            return change("reload", () -> {
                Configuration next = Configuration.read(startup.file());
                Difference difference = differenceTo(next);
                Signatures signatures = signatures(next);
                exporting.serve(next, bundles.inventory(), Set.of());
                bundles.require(signatures);
                configuration = next;
                return difference.text();
            });
        } finally {
            startup.ready().ready(summary());
        }
    }

    @Override
    public String difference() throws SteeringException {
        try {
            return differenceTo(Configuration.read(startup.file())).text();
        } catch (ConfigurationException e) {
            throw new SteeringException(String.valueOf(e.getMessage()));
        }
    }

    private Difference differenceTo(Configuration next) {
        return Difference.between(configuration.server(), next.server(), secrets());
    }

    /** Nobody who asks for a difference need know passwords. */
    private SecretParameters secrets() {
        return new Schemas(bundles.inventory())::isSecret;
    }

    @Override
    public String addExport(String name, List<String> members, List<String> parameters, Map<String, String> options)
            throws SteeringException {
        return change("export add " + name, () -> {
            if (configuration.server().exports().containsKey(name)) {
                throw new SteeringException(
                        "there is an export '" + name + "' already: choose another name, or remove it");
            }
            Configuration next = new AddedExport(name, members, parameters, options)
                    .to(configuration, startup.file(), new Schemas(bundles.inventory()));
            exporting.serve(next, bundles.inventory(), Set.of());
            configuration = next;
            return "added " + name + ", made of " + members(name);
        });
    }

    @Override
    public String removeExport(String name, String mode) throws SteeringException {
        return change("export remove " + name, () -> {
            Configuration next = new RemovedExport(name, mode).from(configuration);
            // The way in which it goes is part of its definition.
            exporting.serve(new RemovedExport(name, mode).prepared(configuration), bundles.inventory(), Set.of());
            exporting.serve(next, bundles.inventory(), Set.of());
            configuration = next;
            return "removed " + name + " (" + mode + ")";
        });
    }

    @Override
    public String drain(String export, Duration grace) throws SteeringException {
        return change("drain " + export, () -> {
            requireServed(export);
            if (!exporting.drain(export, grace)) {
                throw new SteeringException("a call of '" + export
                        + "' does not return although its connections were closed and it was interrupted; it is"
                        + " abandoned, and platterctl exports shows what it does");
            }
            return "nothing of '" + export + "' is retiring any more";
        });
    }

    @Override
    public String kill(long connection) throws SteeringException {
        for (Visit visit : server.visits()) {
            if (visit.id() == connection) {
                visit.close();
                log.log(Level.INFO, "connection " + connection + " was closed by command");
                return "closed connection " + connection;
            }
        }
        throw new SteeringException("there is no connection " + connection + ": platterctl connections lists them");
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
        return new ServerStatus(
                startup.version(),
                phase,
                since,
                ProcessHandle.current().pid(),
                addresses(),
                exporting.traffic().size(),
                server.visits().size(),
                all.size() - problems,
                problems,
                exporting.retiring(),
                server.bytesInFlight());
    }

    private String summary() {
        return exporting.traffic().size() + " exports on " + String.join(", ", addresses());
    }

    /** Where clients come in, as URIs without the name of an export. */
    List<String> addresses() {
        return server.addresses().stream().map(Addresses::uri).toList();
    }

    @Override
    public List<ExportStatus> exports() {
        return exporting.statuses();
    }

    @Override
    public List<ConnectionStatus> connections() {
        List<ConnectionStatus> statuses = new ArrayList<>();
        for (Visit visit : server.visits()) {
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
        return Flow.of(exporting.traffic(), server.visits());
    }

    @Override
    public List<BundleStatus> bundles() {
        changing.lock();
        try {
            return bundles.statuses();
        } finally {
            changing.unlock();
        }
    }

    @Override
    public List<Deployment> deployments() {
        return deployments.list();
    }

    /**
     * What has flowed through each export.
     *
     * @return the numbers by name
     */
    public Map<String, ExportTraffic> traffic() {
        return exporting.traffic();
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

    /** Lets the clients finish, and takes none any more. What the server is doing can still be asked. */
    void drain() {
        phase = "stopping";
        startup.ready().stopping();
        folder.close();
        drained = server.stop(configuration.server().settings().grace());
    }

    @Override
    public void close() {
        if (!phase.equals("stopping")) {
            drain();
        }
        changing.lock();
        try {
            if (drained) {
                exporting.stop();
            }
        } finally {
            changing.unlock();
        }
        host.close();
        state.close();
    }
}
