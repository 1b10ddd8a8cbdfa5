// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.server;

import dev.platter.engine.resources.MetricReading;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.host.RefusedException;
import dev.platter.host.shell.Shell;
import dev.platter.server.bundles.BundleState;
import dev.platter.server.bundles.BundleStatus;
import dev.platter.server.steering.ConnectionStatus;
import dev.platter.server.steering.Deployment;
import dev.platter.server.steering.ExportStatus;
import dev.platter.server.steering.ServerStatus;
import dev.platter.server.steering.Steering;
import dev.platter.server.steering.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * A server that only remembers its calls, and reports the state that a test has put into it: at first nothing, or a bit
 * of everything.
 */
public final class FakeServer implements Steering {
    public static final Instant STARTED = Instant.parse("2026-11-20T10:00:00Z");

    /** The calls that change something, in order. */
    public final Queue<String> told = new ConcurrentLinkedQueue<>();

    /** The traffic of its exports, by export. */
    public final Map<String, ExportTraffic> traffic = new ConcurrentHashMap<>();

    /** The metrics of their plugins and filters, by export. */
    public final Map<String, List<MetricReading>> metrics = new ConcurrentSkipListMap<>();

    /** The traffic of the server: one snapshot for each question; the last one stays. */
    public final Queue<List<Traffic>> flow = new ArrayDeque<>();

    /** The traffic before there is a snapshot. */
    public volatile List<Traffic> idle = List.of();

    /** Counts down when a drain has begun, which then waits until it may end. */
    public final CountDownLatch drainBegun = new CountDownLatch(1);

    public final CountDownLatch drainMayEnd = new CountDownLatch(1);

    public volatile String state = "ready";
    public volatile Optional<String> refusal = Optional.empty();
    public volatile Optional<RuntimeException> bug = Optional.empty();
    public volatile Runnable onFlow = () -> {};
    public volatile Supplier<List<ExportStatus>> exports = List::of;
    public volatile List<ConnectionStatus> connections = List.of();
    public volatile List<BundleStatus> bundles = List.of();
    public volatile List<Deployment> deployments = List.of();

    /** A server with something of each kind. */
    public static FakeServer busy() {
        FakeServer server = new FakeServer();
        server.serves(new ExportStatus(
                "vm1",
                "serving",
                List.of("offset@1.0.0", "memory@1.2.0"),
                false,
                true,
                2,
                List.of(),
                Optional.empty()));
        server.connections = List.of(new ConnectionStatus(
                7, "unix (process 12, user root)", "vm1", "", STARTED.plusSeconds(60), 1234, 5 << 20, 0, 1));
        server.bundles = List.of(
                new BundleStatus(
                        "plugin", "memory", "1.2.0", BundleState.ACTIVE, 1, "memory-1.2.0.jar", Optional.empty()),
                new BundleStatus("plugin", "memory", "1.1.0", BundleState.ROLLED_BACK, 0, "m.jar", Optional.empty()),
                new BundleStatus("filter", "offset", "1.0.0", BundleState.ACTIVE, 1, "offset.jar", Optional.empty()),
                new BundleStatus("jar", "x.jar", "", BundleState.FAILED, 0, "x.jar", Optional.of("it is not a jar")));
        server.deployments = List.of(
                new Deployment(STARTED, "deployed plugin 'memory' 1.2.0", Optional.empty()),
                new Deployment(STARTED, "deploying x.jar", Optional.of("it is not a jar")));
        server.idle = List.of(new Traffic("vm1", OptionalLong.empty(), 0, 0, 0, 0, Optional.empty()));
        return server;
    }

    public void serves(ExportStatus... served) {
        exports = () -> List.of(served);
    }

    public static ExportStatus export(String name, String state, int connections) {
        return new ExportStatus(
                name,
                state,
                List.of("offset@1.0.0", "memory@1.2.0"),
                false,
                false,
                connections,
                List.of(),
                Optional.empty());
    }

    /** The shells that were opened, in order. */
    public final Queue<FakeShell> shells = new ConcurrentLinkedQueue<>();

    private String tell(String what) throws RefusedException {
        told.add(what);
        if (bug.isPresent()) {
            throw bug.get();
        }
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
        return "done: " + what;
    }

    @Override
    public ServerStatus status() {
        int problems = (int) bundles.stream()
                .filter(bundle -> bundle.state() == BundleState.FAILED)
                .count();
        return new ServerStatus(
                "9.8.7",
                state,
                STARTED,
                4711,
                List.of("nbd://localhost:10809/", "nbd+unix:///?socket=/run/nbd.sock"),
                1,
                connections.size(),
                bundles.size() - problems,
                problems,
                0,
                8192,
                List.of());
    }

    @Override
    public List<ExportStatus> exports() {
        return exports.get();
    }

    @Override
    public List<ConnectionStatus> connections() {
        return connections;
    }

    @Override
    public synchronized List<Traffic> flow() {
        onFlow.run();
        if (flow.isEmpty()) {
            return idle;
        }
        return flow.size() == 1 ? flow.element() : flow.remove();
    }

    @Override
    public List<BundleStatus> bundles() {
        return bundles;
    }

    @Override
    public List<Deployment> deployments() {
        return deployments;
    }

    @Override
    public String profile(Duration time) throws RefusedException {
        return tell("profile " + time);
    }

    @Override
    public String install(Path jar) throws RefusedException {
        return tell("install " + jar);
    }

    @Override
    public String upgrade(String export, boolean live) throws RefusedException {
        return tell("upgrade " + export + (live ? " live" : ""));
    }

    @Override
    public String rollBack(String name) throws RefusedException {
        return tell("rollback " + name);
    }

    @Override
    public String uninstall(String name, Optional<String> version) throws RefusedException {
        return tell("uninstall " + name + " " + version.orElse("all"));
    }

    @Override
    public String reload(boolean force) throws RefusedException {
        return tell(force ? "reload force" : "reload");
    }

    @Override
    public String difference() throws RefusedException {
        return tell("difference");
    }

    @Override
    public List<String> objections() {
        return List.of();
    }

    @Override
    public String configuration() {
        return "/etc/platter/platter.toml";
    }

    @Override
    public String addExport(String name, List<String> members, List<String> parameters, Map<String, String> options)
            throws RefusedException {
        return tell("add " + name + " " + members + " " + parameters + " " + options);
    }

    @Override
    public String removeExport(String name, String mode) throws RefusedException {
        return tell("remove " + name + " " + mode);
    }

    @Override
    public String startExport(String name) throws RefusedException {
        return tell("export start " + name);
    }

    @Override
    public String drain(String export, Duration grace) throws RefusedException {
        drainBegun.countDown();
        try {
            drainMayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return tell("drain " + export + " " + grace);
    }

    @Override
    public String kill(long connection) throws RefusedException {
        return tell("kill " + connection);
    }

    @Override
    public Shell shell() throws RefusedException {
        tell("shell");
        FakeShell shell = new FakeShell();
        shells.add(shell);
        return shell;
    }

    @Override
    public String stop() {
        told.add("stop");
        return "done: stop";
    }
}
