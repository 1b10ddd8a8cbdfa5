// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.Chain;
import dev.platter.nbd.Commands;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Parts of files that a disk lends, through Unix sockets. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class LentFileTest {
    private static final int LENGTH = 1 << 20;

    /** More than the socket's buffers and the server take, so that the client's slowness is felt. */
    private static final int REQUESTS = 14;

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    @TempDir
    private Path folder;

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private LentFilePlugin plugin;

    @BeforeEach
    void serve() throws IOException {
        byte[] bytes = new byte[REQUESTS * LENGTH];
        new Random(1).nextBytes(bytes);
        plugin = new LentFilePlugin(Files.write(folder.resolve("file"), bytes));
        served.serve(
                Chain.of("lent-file", plugin),
                false,
                server -> server.portable(false)
                        .loggers(name -> new ErrorLog(name, errors))
                        .listen(UnixDomainSocketAddress.of(socket())));
    }

    @AfterEach
    void close() throws IOException {
        served.stop();
        plugin.close();
    }

    private Path socket() {
        return folder.resolve("socket");
    }

    private RawClient unixClient() throws IOException {
        return new RawClient(socket()).greet().go();
    }

    private static void ask(RawClient client, int cookie) throws IOException {
        client.request(Commands.READ, 0, cookie, (long) cookie * LENGTH, LENGTH);
    }

    private void isLent(RawClient client, int cookie) throws IOException {
        assertEquals(0, client.reply(cookie));
        assertArrayEquals(plugin.expected((long) cookie * LENGTH, LENGTH), client.in.readNBytes(LENGTH));
    }

    @Test
    void partsOfAFileAreSentBetweenHolesAndMemory() throws Exception {
        try (RawClient client = unixClient()) {
            ask(client, 3);
            isLent(client, 3);
            ask(client, 0);
            isLent(client, 0);
        }
        served.stop();
        assertEquals(2, plugin.lent());
        assertEquals(2, plugin.returned());
    }

    @Test
    void aSlowClientGetsCopiesAndTheDiskItsFile() throws Exception {
        try (RawClient client = unixClient()) {
            for (int i = 0; i < REQUESTS; i++) {
                ask(client, i);
            }
            plugin.awaitReturn();
            assertTrue(plugin.returned() < REQUESTS, "the server takes no more than it may");
            for (int i = 0; i < REQUESTS; i++) {
                isLent(client, i);
            }
        }
        served.stop();
        assertEquals(REQUESTS, plugin.lent());
        assertEquals(REQUESTS, plugin.returned());
    }

    @Test
    void aClientThatLeavesWithoutReadingReturnsItsLoans() throws Exception {
        try (RawClient client = unixClient()) {
            for (int i = 0; i < REQUESTS; i++) {
                ask(client, i);
            }
            plugin.awaitLoan();
        }
        served.stop();
        assertEquals(plugin.lent(), plugin.returned());
    }

    @Test
    void aFileThatBecameShorterClosesTheConnectionAndIsNamed() throws Exception {
        plugin.truncate(LENGTH / 4);
        try (RawClient client = unixClient();
                RawClient other = unixClient()) {
            ask(client, 0);
            assertEquals(0, client.reply(0));
            client.in.readNBytes(LENGTH / 4);
            assertTrue(client.isClosed());
            other.request(Commands.READ, 0, 5, 0, 4096);
            assertEquals(0, other.reply(5), "other clients go on");
        }
        served.stop();
        assertEquals(1, plugin.returned());
        assertEquals(1, errors.size(), errors.toString());
        assertTrue(
                errors.element()
                        .endsWith("a lent read of 1048576 bytes at 0 breaks off: the file has only 262144 of the 524288"
                                + " bytes that were lent at 0; the connection is closed"),
                errors.toString());
    }

    @Test
    void overTcpPartsOfFilesAreNotTaken() throws Exception {
        try (RawClient client = served.transmit()) {
            ask(client, 1);
            assertEquals(0, client.reply(1));
            client.in.readNBytes(LENGTH);
        }
        assertEquals(0, plugin.lent());
    }
}
