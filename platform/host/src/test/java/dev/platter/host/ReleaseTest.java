package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Plugin;
import dev.platter.engine.parameters.Schema;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was released leaves nothing behind. */
class ReleaseTest extends HostTest {
    @BeforeEach
    void install() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(folder.resolve("a.jar"));
    }

    @Test
    void theClassLoaderIsCollected() throws Exception {
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        Loaded<Plugin> loaded = host.plugin("sevens");
        WeakReference<ClassLoader> loader = used(loaded, collected);
        assertNotCollected(loader);
        loaded.close();
        assertTrue(isCollected(collected), "something still holds the class loader");
    }

    /** In a frame of its own, so that no local variable of the test holds the loader. */
    private static WeakReference<ClassLoader> used(Loaded<Plugin> loaded, ReferenceQueue<ClassLoader> queue)
            throws Exception {
        Plugin plugin = Schema.of(loaded.type()).construct(List.of(), Path.of("/"));
        plugin.open(new NobodyClient()).close();
        return new WeakReference<>(plugin.getClass().getClassLoader(), queue);
    }

    private static void assertNotCollected(WeakReference<ClassLoader> loader) {
        System.gc();
        assertFalse(loader.refersTo(null), "the test would pass without a release");
    }

    private static boolean isCollected(ReferenceQueue<ClassLoader> queue) throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            System.gc();
            if (queue.remove(100) != null) {
                return true;
            }
        }
        return false;
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
