// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitwhen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.libc.Descriptors;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ExitWhenFilterTest {
    private static final Duration POLL = Duration.ofSeconds(7);

    private final TestContext server = new TestContext();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("file");
    }

    private ExitWhenFilter started(ExitWhenFilter.Config config) throws IOException {
        ExitWhenFilter filter = new ExitWhenFilter(config);
        filter.prepare();
        filter.start(next(), server);
        return filter;
    }

    private ExitWhenFilter whenCreated() throws IOException {
        return started(new ExitWhenFilter.Config(List.of(file), List.of(), List.of(), List.of(), List.of(), 7));
    }

    private static TestOpener next() {
        return new TestOpener(RecordingDisk.of(1000));
    }

    private void assertEnds(String sentence) {
        assertEquals(List.of(sentence), server.shutdowns());
        server.advance(POLL.multipliedBy(3));
        assertEquals(1, server.shutdowns().size());
    }

    @Test
    void idleServerLooksAtIntervals() throws IOException {
        whenCreated();
        Files.createFile(file);
        server.advance(POLL.minusSeconds(1));
        assertEquals(List.of(), server.shutdowns());

        server.advance(Duration.ofSeconds(1));
        assertEnds("exit-when-file-created: detected " + file + " created");
    }

    @Test
    void serverEndsAtOnceIfTheEventHasHappenedBefore() throws IOException {
        Files.createFile(file);
        whenCreated();
        assertEnds("exit-when-file-created: detected " + file + " created");
    }

    @Test
    void clientsThatAreThereGoOnAndNewOnesAreRefused() throws IOException {
        ExitWhenFilter filter = whenCreated();
        Disk first = filter.open(next(), TestClient.anybody());
        Disk second = filter.open(next(), TestClient.anybody());
        Files.createFile(file);

        DiskException refused = assertThrows(DiskException.class, () -> filter.accept(TestClient.anybody()));
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        server.advance(POLL);
        first.close();
        assertEquals(List.of(), server.shutdowns());

        second.close();
        assertEnds("exit-when-file-created: detected " + file + " created");
    }

    @Test
    void whatHasHappenedIsNotUndone() throws IOException {
        ExitWhenFilter filter = whenCreated();
        Disk disk = filter.open(next(), TestClient.anybody());
        Files.createFile(file);
        assertThrows(DiskException.class, () -> filter.accept(TestClient.anybody()));
        Files.delete(file);
        disk.close();
        assertEnds("exit-when-file-created: detected " + file + " created");
    }

    @Test
    void deletedFileIsNoticed() throws IOException {
        Files.createFile(file);
        started(new ExitWhenFilter.Config(List.of(), List.of(file), List.of(), List.of(), List.of(), 0));
        assertEquals(List.of(), server.shutdowns());
        Files.delete(file);
        server.advance(Duration.ofMillis(100));
        assertEnds("exit-when-file-deleted: detected " + file + " deleted");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void exitedProcessIsNoticedBeforeItsParentHasAskedForIt() throws IOException, InterruptedException {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            long pid = Long.parseLong(parent.inputReader().readLine());
            started(new ExitWhenFilter.Config(List.of(), List.of(), List.of(), List.of(pid), List.of(), 7));
            ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
            child.destroyForcibly();
            while (server.shutdowns().isEmpty() && parent.isAlive()) {
                server.advance(POLL);
                Thread.onSpinWait();
            }
            assertEnds("exit-when-process-exits: detected process " + pid + " exit");
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void closedPipeIsNoticed() throws IOException, InterruptedException {
        new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        Process writer = new ProcessBuilder("sh", "-c", "exec >'" + file + "'; echo word; read x").start();
        int descriptor = Descriptors.open(file, false);
        try {
            started(new ExitWhenFilter.Config(List.of(), List.of(), List.of(descriptor), List.of(), List.of(), 7));
            server.advance(POLL);
            assertEquals(List.of(), server.shutdowns());

            writer.outputWriter().close();
            writer.waitFor();
            server.advance(POLL);
            assertEnds("exit-when-pipe-closed: detected pipe closed");
        } finally {
            Descriptors.close(descriptor);
            writer.destroyForcibly();
        }
    }

    @Test
    void descriptorThatIsNotThereIsRefused() {
        IOException refused = assertThrows(
                IOException.class,
                () -> started(
                        new ExitWhenFilter.Config(List.of(), List.of(), List.of(98765), List.of(), List.of(), 7)));
        assertTrue(refused.getMessage().startsWith("exit-when-pipe-closed"), refused.getMessage());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void scriptSaysByItsStatusWhetherTheEventHasHappened() throws IOException {
        String script = "[ ! -e '" + file + "' ] || exit $(cat '" + file + "')";
        started(new ExitWhenFilter.Config(List.of(), List.of(), List.of(), List.of(), List.of(script), 7));
        assertFalse(Files.exists(file));
        for (String status : List.of("0", "5", "89")) {
            Files.writeString(file, status);
            server.advance(POLL);
            assertEquals(List.of(), server.shutdowns(), status);
        }
        Files.writeString(file, "88");
        server.advance(POLL);
        assertEnds("exit-when-script: detected scripted event");
    }
}
