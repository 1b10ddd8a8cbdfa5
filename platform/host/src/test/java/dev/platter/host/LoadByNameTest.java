// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.Plugin;
import dev.platter.engine.parameters.Schema;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bundle in a folder is found by its name and serves. */
class LoadByNameTest extends HostTest {
    @Test
    void aPluginReadsThroughTheApi() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(folder.resolve("any-file-name.jar"));
        Loaded<Plugin> loaded = host.plugin("sevens");
        Plugin plugin = Schema.of(loaded.type()).construct(List.of(), Path.of("/"));
        ByteBuffer read = ByteBuffer.allocateDirect(8);
        try (Disk disk = plugin.open(new NobodyClient())) {
            disk.read(read, 0, (_, _) -> {});
        }
        assertEquals(0x0707_0707_0707_0707L, read.flip().getLong());
    }

    @Test
    void aBundleHasItsOwnClassesAndTheServersApi() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(folder.resolve("a.jar"));
        Class<? extends Plugin> type = host.plugin("sevens").type();
        assertNotSame(Fixture.Sevens.class, type);
        assertSame(Plugin.class, type.getClassLoader().loadClass(Plugin.class.getName()));
    }

    @Test
    void aBundleDoesNotSeeTheServer() throws Exception {
        BundleJar.plugin("nosy", "1.0.0", Fixture.Nosy.class).writeTo(folder.resolve("a.jar"));
        ClassLoader loader = host.plugin("nosy").type().getClassLoader();
        for (Class<?> hidden : List.of(PluginHost.class, Schema.class, org.osgi.framework.Bundle.class)) {
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass(hidden.getName()));
        }
    }

    @Test
    void aBundleSeesTheWholeJdkThatIsCalledJava() throws Exception {
        BundleJar.plugin("nosy", "1.0.0", Fixture.Nosy.class).writeTo(folder.resolve("a.jar"));
        ClassLoader loader = host.plugin("nosy").type().getClassLoader();
        for (String name : List.of("java.net.http.HttpClient", "java.sql.Connection", "java.util.logging.Logger")) {
            assertSame(Class.forName(name), loader.loadClass(name));
        }
    }

    @Test
    void aFilterAndAPluginMayHaveOneName() throws Exception {
        BundleJar.plugin("same", "1.0.0", SEVENS).writeTo(folder.resolve("a.jar"));
        BundleJar.filter("same", "1.0.0", Fixture.Same.class).writeTo(folder.resolve("b.jar"));
        assertEquals(Fixture.Sevens.class.getName(), host.plugin("same").type().getName());
        Loaded<Filter> filter = host.filter("same");
        assertEquals(Fixture.Same.class.getName(), filter.type().getName());
    }

    @Test
    void listingReadsManifestsAlone() throws Exception {
        Path jar = BundleJar.plugin("sevens", "1.2.3.beta", Fixture.Liar.class).writeTo(folder.resolve("a.jar"));
        assertEquals(
                List.of(new BundleEntry(
                        Schema.Kind.PLUGIN, "sevens", "1.2.3.beta", "a, \"b\"; c", Fixture.Liar.class.getName(), jar)),
                host.available());
    }

    @Test
    void aBundleThatArrivesLaterIsFound() throws Exception {
        assertEquals(List.of(), host.available());
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(folder.resolve("a.jar"));
        assertEquals("1.0.0", host.plugin("sevens").entry().version());
    }
}
