// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.parameters.Schema;
import dev.platter.host.Loaded;
import dev.platter.host.NobodyClient;
import dev.platter.host.PaxExam;
import dev.platter.host.PluginHost;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.LoaderWatch;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The life cycle of a plugin's bundle, as another bundle of the same framework sees it. */
@ExtendWith(PaxExam.class)
public class BundleLifeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String API = "dev.platter.api";
    private static final int SIZE = 1 << 20;

    @Inject
    private BundleContext context;

    @Inject
    private PluginHost host;

    @Test
    public void thisTestIsABundleOfTheSameFramework() {
        assertSame(context.getBundle(), FrameworkUtil.getBundle(BundleLifeIT.class));
        assertNotSame(PluginHost.class.getClassLoader(), BundleLifeIT.class.getClassLoader());
    }

    @Test
    public void noBundleIsInstalledBeforeItIsRequested() {
        assertEquals(Set.of(), installed());
    }

    @Test
    public void aDiskInMemoryIsFoundOpenedWrittenAndRead() throws Exception {
        try (Loaded<Plugin> loaded = host.plugin("memory")) {
            assertEquals(Set.of("dev.platter.plugin.memory"), installed());
            serve(loaded, disk -> {
                assertEquals(SIZE, disk.size());
                disk.write(ByteBuffer.allocateDirect(8).putLong(0, 0x0123_4567_89ab_cdefL), 4093, RequestFlags.NONE);
                assertEquals(0x0123_4567_89ab_cdefL, read(disk, 4093));
                assertEquals(0, read(disk, 8192));
            });
            assertIsCollected(loaded);
        }
    }

    @Test
    public void aDiskOfZeroesIsFoundOpenedAndRead() throws Exception {
        try (Loaded<Plugin> loaded = host.plugin("null")) {
            serve(loaded, disk -> assertEquals(0, read(disk, SIZE - 8)));
            assertIsCollected(loaded);
        }
    }

    @Test
    public void aFailureReachesOnlyItsReader() throws Exception {
        try (Loaded<Plugin> failing = host.plugin("failing");
                Loaded<Plugin> zeroes = host.plugin("null")) {
            serve(zeroes, good -> {
                serve(failing, bad -> {
                    DiskException e = assertThrows(DiskException.class, () -> read(bad, 128));
                    assertEquals(NbdError.ENOSPC, e.error());
                    assertEquals("the sector at 128 is worn out", e.getMessage());
                });
                assertIsCollected(failing);
                assertEquals(0, read(good, 128));
            });
        }
    }

    @Test
    public void aBundleGoesThroughAllStatesAndBack() throws Exception {
        List<Integer> events = new CopyOnWriteArrayList<>();
        SynchronousBundleListener listener = event -> events.add(event.getType());
        context.addBundleListener(listener);
        host.plugin("null").close();
        context.removeBundleListener(listener);
        assertEquals(
                List.of(
                        BundleEvent.INSTALLED,
                        BundleEvent.RESOLVED,
                        BundleEvent.STARTING,
                        BundleEvent.STARTED,
                        BundleEvent.STOPPING,
                        BundleEvent.STOPPED,
                        BundleEvent.UNRESOLVED,
                        BundleEvent.UNINSTALLED),
                events);
    }

    @Test
    public void aBundleIsWiredOnlyToTheApiAndTheJdk() throws Exception {
        try (Loaded<Plugin> loaded = host.plugin("memory")) {
            assertEquals(Set.of(API, context.getBundle(0).getSymbolicName()), providers(loaded));
        }
        try (Loaded<Plugin> loaded = host.plugin("null")) {
            assertEquals(Set.of(API), providers(loaded));
        }
    }

    /** The names of the bundles whose packages a plugin uses. */
    private static Set<String> providers(Loaded<Plugin> loaded) {
        Set<String> providers = new TreeSet<>();
        BundleWiring wiring = FrameworkUtil.getBundle(loaded.type()).adapt(BundleWiring.class);
        for (BundleWire wire : wiring.getRequiredWires("osgi.wiring.package")) {
            providers.add(wire.getProvider().getBundle().getSymbolicName());
        }
        return providers;
    }

    @Test
    public void jnaIsABundleOnceItIsImported() throws Exception {
        assertEquals(0, bundlesNamed("com.sun.jna"));
        for (int i = 0; i < 2; i++) {
            try (Loaded<Plugin> loaded = host.plugin("process")) {
                assertEquals(Set.of(API, "com.sun.jna"), providers(loaded));
                assertEquals(1, bundlesNamed("com.sun.jna"));
            }
        }
    }

    private long bundlesNamed(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .count();
    }

    /** The names of the plugins' bundles that are installed now. */
    private Set<String> installed() {
        Set<String> names = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getHeaders("").get(Constants.PROVIDE_CAPABILITY) instanceof String provided
                    && provided.startsWith("dev.platter.plugin;")) {
                names.add(bundle.getSymbolicName());
            }
        }
        return names;
    }

    /** An action on a disk. */
    private interface Use {
        void of(Disk disk) throws Exception;
    }

    /** Serves a plugin as the server does, from construction to stop. */
    private static void serve(Loaded<Plugin> loaded, Use use) throws Exception {
        Schema<? extends Plugin> schema = Schema.of(loaded.type());
        List<KeyValue> parameters =
                schema.parameters().isEmpty() ? List.of() : List.of(new KeyValue("size", String.valueOf(SIZE)));
        Chain chain = Chain.of(schema.name(), schema.construct(parameters, Path.of("/")))
                .build();
        chain.prepare();
        chain.start(_ -> {});
        OpenDisk open = chain.open(new NobodyClient());
        try {
            use.of(open.disk());
        } finally {
            open.close();
            chain.stop();
        }
    }

    private static long read(Disk disk, long offset) throws Exception {
        ByteBuffer into = ByteBuffer.allocateDirect(8);
        disk.read(into, offset, (_, _) -> {});
        return into.getLong(0);
    }

    private void assertIsCollected(Loaded<Plugin> loaded) throws Exception {
        LoaderWatch loader = new LoaderWatch(loaded.type().getClassLoader());
        Bundle bundle = FrameworkUtil.getBundle(loaded.type());
        assertFalse(loader.isGoneWithin(Duration.ZERO), "the test would pass without a release");
        loaded.close();
        assertEquals(Bundle.UNINSTALLED, bundle.getState());
        assertEquals(
                List.of(),
                List.copyOf(context.getBundle(0).adapt(FrameworkWiring.class).getRemovalPendingBundles()));
        assertTrue(loader.isGoneWithin(PATIENCE), loader::whatHoldsIt);
    }
}
