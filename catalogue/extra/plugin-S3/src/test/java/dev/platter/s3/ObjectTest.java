// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.nbd.TransmissionFlags;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is one object. */
@Tag("same-in-both-modes")
@Timeout(60)
class ObjectTest {
    private static final int SIZE = (3 << 20) + 77;

    @TempDir
    private static Path folder;

    private static S3Server server;

    @BeforeAll
    static void start() throws IOException {
        server = new S3Server(folder);
        Files.write(server.file("disk image+1.img"), S3.bytes(1, SIZE));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String refusal(String... parameters) throws IOException {
        try (Served served = S3.serve(parameters)) {
            return String.valueOf(
                    assertThrows(IOException.class, served::client).getMessage());
        }
    }

    private static void says(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void objectIsReadInOrderAndAnywhere() throws IOException {
        byte[] expected = S3.bytes(1, SIZE);
        try (Served served = S3.serve(server.parameters("disk image+1.img"))) {
            NbdClient client = served.client();
            byte[] got = new byte[SIZE];
            for (int at = 0; at < SIZE; at += 300_000) {
                int length = Math.min(300_000, SIZE - at);
                client.read(at, ByteBuffer.allocate(length), 0).data().get(got, at, length);
            }
            assertArrayEquals(expected, got);
            byte[] few = new byte[10];
            client.read(1_234_567, ByteBuffer.allocate(10), 0).data().get(few);
            assertArrayEquals(Arrays.copyOfRange(expected, 1_234_567, 1_234_577), few);
            assertTrue(client.export().has(TransmissionFlags.READ_ONLY));
        }
    }

    @Test
    void objectThatIsReplacedIsAnError() throws IOException {
        put(2);
        try (Served served = S3.serve(server.parameters("changing/0000000000000000"))) {
            NbdClient client = served.client();
            put(3);
            says(
                    String.valueOf(
                            assertThrows(IOException.class, () -> client.read(50_000, ByteBuffer.allocate(100), 0))
                                    .getMessage()),
                    "has changed");
        }
    }

    /** Puts an object as the only part of a disk. */
    private static void put(int seed) throws IOException {
        try (Served parts = S3.serve(server.parameters("changing", "size=100000", "object-size=100000"))) {
            parts.client().write(0, ByteBuffer.wrap(S3.bytes(seed, 100_000)), 0);
        }
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        says(refusal(server.parameters("nothing")), "'nothing'", "'" + S3Server.BUCKET + "'");
    }

    @Test
    void wrongKeysAreRefusedAndNotShown() throws IOException {
        String[] parameters = server.parameters("disk image+1.img");
        parameters[1] = "secret-key=very-wrong";
        String message = refusal(parameters);
        says(message, "403");
        assertFalse(message.contains("very-wrong"), message);
    }
}
