// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An interrupted thread does its work, stays interrupted, and disturbs no other thread. */
@Timeout(20)
class InterruptTest {
    private static final int SIZE = 1 << 20;

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void make() throws IOException {
        path = Files.write(folder.resolve("disk.img"), new byte[SIZE]);
    }

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @MethodSource("dev.platter.files.FileAccess#here")
    void requestsOfAnInterruptedThreadSucceed(Access access) throws IOException {
        byte[] news = new byte[1000];
        Arrays.fill(news, (byte) 5);
        try (FileDisk disk = FileAccess.disk(access, path)) {
            Thread.currentThread().interrupt();

            disk.write(ByteBuffer.wrap(news), 100, RequestFlags.NONE.withFua(true));
            disk.zero(600, 500, RequestFlags.NONE);
            disk.trim(4096, 4096, RequestFlags.NONE);
            disk.flush();
            ByteBuffer read = ByteBuffer.allocate(500);
            disk.read(read, 100, HoleSink.NONE);

            assertTrue(Thread.interrupted(), "the interrupt was swallowed");
            assertArrayEquals(Arrays.copyOf(news, 500), read.array());
            assertEquals(SIZE, Files.size(path));
        }
    }

    /** Interrupts come before, during and after a transfer. */
    @ParameterizedTest
    @MethodSource("dev.platter.files.FileAccess#here")
    void otherThreadsAreNotDisturbed(Access access) throws Exception {
        try (FileDisk disk = FileAccess.disk(access, path)) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            Thread reader = Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (int i = 0; i < 300; i++) {
                        disk.read(ByteBuffer.allocateDirect(64 * 1024), 0, HoleSink.NONE);
                    }
                    end.complete(null);
                } catch (IOException | RuntimeException e) {
                    end.completeExceptionally(e);
                }
            });
            while (!end.isDone()) {
                reader.interrupt();
                disk.read(ByteBuffer.allocateDirect(512), 0, HoleSink.NONE);
            }

            end.get();
        }
    }
}
