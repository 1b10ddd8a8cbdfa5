// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.Extent;
import dev.platter.client.NbdClient;
import dev.platter.nbd.CommandFlags;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk in parts, in a store that keeps objects as files. */
@Tag("same-in-both-modes")
@Timeout(60)
class PartsTest {
    private static final int PART = 4096;
    private static final int SIZE = 40 * PART;

    @TempDir
    private static Path folder;

    private static S3Server server;

    @BeforeAll
    static void start() {
        server = new S3Server(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Served serve(String key) throws IOException {
        return S3.serve(server.parameters(key, "size=" + SIZE, "object-size=" + PART));
    }

    private static byte[] read(NbdClient client, long offset, int length) throws IOException {
        byte[] got = new byte[length];
        client.read(offset, ByteBuffer.allocate(length), 0).data().get(got);
        return got;
    }

    @Test
    void whatIsWrittenIsInObjectsWithNbdkitsNames() throws IOException {
        byte[] bytes = S3.bytes(1, 2 * PART);
        try (Served served = serve("names")) {
            served.client().write(17L * PART, ByteBuffer.wrap(bytes), 0);
        }
        assertEquals(List.of("names/0000000000000011", "names/0000000000000012"), server.objects("names/"));
        assertArrayEquals(Arrays.copyOf(bytes, PART), Files.readAllBytes(server.file("names/0000000000000011")));
        try (Served again = serve("names")) {
            assertArrayEquals(bytes, read(again.client(), 17L * PART, 2 * PART));
            assertArrayEquals(new byte[PART], read(again.client(), 0, PART));
        }
    }

    /** Writes, zeroes and trims of any place and length, beside an array that has the same done to it. */
    @Test
    void changesOfAnyLengthAreThere() throws IOException {
        Random random = new Random(7);
        byte[] expected = new byte[SIZE];
        try (Served served = serve("any")) {
            NbdClient client = served.client();
            for (int i = 0; i < 60; i++) {
                int offset = random.nextInt(SIZE);
                int length = 1 + random.nextInt(Math.min(SIZE - offset, 5 * PART));
                if (random.nextInt(3) > 0) {
                    byte[] bytes = S3.bytes(i, length);
                    client.write(offset, ByteBuffer.wrap(bytes), 0);
                    System.arraycopy(bytes, 0, expected, offset, length);
                } else {
                    client.writeZeroes(offset, length, random.nextBoolean() ? CommandFlags.NO_HOLE : 0);
                    Arrays.fill(expected, offset, offset + length, (byte) 0);
                }
            }
            assertArrayEquals(expected, read(client, 0, SIZE));
        }
    }

    @Test
    void zeroesAndTrimsHaveObjectsDeleted() throws IOException {
        try (Served served = serve("gone")) {
            NbdClient client = served.client();
            client.write(0, ByteBuffer.wrap(S3.bytes(2, SIZE)), 0);
            assertEquals(SIZE / PART, server.objects("gone/").size());
            client.writeZeroes(PART, 30 * PART, 0);
            assertEquals(10, server.objects("gone/").size());
            client.trim(0, PART + 1, 0);
            assertEquals(9, server.objects("gone/").size());
            assertArrayEquals(new byte[31 * PART], read(client, 0, 31 * PART));
        }
    }

    @Test
    void holesAreKnown() throws IOException {
        try (Served served = serve("holes");
                NbdClient client = NbdClient.connect(served.uri(), "base:allocation")) {
            client.write(3L * PART + 5, ByteBuffer.wrap(S3.bytes(3, 10)), 0);
            Files.writeString(server.file("holes/another"), "no part");
            List<Extent> extents = client.blockStatus(0, SIZE, 0).get("base:allocation");
            assertEquals(
                    List.of(
                            new Extent(0, 3 * PART, 3),
                            new Extent(3 * PART, PART, 0),
                            new Extent(4 * PART, 36 * PART, 3)),
                    extents);
        }
    }

    @Test
    void whatOneClientWritesAnotherOneReads() throws IOException {
        try (Served served = serve("two")) {
            NbdClient one = served.client();
            NbdClient two = served.client();
            for (int at = 0; at < 8 * PART; at += 512) {
                read(two, at, 512);
            }
            one.write(9L * PART, ByteBuffer.wrap(S3.bytes(4, PART)), 0);
            assertArrayEquals(S3.bytes(4, PART), read(two, 9L * PART, PART));
        }
    }

    @Test
    void objectOfAnotherSizeIsAnErrorAndNotZeroes() throws IOException {
        Files.createDirectories(server.file("short"));
        Files.write(server.file("short/0000000000000001"), S3.bytes(5, PART + 1));
        try (Served served = serve("short")) {
            NbdClient client = served.client();
            String message = String.valueOf(assertThrows(IOException.class, () -> read(client, PART, 100))
                    .getMessage());
            assertTrue(message.contains((PART + 1) + " bytes") && message.contains("object-size"), message);
            assertArrayEquals(new byte[100], read(client, 2L * PART, 100));
        }
    }
}
