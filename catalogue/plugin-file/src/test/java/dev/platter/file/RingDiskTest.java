// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.ThreadModel;
import dev.platter.client.NbdClient;
import dev.platter.files.Access;
import dev.platter.files.AccessPattern;
import dev.platter.files.CacheMode;
import dev.platter.files.RingSource;
import dev.platter.libc.Advice;
import dev.platter.libc.Descriptors;
import dev.platter.libc.PageCache;
import dev.platter.libc.Ring;
import dev.platter.nbd.CommandFlags;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are served through a ring, seen by a client. */
@Tag("same-in-both-modes")
@Timeout(60)
@Isolated("counts the rings of the whole process")
class RingDiskTest {
    private static final int SIZE = 1 << 20;
    private static final int BLOCK = 4096;

    @TempDir
    private Path folder;

    private Path path;
    private byte[] contents;

    @NbdFilter(name = "waiting", summary = "may wait", threadModel = ThreadModel.PARALLEL)
    private static final class Waiting implements Filter {
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return new ForwardingDisk(next.open(client)) {};
        }
    }

    @BeforeEach
    void make() throws IOException {
        assumeTrue(Ring.objection().isEmpty(), () -> Ring.objection().orElse(""));
        contents = new byte[SIZE];
        new Random(1).nextBytes(contents);
        path = Files.write(folder.resolve("disk.img"), contents);
    }

    /**
     * Has the system drop the file from its cache, which a file system in memory cannot. One request may leave pages that
     * another processor has at hand; the next one finds them.
     */
    private void forget() {
        int fd = Descriptors.open(path, true);
        // Nothing of what is behind the file's end can be in the cache.
        long all = PageCache.missing(fd, SIZE, SIZE);
        long missing = 0;
        for (int attempt = 0; attempt < 1000 && missing < all; attempt++) {
            Descriptors.sync(fd);
            Advice.DONT_NEED.give(fd, 0, 0);
            missing = PageCache.missing(fd, 0, SIZE);
        }
        Descriptors.close(fd);
        assumeTrue(missing > 0, "the system keeps the file in its cache");
        assertEquals(all, missing, "the pages that the system dropped from its cache");
    }

    private FilePlugin plugin(boolean direct, RingSource rings) {
        return new FilePlugin(config(direct), Access.LINUX, rings);
    }

    private FilePlugin.Config config(boolean direct) {
        return new FilePlugin.Config(
                Optional.of(path),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CacheMode.DEFAULT,
                AccessPattern.RANDOM,
                direct,
                Optional.empty());
    }

    private static long rings() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(RingDiskTest::isRing).count();
        }
    }

    private static boolean isRing(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains("[io_uring]");
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] read(NbdClient client, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        client.read(offset, ByteBuffer.wrap(bytes), 0);
        return bytes;
    }

    private byte[] part(int offset, int length) {
        return Arrays.copyOfRange(contents, offset, offset + length);
    }

    @Test
    void aReadOfWhatIsNotCachedTakesARingUntilTheClientLeaves() throws Exception {
        long before = rings();
        try (Served served = Served.of(plugin(false, Ring::open));
                NbdClient client = served.client()) {
            assertArrayEquals(part(100, BLOCK), read(client, 100, BLOCK));
            assertEquals(before, rings(), "what is cached needs none");
            forget();
            assertArrayEquals(part(8 * BLOCK + 1, BLOCK), read(client, 8 * BLOCK + 1, BLOCK));
            assertEquals(before + 1, rings());
        }
        assertEquals(before, rings());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAClientChangesIsInTheFile(boolean direct) throws Exception {
        byte[] news = new byte[2 * BLOCK];
        new Random(2).nextBytes(news);
        try (Served served = Served.of(plugin(direct, Ring::open));
                NbdClient client = served.client()) {
            client.write(BLOCK, ByteBuffer.wrap(news), 0);
            client.write(16 * BLOCK, ByteBuffer.wrap(news), CommandFlags.FUA);
            client.trim(32 * BLOCK, BLOCK, CommandFlags.FUA);
            client.writeZeroes(40 * BLOCK, BLOCK, CommandFlags.FUA);
            client.flush();
            assertArrayEquals(news, read(client, 16 * BLOCK, 2 * BLOCK));
            assertEquals(1, client.blockStatus(0, SIZE, 0).size());
            assertEquals(1, rings());
        }
        byte[] expected = contents.clone();
        System.arraycopy(news, 0, expected, BLOCK, news.length);
        System.arraycopy(news, 0, expected, 16 * BLOCK, news.length);
        Arrays.fill(expected, 32 * BLOCK, 33 * BLOCK, (byte) 0);
        Arrays.fill(expected, 40 * BLOCK, 41 * BLOCK, (byte) 0);
        assertArrayEquals(expected, Files.readAllBytes(path));
    }

    @Test
    void manyReadsAtATimeAreAllRight() throws Exception {
        try (Served served = Served.of(plugin(true, Ring::open));
                NbdClient client = served.client()) {
            Thread[] readers = new Thread[16];
            AtomicInteger wrong = new AtomicInteger(readers.length);
            for (int i = 0; i < readers.length; i++) {
                int seed = i;
                readers[i] = Thread.ofPlatform().start(() -> {
                    Random random = new Random(seed);
                    try {
                        for (int j = 0; j < 100; j++) {
                            int at = random.nextInt(SIZE / BLOCK - 16) * BLOCK;
                            int length = (1 + random.nextInt(16)) * BLOCK;
                            assertArrayEquals(part(at, length), read(client, at, length));
                        }
                        wrong.decrementAndGet();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
            }
            for (Thread reader : readers) {
                reader.join();
            }
            assertEquals(0, wrong.get());
        }
    }

    @Test
    void aWorkerDoesItselfWhatItIsAskedFor() throws Exception {
        try (Served served = Served.of(plugin(true, Ring::open), new Waiting());
                NbdClient client = served.client()) {
            client.write(0, ByteBuffer.wrap(part(BLOCK, BLOCK)), CommandFlags.FUA);
            client.flush();
            assertArrayEquals(part(BLOCK, BLOCK), read(client, 0, BLOCK));
            assertEquals(0, rings());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withoutARingWorkersDoEverythingAndTheSystemIsAskedOnce(boolean direct) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        FilePlugin plugin = plugin(direct, () -> {
            asked.incrementAndGet();
            throw new IOException("io_uring is not permitted");
        });
        try (Served served = Served.of(plugin)) {
            for (int i = 0; i < 2; i++) {
                try (NbdClient client = served.client()) {
                    forget();
                    client.write(BLOCK, ByteBuffer.wrap(part(0, BLOCK)), CommandFlags.FUA);
                    client.flush();
                    assertArrayEquals(part(0, BLOCK), read(client, BLOCK, BLOCK));
                    assertArrayEquals(part(7 * BLOCK, BLOCK), read(client, 7 * BLOCK, BLOCK));
                }
            }
        }
        assertEquals(1, asked.get());
    }

    @Test
    void aReadBehindTheEndOfAShortenedFileFails() throws Exception {
        try (Served served = Served.of(plugin(true, Ring::open));
                NbdClient client = served.client()) {
            Files.write(path, part(0, 10 * BLOCK));
            assertArrayEquals(part(0, BLOCK), read(client, 0, BLOCK));
            IOException failure = assertThrows(IOException.class, () -> read(client, 8 * BLOCK, 4 * BLOCK));
            assertTrue(
                    failure.getMessage().contains("file was shortened, it now ends at " + 10 * BLOCK),
                    failure.getMessage());
        }
    }

    @Test
    void withDirectAccessABlockIsTheShortestRequest() throws Exception {
        try (Served served = Served.of(plugin(true, Ring::open));
                NbdClient client = served.client()) {
            int minimum = (int) client.export().blockSizes().orElseThrow().minimum();
            assertTrue(minimum >= 512, "the minimum block size is " + minimum);
            assertThrows(IOException.class, () -> read(client, 1, minimum));
        }
    }

    /** A write into the cache is a copy, and one past it waits for the storage. */
    @Test
    void onlyWritesIntoTheCacheHaveAWindow() throws Exception {
        assertEquals(1 << 20, writeWindow(false));
        assertEquals(Long.MAX_VALUE, writeWindow(true));
    }

    private long writeWindow(boolean direct) throws IOException {
        try (Disk disk = plugin(direct, Ring::open).open(dev.platter.testkit.TestClient.anybody())) {
            return disk.features().writeWindow();
        }
    }

    @Test
    void directAccessToAFileThatEndsWithinABlockIsRefused() throws Exception {
        Files.write(path, new byte[1000]);
        IOException refusal = assertThrows(
                IOException.class, () -> plugin(true, Ring::open).open(dev.platter.testkit.TestClient.anybody()));
        assertTrue(
                refusal.getMessage().startsWith(path + " has 1000 bytes, and past the system's cache only multiples"));
    }

    @Test
    void directAccessWithoutLinuxIsRefused() {
        FilePlugin portable = new FilePlugin(config(true), Access.PORTABLE);
        IOException refusal =
                assertThrows(IOException.class, () -> portable.open(dev.platter.testkit.TestClient.anybody()));
        assertTrue(refusal.getMessage().endsWith("direct=true needs Linux"), refusal.getMessage());
    }
}
