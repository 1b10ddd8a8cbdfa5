// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.engine.parameters.Schema;
import dev.platter.host.BundleEntry;
import dev.platter.host.PluginHost;
import dev.platter.nbd.TransmissionFlags;
import dev.platter.testkit.LogBook;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every bundle of the archive is replaced while clients use it, and the class loaders of the old bundles are collected. */
@Timeout(120)
class UpgradedBundlesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final int ROUNDS = 2;
    private static final int LENGTH = 4096;

    @RegisterExtension
    private final Platter platter = new Platter();

    @TempDir
    private Path folder;

    private static final String LAST = "exitlast";

    private Tarball tarball;
    private List<BundleEntry> bundles;

    @BeforeEach
    void prepare() throws Exception {
        tarball = Tarball.unpack(Files.createDirectory(folder.resolve("home")));
        try (PluginHost host =
                PluginHost.open(List.of(tarball.bundles()), folder.resolve("cache"), new LogBook()::logger)) {
            bundles = host.available().stream()
                    .filter(entry -> Needed.isUsable(entry) && !Needed.needsOtherMachines(entry))
                    .toList();
        }
        Files.createDirectory(folder.resolve("deploy"));
    }

    @Test
    void noClassLoaderOfAReplacedVersionIsLeft() throws Exception {
        Path configuration = Files.writeString(folder.resolve("platter.toml"), configuration());
        AtomicBoolean enough = new AtomicBoolean();
        try (Daemon daemon = new Daemon(platter.command(tarball, "platterd").start("--config=" + configuration));
                ExecutorService clients = Executors.newCachedThreadPool()) {
            daemon.awaitLog("ready: ");
            upgrade(daemon, clients, enough);
        }
    }

    /** The client of the filter exitlast stays until the server has ended, since it would end with that client. */
    private void upgrade(Daemon daemon, ExecutorService clients, AtomicBoolean enough) throws Exception {
        try (NbdClient last = connect(LAST)) {
            last.read(0, ByteBuffer.allocate(LENGTH), 0);
            List<Future<?>> loads = load(clients, enough);
            try {
                VirtualMachine machine = new VirtualMachine(daemon.pid());
                long before = machine.loaders();
                assertTrue(before >= bundles.size(), before + " class loaders for " + bundles);
                for (int round = 1; round <= ROUNDS; round++) {
                    replaceAll("9." + round + ".0", daemon);
                }
                assertAreGone(machine, before);
            } finally {
                enough.set(true);
            }
            for (Future<?> load : loads) {
                load.get();
            }
            daemon.signal("TERM");
            daemon.end(0);
        }
    }

    /** A configuration with an export for each bundle: of the plugin, or of a file behind the filter. */
    private String configuration() throws IOException {
        StringBuilder exports = new StringBuilder("""
            [server]
            state = "state"
            deploy = "deploy"
            control = "control"
            [[listen]]
            unix = "socket"
            """);
        for (BundleEntry entry : bundles) {
            exports.append(export(entry));
        }
        return exports.toString();
    }

    private String export(BundleEntry entry) throws IOException {
        Path image = Needed.image(entry, folder);
        String parameters = Needed.by(entry, image).stream()
                .map(parameter -> parameter.key() + " = \"" + parameter.value() + "\"")
                .collect(joining(", ", "{ ", " }"));
        String use = "use = \"" + entry.name() + "\"\nparameters = " + parameters + "\n";
        String name = "[export." + entry.name();
        String live = name + "]\nupgrade = \"live\"\n";
        return entry.kind() == Schema.Kind.PLUGIN
                ? live + name + ".plugin]\n" + use
                : live + name + ".plugin]\nuse = \"file\"\nparameters = { file = \"" + image + "\" }\n" + "[" + name
                        + ".filter]]\n" + use;
    }

    /** Starts clients of all exports, and returns when each export has been used. */
    private List<Future<?>> load(ExecutorService clients, AtomicBoolean enough) {
        List<Future<?>> loads = new ArrayList<>();
        List<CompletableFuture<Void>> begun = new ArrayList<>();
        for (BundleEntry entry : bundles) {
            if (entry.name().equals(LAST)) {
                continue;
            }
            CompletableFuture<Void> used = new CompletableFuture<>();
            begun.add(used);
            loads.add(clients.submit(() -> {
                try {
                    use(entry.name(), used, enough);
                } finally {
                    // Do not wait for a client that has failed.
                    used.complete(null);
                }
                return null;
            }));
        }
        begun.forEach(CompletableFuture::join);
        return loads;
    }

    /** Uses an export by one client that stays connected, and by others that come and go. */
    private void use(String export, CompletableFuture<Void> used, AtomicBoolean enough) throws IOException {
        try (NbdClient client = connect(export)) {
            boolean writes = !client.export().has(TransmissionFlags.READ_ONLY) && !Needed.refusesChanges(export);
            long size = client.export().size();
            int length = (int) Math.min(LENGTH, size);
            ByteBuffer data = ByteBuffer.allocate(length);
            for (long at = 0; !enough.get(); at = size < 2 * LENGTH ? 0 : (at + LENGTH) % size) {
                if (length > 0) {
                    client.read(at, data.clear(), 0);
                }
                if (length > 0 && writes) {
                    client.write(at, data.clear(), 0);
                }
                try (NbdClient other = connect(export)) {
                    if (length > 0) {
                        other.read(at, data.clear(), 0);
                    }
                }
                used.complete(null);
                // Without it, the clients would take the processors from the server, which is to replace bundles under
                // them.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private NbdClient connect(String export) throws IOException {
        return NbdClient.connect(NbdUri.parse("nbd+unix:///" + export + "?socket=" + folder.resolve("socket")));
    }

    /** Replaces all bundles at once, as a package manager does. */
    private void replaceAll(String version, Daemon daemon) throws IOException {
        Set<String> expected = new HashSet<>();
        for (BundleEntry entry : bundles) {
            VersionedJar.of(entry.jar(), version)
                    .writeTo(folder.resolve("deploy").resolve(entry.name() + ".jar"));
            expected.add(entry.kind() + " '" + entry.name() + "' " + version + " (");
        }
        while (!expected.isEmpty()) {
            String deployed = daemon.awaitLog(version + " (");
            expected.removeIf(deployed::contains);
        }
    }

    private void assertAreGone(VirtualMachine machine, long before) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long left = machine.loaders();
        while (left > before && System.nanoTime() < deadline) {
            left = machine.loaders();
        }
        if (left != before) {
            assertEquals(before, left, machine.pathToOld("9." + ROUNDS + ".0", folder));
        }
    }
}
