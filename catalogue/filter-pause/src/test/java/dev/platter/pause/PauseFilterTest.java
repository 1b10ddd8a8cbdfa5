// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.pause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.HeldLoan;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseFilterTest {
    private final TestContext server = new TestContext();
    private final TestClient client = TestClient.anybody();
    private final HeldDisk held = new HeldDisk(1000);

    @TempDir
    private Path folder;

    private Path path;
    private PauseFilter filter;
    private Thread worker;

    @BeforeEach
    void start() throws IOException {
        path = folder.resolve("control");
        filter = new PauseFilter(new PauseFilter.Config(path));
        filter.prepare();
        filter.start(new TestOpener(held), server);
        worker = Thread.ofPlatform().start(server::work);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        filter.stop();
        worker.join();
        assertFalse(Files.exists(path));
    }

    private AsyncDisk open() throws IOException {
        return (AsyncDisk) filter.open(new TestOpener(held), client);
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    private static void send(SocketChannel control, String commands) throws IOException {
        control.write(StandardCharsets.US_ASCII.encode(commands));
    }

    private static String answer(SocketChannel control, int length) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(length);
        while (answer.hasRemaining() && control.read(answer) > 0) {}
        return StandardCharsets.US_ASCII.decode(answer.flip()).toString();
    }

    private static String ask(SocketChannel control, String command) throws IOException {
        send(control, command);
        return answer(control, 1);
    }

    private static TestCompletion flush(AsyncDisk disk) {
        TestCompletion end = new TestCompletion();
        disk.flush(end);
        return end;
    }

    @Test
    void requestsWaitWhilePaused() throws IOException {
        AsyncDisk disk = open();
        try (SocketChannel control = connect()) {
            assertEquals("P", ask(control, "p\n"));
            TestCompletion first = flush(disk);
            TestCompletion second = flush(disk);
            assertEquals(List.of(), held.release());

            assertEquals("R", ask(control, "r"));
            held.release().forEach(Completion::succeeded);
            assertEquals(List.of("succeeded", "succeeded"), List.of(first.outcome(), second.outcome()));
        }
    }

    @Test
    void pauseIsConfirmedWhenTheRequestsUnderWayHaveEnded() throws IOException {
        AsyncDisk disk = open();
        flush(disk);
        try (SocketChannel control = connect()) {
            send(control, "p");
            control.configureBlocking(false);
            assertEquals(0, control.read(ByteBuffer.allocate(1)));
            control.configureBlocking(true);
            held.release().getFirst().failed(new IOException("no"));
            assertEquals("P", answer(control, 1));
            assertEquals("R", ask(control, "r"));
        }
    }

    @Test
    void unknownCommandsAreAnsweredAndSpacesAreNot() throws IOException {
        try (SocketChannel control = connect()) {
            send(control, "RPrr q\n");
            assertEquals("XXRRX", answer(control, 5));
        }
        try (SocketChannel next = connect()) {
            assertEquals("R", ask(next, "r"));
        }
    }

    @Test
    void requestsOfAClientThatGoesFail() throws IOException {
        AsyncDisk disk = open();
        try (SocketChannel control = connect()) {
            assertEquals("P", ask(control, "p"));
            TestCompletion before = flush(disk);
            client.disconnect();
            TestCompletion after = flush(disk);
            String expected = "ESHUTDOWN the connection ended during a pause";
            assertEquals(List.of(expected, expected), List.of(before.outcome(), after.outcome()));
            assertEquals(List.of(), held.release());
        }
    }

    @Test
    void nothingIsLentWhilePaused() throws IOException {
        AsyncDisk disk = (AsyncDisk) filter.open(new TestOpener(new LendingDisk()), client);
        try (SocketChannel control = connect();
                HeldLoan loan = new HeldLoan()) {
            assertEquals("P", ask(control, "p"));
            assertFalse(disk.lend(0, 100, loan));
            assertFalse(disk.tryRead(ByteBuffer.allocateDirect(100), 0, HoleSink.NONE));
            assertEquals("R", ask(control, "r"));
            assertTrue(disk.lend(0, 100, loan));
            assertTrue(disk.tryRead(ByteBuffer.allocateDirect(100), 0, HoleSink.NONE));
            assertEquals("P", ask(control, "p"), "the reads still count as under way");
        }
    }

    @Test
    void leftSocketIsReplacedAndAFileIsNot() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "data");
        PauseFilter other = new PauseFilter(new PauseFilter.Config(file));
        String message = assertThrows(IOException.class, other::prepare).getMessage();
        assertTrue(message.contains(file.toString()), message);
        assertEquals("data", Files.readString(file));

        PauseFilter again = new PauseFilter(new PauseFilter.Config(path));
        again.prepare();
        filter.stop();
        assertTrue(Files.exists(path), "the older instance has removed the socket of the newer one");
        again.stop();
    }

    /** Has everything at hand. */
    private static final class LendingDisk implements Disk {
        @Override
        public long size() {
            return 1000;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.position(into.limit());
        }

        @Override
        public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) {
            into.position(into.limit());
            return true;
        }

        @Override
        public boolean lend(long offset, int length, Loan loan) {
            loan.hole(length);
            return true;
        }
    }
}
