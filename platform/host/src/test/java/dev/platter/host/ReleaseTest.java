// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Plugin;
import dev.platter.engine.parameters.Schema;
import dev.platter.testkit.LoaderWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A released bundle leaves nothing behind. */
class ReleaseTest extends HostTest {
    @BeforeEach
    void install() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(folder.resolve("a.jar"));
    }

    @Test
    void theClassLoaderIsCollected() throws Exception {
        Loaded<Plugin> loaded = host.plugin("sevens");
        LoaderWatch loader = used(loaded);
        assertFalse(loader.isGoneWithin(Duration.ZERO), "the test would pass without a release");
        loaded.close();
        assertTrue(loader.isGoneWithin(PATIENCE), loader::whatHoldsIt);
    }

    /** Runs in its own stack frame, so that no local variable of the test references the loader. */
    private static LoaderWatch used(Loaded<Plugin> loaded) throws Exception {
        Plugin plugin = Schema.of(loaded.type()).construct(List.of(), Path.of("/"));
        plugin.open(new NobodyClient()).close();
        return new LoaderWatch(plugin.getClass().getClassLoader());
    }

    @Test
    void releasingTwiceIsReleasingOnce() throws Exception {
        Loaded<Plugin> loaded = host.plugin("sevens");
        loaded.close();
        loaded.close();
        assertThrows(IllegalStateException.class, loaded::type);
        assertEquals("sevens", loaded.entry().name());
    }

    @Test
    void aClosedHostReleasesEverything() throws Exception {
        Loaded<Plugin> loaded = host.plugin("sevens");
        host.close();
        loaded.close();
        try (Stream<Path> left = Files.list(temporary.resolve("cache"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aJarMayGoWhileItsPluginServes() throws Exception {
        Loaded<Plugin> loaded = host.plugin("sevens");
        Files.delete(folder.resolve("a.jar"));
        Plugin plugin = Schema.of(loaded.type()).construct(List.of(), Path.of("/"));
        assertEquals(512, plugin.open(new NobodyClient()).size());
    }
}
