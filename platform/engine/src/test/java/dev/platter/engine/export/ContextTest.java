// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.HoleSink;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.engine.resources.MetricReading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What members of a chain find in their contexts, and what becomes of it when the chain stops. */
@Timeout(20)
class ContextTest {
    @TempDir
    Path folder;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Member plugin = new Member();
    private final Member inner = new Member();
    private final Member outer = new Member();
    private final Chain chain = Chain.of("cache", plugin)
            .filter("cache", outer)
            .filter("cache", inner)
            .filter("log", new Member())
            .loggers(Logger::new)
            .provisions(new Provisions() {
                @Override
                public Path temporary() {
                    return folder;
                }

                @Override
                public boolean unattended() {
                    return true;
                }

                @Override
                public Optional<Path> persistent() {
                    return Optional.of(folder.resolve("kept"));
                }
            })
            .build();

    /** A plugin and a filter, which notes in whose name each call of its life is made. */
    private static final class Member implements Plugin, Filter {
        private final List<String> calls = new ArrayList<>();
        private @Nullable Context context;

        private void note(String call) {
            calls.add(
                    call + " " + MemberLog.current().map(System.Logger::getName).orElse("-"));
        }

        Context context() {
            return Objects.requireNonNull(context);
        }

        @Override
        public void prepare() {
            note("prepare");
        }

        @Override
        public ThreadModel threadModel() {
            return ThreadModel.PARALLEL;
        }

        @Override
        public Map<String, String> details() {
            return Map.of();
        }

        @Override
        public void accept(Client client) {
            note("accept");
        }

        @Override
        public boolean coexists() {
            return true;
        }

        @Override
        public void start(Context started) {
            context = started;
            note("start");
        }

        @Override
        public void start(Opener next, Context started) {
            start(started);
        }

        @Override
        public Disk open(Client client) {
            note("open");
            return new FakeDisk(100, () -> note("read")) {
                @Override
                public void close() {
                    note("close");
                }
            };
        }

        @Override
        public Disk open(Opener next, Client client) throws IOException {
            note("open");
            return next.open(client);
        }

        @Override
        public void stop() {
            note("stop");
        }
    }

    private final class Logger implements System.Logger {
        private final String name;

        Logger(String name) {
            this.name = name;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle texts, @Nullable String text, @Nullable Throwable thrown) {
            log.add(level + " " + text);
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle texts, @Nullable String text, @Nullable Object... parameters) {
            log.add(level + " " + text);
        }
    }

    private void start() throws IOException {
        chain.prepare();
        chain.start(_ -> {});
    }

    @AfterEach
    void stop() {
        chain.stop();
    }

    @Test
    void metricsOfMembersWithOneNameAreNumberedFromThePluginOn() throws IOException {
        start();
        outer.context().metrics().counter("hits", "Hits").add(3);
        inner.context().metrics().counter("hits", "Hits").add(2);
        plugin.context().metrics().counter("hits", "Hits").add(1);

        assertEquals(
                List.of("cache 1", "cache.2 2", "cache.3 3"),
                chain.metrics().stream().map(ContextTest::shown).toList());
        assertSame(plugin.context().metrics(), plugin.context().metrics());
    }

    private static String shown(MetricReading reading) {
        return reading.member() + " " + reading.value();
    }

    @Test
    void aChainWithoutMetricsHasNone() throws IOException {
        start();
        assertEquals(List.of(), chain.metrics());
    }

    @Test
    void theTemporaryFolderGoesWithTheInstanceAndThePersistentOneStays() throws IOException {
        start();
        Path temporary = plugin.context().temporaryFolder();
        Path kept = plugin.context().persistentFolder().orElseThrow();
        Path keptByFilter = inner.context().persistentFolder().orElseThrow();
        Files.writeString(temporary.resolve("file"), "x");

        chain.stop();

        assertEquals(folder, temporary.getParent());
        assertFalse(Files.exists(temporary));
        assertEquals(folder.resolve("kept").resolve("cache"), kept);
        assertEquals(folder.resolve("kept").resolve("cache%2e2"), keptByFilter);
        assertTrue(Files.isDirectory(kept));
        assertEquals(List.of(), log);
    }

    @Test
    void anAllocationThatWasNotClosedIsLoggedWithItsMember() throws IOException {
        start();
        plugin.context().buffers().allocate(1000).close();
        inner.context().buffers().allocate(1000);

        chain.stop();

        assertEquals(1, log.size(), log::toString);
        assertTrue(
                log.getFirst()
                        .startsWith(
                                "WARNING the filter cache has not closed 1 allocation of 1000 bytes that were asked for"
                                        + " at "),
                log::toString);
    }

    @Test
    void membersAreToldWhetherAnybodyWatchesTheServer() throws IOException {
        start();
        assertTrue(plugin.context().unattended());
        assertTrue(inner.context().unattended());
        chain.stop();
    }

    @Test
    void anInstanceThatHasStoppedGetsNothing() throws IOException {
        start();
        Context context = plugin.context();
        chain.stop();
        assertThrows(IllegalStateException.class, context::temporaryFolder);
        assertThrows(IllegalStateException.class, context::buffers);
    }

    @Test
    void theCallsOfALifeAreMadeInTheNameOfTheMember() throws IOException {
        start();
        Client client = new ServerItself("", false, new Presence());
        chain.accept(client);
        OpenDisk disk = chain.open(client);
        disk.disk().read(ByteBuffer.allocateDirect(1), 0, HoleSink.NONE);
        disk.close();
        chain.stop();

        assertEquals(
                List.of(
                        "prepare cache",
                        "start cache",
                        "accept cache",
                        "open cache",
                        "read -",
                        "close cache",
                        "stop cache"),
                plugin.calls);
        assertEquals(Optional.empty(), MemberLog.current());
    }

    @Test
    void tasksAreMadeInTheNameOfTheMember() throws IOException {
        start();
        CompletableFuture<String> given = new CompletableFuture<>();
        plugin.context().workers().execute(() -> given.complete(currentName()));
        CompletableFuture<String> scheduled = new CompletableFuture<>();
        assertFalse(plugin.context()
                .schedule(Duration.ofMillis(1), () -> scheduled.complete(currentName()))
                .isCancelled());
        assertEquals("cache", given.join());
        assertEquals("cache", scheduled.join());
    }

    private static String currentName() {
        return MemberLog.current().map(System.Logger::getName).orElse("-");
    }
}
