// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.platter.api.Plugin;
import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.NbdServer;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.parameters.Schema;
import dev.platter.evil.EvilFilter;
import dev.platter.memory.MemoryPlugin;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import dev.platter.nbd.Options;
import dev.platter.offset.OffsetFilter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Event loops allocate nothing on Java's heap for a request. A turn that serves many requests may allocate a few bytes, so the
 * test demands less than one object per request. It allows the server to warm up until hot code is compiled.
 */
@Timeout(60)
class AllocationTest {
    private static final int DEPTH = 64;
    private static final int BLOCK = 4096;
    private static final int ROUNDS = 500;

    /** The number of measurements: the first ones warm up, until the compiler has removed the allocations of some calls. */
    private static final int MOST_ATTEMPTS = 100;

    /** The size of the smallest object. */
    private static final int OBJECT = 16;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Chain chain;
    private NbdServer server;

    @BeforeEach
    void serve() throws Exception {
        Plugin memory = Schema.of(MemoryPlugin.class).construct(List.of(new KeyValue("size", "64M")), Path.of(""));
        OffsetFilter offset =
                Schema.of(OffsetFilter.class).construct(List.of(new KeyValue("offset", "1M")), Path.of(""));
        // The default probability is 1e-8; with this seed the filter changes no bit that is read here.
        EvilFilter evil = Schema.of(EvilFilter.class).construct(List.of(new KeyValue("evil-seed", "1")), Path.of(""));
        chain = Chain.of("memory", memory)
                .filter("offset", offset)
                .filter("evil", evil)
                .build();
        chain.prepare();
        chain.start(reason -> {});
        server = NbdServer.builder()
                .exports(Exports.any(new ServedExport(chain, false)))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(10));
        chain.stop();
    }

    @ParameterizedTest
    @CsvSource({"0,SIMPLE", "1,SIMPLE", "0,STRUCTURED", "1,STRUCTURED"})
    void requestsAllocateNothing(int command, String replies) throws IOException {
        boolean structured = replies.equals("STRUCTURED");
        try (SocketChannel client = SocketChannel.open(server.addresses().getFirst())) {
            negotiate(client, structured);
            // Write first: otherwise a structured reply to a read would report a hole instead of data.
            rounds(client, requests(Commands.WRITE), answers(Commands.WRITE, structured), 1);
            ByteBuffer requests = requests(command);
            ByteBuffer answers = answers(command, structured);
            long bytes = Long.MAX_VALUE;
            for (int i = 0; i < MOST_ATTEMPTS && bytes / OBJECT / (ROUNDS * DEPTH) > 0; i++) {
                long before = allocated();
                rounds(client, requests, answers, ROUNDS);
                bytes = allocated() - before;
            }
            assertEquals(0, bytes / OBJECT / (ROUNDS * DEPTH), bytes + " bytes for " + ROUNDS * DEPTH + " requests");
        }
    }

    private long allocated() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("EventLoop"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.threadId()))
                .sum();
    }

    private static ByteBuffer requests(int command) {
        ByteBuffer requests = ByteBuffer.allocateDirect(DEPTH * (28 + (command == Commands.WRITE ? BLOCK : 0)));
        for (int i = 0; i < DEPTH; i++) {
            requests.putInt((int) Magic.REQUEST).putShort((short) 0).putShort((short) command);
            requests.putLong(i).putLong((long) i * BLOCK * 3).putInt(BLOCK);
            for (int j = 0; command == Commands.WRITE && j < BLOCK; j++) {
                requests.put((byte) 7);
            }
        }
        return requests.flip();
    }

    private static ByteBuffer answers(int command, boolean structured) {
        boolean data = command == Commands.READ;
        int header = structured ? 20 + (data ? 8 : 0) : 16;
        return ByteBuffer.allocateDirect(DEPTH * (header + (data ? BLOCK : 0)));
    }

    private static void rounds(SocketChannel client, ByteBuffer requests, ByteBuffer answers, int rounds)
            throws IOException {
        for (int i = 0; i < rounds; i++) {
            requests.rewind();
            while (requests.hasRemaining()) {
                client.write(requests);
            }
            fill(client, answers.clear());
        }
    }

    private static void fill(SocketChannel client, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (client.read(bytes) < 0) {
                throw new IOException("the server has left");
            }
        }
    }

    /** Negotiates by EXPORT_NAME, since the lengths of all replies are then known. */
    private static void negotiate(SocketChannel client, boolean structured) throws IOException {
        fill(client, ByteBuffer.allocate(18));
        ByteBuffer words = ByteBuffer.allocate(64).putInt(3);
        if (structured) {
            words.putLong(Magic.IHAVEOPT).putInt(Options.STRUCTURED_REPLY).putInt(0);
        }
        words.putLong(Magic.IHAVEOPT).putInt(Options.EXPORT_NAME).putInt(0);
        client.write(words.flip());
        fill(client, ByteBuffer.allocate((structured ? 20 : 0) + 10));
    }
}
