// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.Filter;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.KeyValue;
import dev.platter.client.NbdClient;
import dev.platter.engine.export.Chain;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.Schema;
import dev.platter.host.BundleEntry;
import dev.platter.host.Loaded;
import dev.platter.host.PluginHost;
import dev.platter.host.RefusedException;
import dev.platter.nbd.TransmissionFlags;
import dev.platter.testkit.ChaosClient;
import dev.platter.testkit.FailingFilter;
import dev.platter.testkit.FailingFilter.Turn;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.LoaderWatch;
import dev.platter.testkit.LogBook;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** No classes of a bundle stay in the running server after it was used, or has failed, and was uninstalled. */
class UninstalledBundleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LENGTH = 8192;

    @TempDir
    private static Path folder;

    private static PluginHost host;

    @BeforeAll
    static void start() throws Exception {
        host = PluginHost.open(
                List.of(Tarball.unpack(folder).bundles()), folder.resolve("cache"), new LogBook()::logger);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    /** The use of a plugin or filter between its installation and its removal. */
    @FunctionalInterface
    private interface Life {
        void live(Loaded<?> loaded) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> aBundleIsCollectedAfterUse() throws RefusedException {
        return eachGoesAfter(loaded -> use(loaded, new FailingFilter(Turn.NONE)));
    }

    @TestFactory
    Stream<DynamicTest> aBundleIsCollectedAfterARefusedParameter() throws RefusedException {
        // No member knows the key but eval, which takes it once.
        List<KeyValue> refused = List.of(new KeyValue("unload", "1"), new KeyValue("unload", "2"));
        return eachGoesAfter(loaded -> assertThrows(
                BadParameterException.class, () -> Schema.of(loaded.type()).construct(refused, folder)));
    }

    @TestFactory
    Stream<DynamicTest> aBundleIsCollectedAfterAFailedStart() throws RefusedException {
        return eachGoesAfter(loaded ->
                assertThrows(IOException.class, () -> use(loaded, new FailingFilter(Turn.START))));
    }

    @TestFactory
    Stream<DynamicTest> aBundleIsCollectedAfterAFailedOpen() throws RefusedException {
        return eachGoesAfter(loaded ->
                assertThrows(IOException.class, () -> use(loaded, new FailingFilter(Turn.OPEN))));
    }

    /** A write goes to a queue of the system, which the event loop watches. */
    @Test
    @Tag("same-in-both-modes")
    void aBundleWhoseStorageWasWatchedByTheEventLoopIsCollected() throws Exception {
        BundleEntry file = host.available().stream()
                .filter(entry -> entry.name().equals("file"))
                .findFirst()
                .orElseThrow();
        long before = rings();
        AtomicLong during = new AtomicLong();
        LoaderWatch loader = lived(file, loaded -> {
            Plugin plugin =
                    (Plugin) Schema.of(loaded.type()).construct(Needed.by(file, Needed.image(file, folder)), folder);
            try (Served served = Served.of(plugin);
                    NbdClient client = served.client()) {
                client.write(0, ByteBuffer.allocate(LENGTH), 0);
                during.set(rings());
            }
        });
        assumeTrue(during.get() > before, "this system has no io_uring, or forbids it");
        assertTrue(loader.isGoneWithin(PATIENCE), loader::whatHoldsIt);
        assertEquals(before, rings());
    }

    private static long rings() throws IOException {
        Path all = Path.of("/proc/self/fd");
        if (!Files.isDirectory(all)) {
            return 0;
        }
        try (Stream<Path> descriptors = Files.list(all)) {
            return descriptors.filter(UninstalledBundleIT::isRing).count();
        }
    }

    private static boolean isRing(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains("[io_uring]");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void bundleThatIsNotUninstalledStays() throws Exception {
        try (Loaded<?> loaded = host.plugin("memory")) {
            LoaderWatch loader = new LoaderWatch(loaded.type().getClassLoader());
            assertFalse(
                    loader.isGoneWithin(Duration.ofMillis(300)), "all the other tests would pass without a release");
        }
    }

    private static Stream<DynamicTest> eachGoesAfter(Life life) throws RefusedException {
        return host.available().stream()
                .filter(entry -> !Needed.needsOtherMachines(entry) && Needed.hasInterpreter(entry))
                .map(entry -> DynamicTest.dynamicTest(entry.kind() + " " + entry.name(), () -> {
                    assumeTrue(Needed.isUsable(entry), () -> "needs the programs of " + entry.name());
                    LoaderWatch loader = lived(entry, life);
                    assertTrue(
                            loader.isGoneWithin(PATIENCE),
                            () -> entry + " was uninstalled, and " + PATIENCE.toSeconds()
                                    + " seconds later something still refers to its classes: "
                                    + loader.whatHoldsIt());
                }));
    }

    /** A method of its own, so that no local variable holds the class loader that must be collected. */
    private static LoaderWatch lived(BundleEntry entry, Life life) throws Exception {
        try (Loaded<?> loaded = host.load(entry.kind(), entry.name())) {
            LoaderWatch loader = new LoaderWatch(loaded.type().getClassLoader());
            life.live(loaded);
            return loader;
        }
    }

    private static void use(Loaded<?> loaded, Filter front) throws Exception {
        Object instance = Schema.of(loaded.type())
                .construct(Needed.by(loaded.entry(), Needed.image(loaded.entry(), folder)), folder);
        byte[] contents = Needed.contents(loaded.entry());
        FakeDisk behind = FakeDisk.of(contents.length);
        behind.write(ByteBuffer.wrap(contents), 0, RequestFlags.NONE);
        Chain.Builder chain = instance instanceof Plugin plugin
                ? Chain.of(loaded.entry().name(), plugin).filter("in-front", front)
                : Chain.of("disk-behind", behind.plugin())
                        .filter("in-front", front)
                        .filter(loaded.entry().name(), (Filter) instance);
        try (var served = Served.of(chain)) {
            long size;
            try (NbdClient client = served.client()) {
                size = client.export().size();
                boolean refuses = Needed.refusesChanges(loaded.entry().name());
                ask(client, refuses ? 0 : (int) Math.min(LENGTH, size / 2));
            }
            if (size > 0) {
                new ChaosClient(served.uri(), 1, 0, 0).run(10);
            }
        }
    }

    /** Sends one request of each kind that is offered and fits, and one that fails, since an error may hold classes too. */
    private static void ask(NbdClient client, int length) throws IOException {
        if (length > 0) {
            succeed(client, length);
        }
        if (client.export().has(TransmissionFlags.SEND_FLUSH)) {
            client.flush();
        }
        try {
            client.read(client.export().size(), ByteBuffer.allocate(1), 0);
        } catch (IOException e) {
            return;
        }
        throw new AssertionError("there is a byte beyond the end");
    }

    private static void succeed(NbdClient client, int length) throws IOException {
        client.read(0, ByteBuffer.allocate(length), 0);
        client.blockStatus(0, length, 0);
        if (!client.export().has(TransmissionFlags.READ_ONLY)) {
            byte[] same = new byte[length];
            client.read(0, ByteBuffer.wrap(same), 0);
            client.write(0, ByteBuffer.wrap(same), 0);
        }
        if (client.export().has(TransmissionFlags.SEND_WRITE_ZEROES)) {
            client.writeZeroes(length, length, 0);
        }
        if (client.export().has(TransmissionFlags.SEND_TRIM)) {
            client.trim(length, length, 0);
        }
    }
}
