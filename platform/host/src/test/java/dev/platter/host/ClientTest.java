// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.Plugin;
import dev.platter.client.NbdDisk;
import dev.platter.engine.parameters.Schema;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bundle that imports the client gets the server's own. */
class ClientTest extends HostTest {
    private static final Class<?>[] ADDRESS = {Fixture.AddressPlugin.class, Fixture.SevensDisk.class};

    private Path jar() {
        return folder.resolve("a.jar");
    }

    private void importing(String packages) throws Exception {
        BundleJar.plugin("address", "1.0.0", ADDRESS)
                .header("Import-Package", "dev.platter.api," + packages)
                .writeTo(jar());
    }

    private static void assertUsesTheClient(Loaded<Plugin> loaded) throws Exception {
        Plugin plugin = Schema.of(loaded.type()).construct(List.of(), Path.of("/"));
        assertEquals("nbd://disks.example:10809/", plugin.toString());
        try (Disk disk = plugin.open(new NobodyClient())) {
            assertEquals(512, disk.size());
        }
        assertSame(NbdDisk.class, loaded.type().getClassLoader().loadClass(NbdDisk.class.getName()));
    }

    @Test
    void aBundleThatImportsTheClientUsesIt() throws Exception {
        importing("dev.platter.client;version=\"[1.0,2)\"");
        assertUsesTheClient(host.plugin("address"));
    }

    @Test
    void aPlainJarThatUsesTheClientImportsIt() throws Exception {
        BundleJar.plain(ADDRESS).writeTo(jar());
        assertUsesTheClient(host.plugin(jar().toString()));
    }

    @Test
    void aBundleThatDoesNotImportTheClientDoesNotSeeIt() throws Exception {
        importing("dev.platter.client");
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(folder.resolve("b.jar"));
        host.plugin("address");
        ClassLoader other = host.plugin("sevens").type().getClassLoader();
        assertThrows(ClassNotFoundException.class, () -> other.loadClass(NbdDisk.class.getName()));
    }

    @Test
    void anotherVersionOfTheClientIsRefused() throws Exception {
        importing("dev.platter.client;version=\"[2.0,3)\"");
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin("address"));
        assertTrue(
                e.getMessage().contains("was built for version [2.0,3) of dev.platter.client, and this Platter has 1."),
                e.getMessage());
    }
}
