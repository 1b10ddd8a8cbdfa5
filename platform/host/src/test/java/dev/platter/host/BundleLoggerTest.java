// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Plugin;
import dev.platter.engine.export.MemberLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code of a bundle that asks Java for a logger speaks in the server's log. */
class BundleLoggerTest {
    @TempDir
    Path folder;

    private final Map<String, RecordingLog> logs = new ConcurrentHashMap<>();

    private RecordingLog log(String name) {
        return logs.computeIfAbsent(name, RecordingLog::new);
    }

    private List<String> said(String name) {
        return log(name).records();
    }

    private PluginHost host() throws Exception {
        BundleJar.plugin("speaking", "1.0.0", Fixture.Speaking.class, Fixture.SevensDisk.class)
                .writeTo(folder.resolve("speaking.jar"));
        return PluginHost.open(List.of(folder), folder.resolve("cache"), this::log);
    }

    private static Plugin made(Loaded<Plugin> loaded) throws ReflectiveOperationException {
        return loaded.type().getConstructor().newInstance();
    }

    @Test
    void withoutAMemberItSpeaksInTheNameOfTheBundle() throws Exception {
        try (PluginHost host = host();
                Loaded<Plugin> loaded = host.plugin("speaking")) {
            made(loaded).open(new NobodyClient()).close();
        }
        assertEquals(
                List.of(
                        "INFO class in constructor",
                        "INFO instance in constructor",
                        "INFO class in open",
                        "INFO instance in open",
                        "WARNING made {0} open"),
                said("speaking"));
    }

    @Test
    void inACallOfAMemberItSpeaksInTheNameOfTheMember() throws Exception {
        try (PluginHost host = host();
                Loaded<Plugin> loaded = host.plugin("speaking")) {
            System.Logger before = MemberLog.enter(log("vm1: speaking"));
            try {
                made(loaded).open(new NobodyClient()).close();
            } finally {
                MemberLog.leave(before);
            }
        }
        assertEquals(5, said("vm1: speaking").size(), logs::toString);
        assertEquals(List.of(), said("speaking"));
    }

    @Test
    void theLoggerOfAnInstanceSpeaksForItsMemberEverywhere() throws Exception {
        try (PluginHost host = host();
                Loaded<Plugin> loaded = host.plugin("speaking")) {
            System.Logger before = MemberLog.enter(log("vm1: speaking"));
            Plugin plugin;
            try {
                plugin = made(loaded);
            } finally {
                MemberLog.leave(before);
            }
            plugin.open(new NobodyClient()).close();
        }
        assertEquals(
                List.of("INFO class in constructor", "INFO instance in constructor", "INFO instance in open"),
                said("vm1: speaking"));
        assertEquals(List.of("INFO class in open", "WARNING made {0} open"), said("speaking"));
    }

    @Test
    void codeThatIsNotOfABundleSpeaksWhereJavaLeadsIt() {
        Logger java = Logger.getLogger("dev.platter.host.test");
        java.setUseParentHandlers(false);
        List<String> said = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                said.add(entry.getLevel() + " " + entry.getLoggerName() + " " + entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        java.addHandler(handler);
        System.Logger logger = System.getLogger("dev.platter.host.test");

        logger.log(System.Logger.Level.WARNING, "{0} and {1}", 1, 2);
        logger.log(System.Logger.Level.DEBUG, "not shown");

        assertEquals(List.of("WARNING dev.platter.host.test 1 and 2"), said);
        assertFalse(logger.isLoggable(System.Logger.Level.DEBUG));
    }

    /** As with Java's own finder: otherwise each start of a process would load java.util.logging. */
    @Test
    void debugMessagesOfTheJdkAreOffWithoutLookingAtTheConfiguration() {
        System.Logger logger = new BundleLoggerFinder().getLogger("java.lang.test", Object.class.getModule());
        Logger.getLogger("java.lang.test").setLevel(Level.ALL);
        assertFalse(logger.isLoggable(System.Logger.Level.DEBUG));
        assertTrue(logger.isLoggable(System.Logger.Level.WARNING));
    }
}
