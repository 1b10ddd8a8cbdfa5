package dev.platter.daemon.watched;

import dev.platter.daemon.bundles.BundleStatus;
import dev.platter.daemon.steering.ConnectionStatus;
import dev.platter.daemon.steering.Deployment;
import dev.platter.daemon.steering.ExportStatus;
import dev.platter.daemon.steering.ServerStatus;
import dev.platter.daemon.steering.Steering;
import dev.platter.daemon.steering.Traffic;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.host.shell.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A server that is only looked at: it says what a test has put into it. */
public final class FakeServer implements Steering {
    public static final Instant STARTED = Instant.parse("2026-11-23T20:00:00Z");

    public volatile String state = "ready";
    public volatile Supplier<List<ExportStatus>> exports = List::of;
    public volatile List<ConnectionStatus> connections = List.of();
    public volatile List<BundleStatus> bundles = List.of();
    public volatile List<Deployment> deployments = List.of();
    public final Map<String, ExportTraffic> traffic = new ConcurrentHashMap<>();

    public void serves(ExportStatus... served) {
        exports = () -> List.of(served);
    }

    public static ExportStatus export(String name, String state, int connections) {
        return new ExportStatus(
                name, state, List.of("offset@1.0.0", "memory@1.2.0"), false, false, connections, List.of());
    }

    @Override
    public ServerStatus status() {
        return new ServerStatus(
                "9.8.7",
                state,
                STARTED,
                4711,
                List.of("nbd://localhost:10809"),
                1,
                connections.size(),
                bundles.size(),
                1,
                2,
                8192);
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
    public List<BundleStatus> bundles() {
        return bundles;
    }

    @Override
    public List<Deployment> deployments() {
        return deployments;
    }

    @Override
    public String install(Path jar) {
        throw steered();
    }

    @Override
    public String upgrade(String export, boolean live) {
        throw steered();
    }

    @Override
    public String rollBack(String name) {
        throw steered();
    }

    @Override
    public String uninstall(String name, Optional<String> version) {
        throw steered();
    }

    @Override
    public String reload() {
        throw steered();
    }

    @Override
    public String difference() {
        throw steered();
    }

    @Override
    public String addExport(String name, List<String> members, List<String> parameters, Map<String, String> options) {
        throw steered();
    }

    @Override
    public String removeExport(String name, String mode) {
        throw steered();
    }

    @Override
    public String drain(String export, Duration grace) {
        throw steered();
    }

    @Override
    public String kill(long connection) {
        throw steered();
    }

    @Override
    public Shell shell() {
        throw steered();
    }

    @Override
    public String stop() {
        throw steered();
    }

    private static AssertionError steered() {
        return new AssertionError("whoever only looks must not steer");
    }

    @Override
    public List<Traffic> flow() {
        return List.of();
    }
}
