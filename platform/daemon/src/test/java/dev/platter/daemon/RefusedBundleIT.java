// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.memory.MemoryPlugin;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * New versions that cannot be used, for all kinds of reasons. The old version continues to serve its clients; the reason
 * appears beside the jar, in the list of bundles and in the log; the next jar is handled as usual.
 */
@Tag("same-in-both-modes")
@Timeout(60)
class RefusedBundleIT {
    private static final String INSTALLED = "memory@0.1.0.SNAPSHOT";

    /** The broken jars, each with the expected complaint. */
    enum Fault {
        CONSTRUCTOR(
                "its constructor threw java.lang.IllegalStateException: the constructor fails on purpose",
                BrokenPlugins.Constructor.class),
        STACK_OVERFLOW("java.lang.StackOverflowError", BrokenPlugins.Recursive.class),
        INITIALISER(
                "its static initialiser throws java.lang.NumberFormatException: For input string: \"the initialiser",
                BrokenPlugins.Initialiser.class),
        ASSERTION("java.lang.AssertionError: the assertion fails on purpose", BrokenPlugins.Assertion.class),
        MISSING_CLASS(
                "the class dev.platter.daemon.BrokenPlugins$Missing is missing: put the",
                BrokenPlugins.Incomplete.class),
        AMBIGUOUS("constructor", BrokenPlugins.Ambiguous.class),
        PREPARE("it is not prepared on purpose", BrokenPlugins.Unprepared.class),
        START("it is not started on purpose", BrokenPlugins.Unstarted.class),
        OPEN("there is no disk", BrokenPlugins.Closed.class),
        UNKNOWN_STATE(
                "cannot take over a state of format platter-memory version 1; this version of the plugin reads"
                        + " illiterate",
                BrokenPlugins.Illiterate.class),
        FORGOTTEN_STATE("the new one does not take them over", BrokenPlugins.Forgetful.class),
        NO_PLUGIN("does not implement dev.platter.api.Plugin", BrokenPlugins.Config.class),
        NO_SUCH_CLASS(
                "names the class org.acme.Gone, which is not in it",
                "Provide-Capability",
                "dev.platter.plugin;class=\"org.acme.Gone\";name=memory"),
        NO_NAME(
                "declares a plugin without a name",
                "Provide-Capability",
                "dev.platter.plugin;class=\"dev.platter.memory.MemoryPlugin\""),
        NO_VERSION("has a Bundle-Version that is not a version", "Bundle-Version", "two"),
        NO_IDENTITY("cannot be installed", "Bundle-SymbolicName", ";;"),
        UNKNOWN_FORM("cannot be installed", "Bundle-ManifestVersion", "7"),
        UNREADABLE_IMPORT("cannot be installed", "Import-Package", "dev.platter.api;version=\"[1\""),
        NEWER_JAVA("needs Java 99", "Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""),
        MISSING_LIBRARY("needs the package org.acme.zip", "Import-Package", "dev.platter.api,org.acme.zip"),
        OTHER_API(
                "was built for version [7,8) of dev.platter.api",
                "Import-Package",
                "dev.platter.api;version=\"[7,8)\"");

        private final String complaint;
        private final List<Class<?>> classes;
        private final String header;
        private final String value;

        Fault(String complaint, Class<?> plugin) {
            this.complaint = complaint;
            classes = Stream.of(plugin, BrokenPlugins.Successor.class, BrokenPlugins.Config.class)
                    .distinct()
                    .toList();
            header = "";
            value = "";
        }

        Fault(String complaint, String header, String value) {
            this.complaint = complaint;
            classes = List.of();
            this.header = header;
            this.value = value;
        }

        VersionedJar jar() throws IOException {
            return classes.isEmpty()
                    ? VersionedJar.of(MemoryPlugin.class, "2.0.0", header, value)
                    : VersionedJar.plugin("memory", "2.0.0", classes);
        }
    }

    @TempDir
    private Path folder;

    private RunningDaemon daemon;

    @BeforeEach
    void prepare() throws Exception {
        daemon = new RunningDaemon(folder, MemoryPlugin.class);
        daemon.configure("""
            [export.ram.plugin]
            use = "memory"
            parameters = { size = "4M" }
            """);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theOldVersionServesOnAndTheReasonIsReported(Fault fault) throws Exception {
        daemon.start();
        try (NbdClient client = daemon.connect("ram")) {
            DeployIT.write(client, 4096, 77);
            Path jar = fault.jar().writeTo(daemon.deploy().resolve("memory-2.jar"));
            String why = daemon.refusalOf(jar);
            assertTrue(why.contains(fault.complaint), why);
            assertEquals(1, daemon.complaints().size(), () -> "" + daemon.complaints());
            assertEquals(List.of(INSTALLED), daemon.members("ram"));
            assertEquals(77, DeployIT.read(client, 4096));
            DeployIT.write(client, 8192, 78);
            try (NbdClient other = daemon.connect("ram")) {
                assertEquals(78, DeployIT.read(other, 8192));
            }
            VersionedJar.of(MemoryPlugin.class, "2.0.0").writeTo(jar);
            RunningDaemon.await(() -> daemon.members("ram").equals(List.of("memory@2.0.0")));
            assertEquals(77, DeployIT.read(client, 4096));
            assertEquals(78, DeployIT.read(client, 8192));
            RunningDaemon.await(() -> Files.notExists(RunningDaemon.errorFile(jar)));
        }
    }

    /** Faults that only show when clients are connected are excluded. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OPEN", "UNKNOWN_STATE", "FORGOTTEN_STATE"})
    void aJarThatIsThereAtTheStartIsRefusedToo(Fault fault) throws Exception {
        Path jar = fault.jar().writeTo(daemon.deploy().resolve("memory-2.jar"));
        VersionedJar.of(MemoryPlugin.class, "1.5.0").writeTo(daemon.deploy().resolve("memory-1.jar"));
        daemon.start();
        String why = daemon.refusalOf(jar);
        assertTrue(why.contains(fault.complaint), why);
        assertEquals(List.of("memory@1.5.0"), daemon.members("ram"));
        daemon.connect("ram").close();
    }
}
