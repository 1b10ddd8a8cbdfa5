// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import dev.platter.api.Disk;
import dev.platter.api.Plugin;
import dev.platter.engine.parameters.Schema;
import dev.platter.testkit.LoaderWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bundle that imports JNA gets the server's own. */
class JnaTest extends HostTest {
    private static final Class<?>[] PROCESS = {Fixture.ProcessPlugin.class, Fixture.ProcessDisk.class};

    private Path jar() {
        return folder.resolve("a.jar");
    }

    private void importing(String packages) throws Exception {
        BundleJar.plugin("process", "1.0.0", PROCESS)
                .header("Import-Package", "dev.platter.api," + packages)
                .writeTo(jar());
    }

    @Test
    void jnaReachesTheSystem() throws Exception {
        importing("com.sun.jna;version=\"[5,6)\"");
        assertReachesTheSystem(host.plugin("process"));
    }

    @Test
    void jnaOfAPlainJarReachesTheSystem() throws Exception {
        BundleJar.plain(PROCESS).writeTo(jar());
        assertReachesTheSystem(host.plugin(jar().toString()));
    }

    private static void assertReachesTheSystem(Loaded<Plugin> loaded) throws Exception {
        Plugin plugin = Schema.of(loaded.type()).construct(List.of(), Path.of("/"));
        try (Disk disk = plugin.open(new NobodyClient())) {
            assertEquals(ProcessHandle.current().pid(), disk.size());
        }
        assertSame(Native.class, loaded.type().getClassLoader().loadClass(Native.class.getName()));
    }

    /** JNA caches the functions that it has called; the cache must not hold a plugin's classes. */
    @Test
    void theClassLoaderOfABundleWithJnaIsCollected() throws Exception {
        importing("com.sun.jna");
        Loaded<Plugin> loaded = host.plugin("process");
        assertReachesTheSystem(loaded);
        LoaderWatch loader = new LoaderWatch(loaded.type().getClassLoader());
        assertFalse(loader.isGoneWithin(Duration.ZERO), "the test would pass without a release");
        loaded.close();
        assertTrue(loader.isGoneWithin(PATIENCE), loader::whatHoldsIt);
    }

    @Test
    void aBundleThatDoesNotImportJnaDoesNotSeeIt() throws Exception {
        importing("com.sun.jna");
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(folder.resolve("b.jar"));
        host.plugin("process");
        ClassLoader other = host.plugin("sevens").type().getClassLoader();
        assertThrows(ClassNotFoundException.class, () -> other.loadClass(Native.class.getName()));
    }

    @Test
    void anotherVersionOfJnaIsRefused() throws Exception {
        importing("com.sun.jna;version=\"[4,5)\"");
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin("process"));
        assertTrue(
                e.getMessage()
                        .startsWith("plugin 'process' 1.0.0 (" + jar()
                                + ") was built for version [4,5) of com.sun.jna, and this Platter has 5."),
                e.getMessage());
    }

    @Test
    void aLibraryBuiltOnJnaBelongsIntoTheJar() throws Exception {
        importing("com.sun.jna,com.sun.jna.platform.linux");
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin("process"));
        assertEquals(
                "plugin 'process' 1.0.0 (" + jar() + ") needs the package com.sun.jna.platform.linux, which is neither"
                        + " in its jar nor shown to plugins (these are the JDK's, JNA's,"
                        + " the client's and dev.platter.api, dev.platter.api.parameters,"
                        + " dev.platter.nbd): put the library into the jar",
                e.getMessage());
    }
}
