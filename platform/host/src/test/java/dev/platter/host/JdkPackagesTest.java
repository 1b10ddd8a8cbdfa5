// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Plugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/**
 * A host for a fast start shows bundles only the packages of the JDK that they import; a bundle that needs more is shown all
 * packages.
 */
class JdkPackagesTest extends HostTest {
    private static final String API = "dev.platter.api;version=\"[1,2)\"";
    private static final String SSL = "javax.net.ssl.SSLContext";

    private PluginHost soon;

    @BeforeEach
    void openForRun() throws RefusedException {
        soon = PluginHost.openForRun(List.of(folder), temporary.resolve("run"), System::getLogger);
    }

    @AfterEach
    void closeRun() {
        soon.close();
    }

    private Path jar(String name) {
        return temporary.resolve(name + ".jar");
    }

    private static ClassLoader loaderOf(Loaded<Plugin> loaded) {
        return loaded.type().getClassLoader();
    }

    /** The number of JDK packages that a bundle's framework shows. */
    private static int shownTo(Loaded<Plugin> loaded) {
        BundleWiring wiring = FrameworkUtil.getBundle(loaded.type()).adapt(BundleWiring.class);
        Bundle system = wiring.getRequiredWires(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)
                .getFirst()
                .getProvider()
                .getBundle();
        return system.adapt(BundleWiring.class)
                .getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                .size();
    }

    @Test
    void anImportedPackageOfTheJdkIsShownAndNoOther() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS)
                .header("Import-Package", API + ",javax.net.ssl")
                .writeTo(folder.resolve("a.jar"));
        Loaded<Plugin> loaded = soon.plugin("sevens");
        assertSame(Class.forName(SSL), loaderOf(loaded).loadClass(SSL));
        assertThrows(ClassNotFoundException.class, () -> loaderOf(loaded).loadClass("javax.crypto.Cipher"));
        assertTrue(shownTo(loaded) < 10, "only few packages are described");
    }

    @Test
    void aPlainJarFindsEveryPackageWhileItRuns() throws Exception {
        BundleJar.plain(SEVENS).writeTo(jar("plain"));
        ClassLoader loader = loaderOf(soon.plugin(jar("plain").toString()));
        for (String name : List.of(
                "java.sql.Connection",
                SSL,
                "org.w3c.dom.Document",
                "com.sun.net.httpserver.HttpServer",
                "sun.misc.Unsafe")) {
            assertSame(Class.forName(name), loader.loadClass(name));
        }
    }

    @Test
    void aDynamicImportFindsEveryPackageWhileItRuns() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS)
                .header("DynamicImport-Package", "*")
                .writeTo(folder.resolve("a.jar"));
        assertSame(Class.forName(SSL), loaderOf(soon.plugin("sevens")).loadClass(SSL));
    }

    @Test
    void aLaterBundleFindsPackagesThatTheFirstDidNotImport() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(folder.resolve("a.jar"));
        Loaded<Plugin> first = soon.plugin("sevens");
        BundleJar.plugin("sevens", "2.0.0", SEVENS)
                .header("Import-Package", API + ",javax.net.ssl,java.sql")
                .writeTo(folder.resolve("b.jar"));
        Loaded<Plugin> later = soon.plugin("sevens");
        assertEquals("2.0.0", later.entry().version());
        assertSame(Class.forName(SSL), loaderOf(later).loadClass(SSL));
        assertNotSame(loaderOf(first), loaderOf(later));
        assertSame(
                loaderOf(first).loadClass(Plugin.class.getName()),
                loaderOf(later).loadClass(Plugin.class.getName()));
    }

    @Test
    void packagesImportedByOthersInTheFolderAreShownFromTheBeginning() throws Exception {
        BundleJar.plugin("other", "1.0.0", SEVENS)
                .header("Import-Package", API + ",javax.net.ssl")
                .writeTo(folder.resolve("a.jar"));
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(folder.resolve("b.jar"));
        soon.plugin("sevens");
        assertTrue(shownTo(soon.plugin("other")) < 10, "the second bundle is in the framework of the first");
    }

    @Test
    void aHostForAShellShowsEverythingInOneFramework() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(folder.resolve("a.jar"));
        assertTrue(shownTo(host.plugin("sevens")) > 100, "all packages of the JDK are described");
    }

    @Test
    void aPackageThatIsNotTheJdksIsNotShownForIt() {
        assertEquals(
                new JdkPackages(false, Set.of("sun.misc")), JdkPackages.of(API + ",com.sun.jna,org.slf4j,sun.misc"));
        assertFalse(new JdkPackages(false, Set.of("sun.misc")).covers(JdkPackages.of("javax.net.ssl")));
        assertTrue(JdkPackages.of("javax.net.ssl;version=\"1.0\"").all());
    }

    @Test
    void aPackageThatIsNotShownIsRefusedByName() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS)
                .header("Import-Package", API + ",org.slf4j")
                .writeTo(folder.resolve("a.jar"));
        RefusedException e = assertThrows(RefusedException.class, () -> soon.plugin("sevens"));
        assertTrue(
                e.getMessage().contains(" needs the package org.slf4j, which is neither in its jar"), e.getMessage());
    }
}
