// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.HandedState;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Size;
import dev.platter.ram.Allocator;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin hands its disk over with the calls that the server makes, whether the hand-over succeeds or fails. */
class PluginHandOverTest {
    private static final int SIZE = 8 << 20;
    private static final byte[] BYTES = {1, 2, 3, 4};

    @ParameterizedTest
    @ValueSource(strings = {"sparse", "malloc", "zstd"})
    void theNewInstanceHoldsTheDisk(String allocator) throws IOException {
        MemoryPlugin old = started(allocator, SIZE);
        write(old, 5000);
        MemoryPlugin successor = plugin(allocator, SIZE);
        successor.adopt(old.release());
        successor.start(new TestContext());
        assertArrayEquals(BYTES, read(successor, 5000));
        successor.keep();
        old.stop();
        write(successor, 3 << 20);
        assertArrayEquals(BYTES, read(successor, 5000));
        assertArrayEquals(BYTES, read(successor, 3 << 20));
        successor.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sparse", "malloc", "zstd"})
    void theOldInstanceHoldsTheDiskAfterAFailedHandOver(String allocator) throws IOException {
        MemoryPlugin old = started(allocator, SIZE);
        write(old, 5000);
        MemoryPlugin successor = plugin(allocator, SIZE);
        successor.adopt(old.release());
        successor.start(new TestContext());
        successor.stop();
        old.keep();
        assertArrayEquals(BYTES, read(old, 5000));
        write(old, 3 << 20);
        Disk disk = old.open(TestClient.anybody());
        disk.trim(0, 2 << 20, RequestFlags.NONE);
        assertArrayEquals(new byte[4], read(old, 5000));
        assertArrayEquals(BYTES, read(old, 3 << 20));
        old.stop();
    }

    @Test
    void aRefusedStateIsLeftUnchanged() throws IOException {
        MemoryPlugin old = started("sparse", SIZE);
        write(old, 5000);
        MemoryPlugin smaller = plugin("sparse", SIZE / 2);
        smaller.adopt(old.release());
        assertTrue(assertThrows(IOException.class, () -> smaller.start(new TestContext()))
                .getMessage()
                .contains("size=" + SIZE / 2));
        smaller.stop();
        old.keep();
        assertArrayEquals(BYTES, read(old, 5000));
        old.stop();
    }

    @Test
    void onlyTheHolderGivesTheMemoryBack() throws IOException {
        MemoryPlugin old = started("malloc", SIZE);
        HandedState state = old.release();
        MemorySegment memory = state.list("segments", MemorySegment.class).getFirst();
        MemoryPlugin successor = plugin("malloc", SIZE);
        successor.adopt(state);
        successor.start(new TestContext());
        successor.keep();
        old.stop();
        assertTrue(memory.scope().isAlive());
        successor.stop();
        assertFalse(memory.scope().isAlive());
    }

    @Test
    void openBeforeStartIsRefused() {
        Exception e =
                assertThrows(IOException.class, () -> plugin("sparse", SIZE).open(TestClient.anybody()));
        assertEquals("the plugin is not started, so it has no disk yet", e.getMessage());
    }

    private static MemoryPlugin plugin(String allocator, long size) {
        return new MemoryPlugin(new MemoryPlugin.Config(new Size(size), Allocator.parse(allocator)));
    }

    private static MemoryPlugin started(String allocator, long size) throws IOException {
        MemoryPlugin plugin = plugin(allocator, size);
        plugin.start(new TestContext());
        return plugin;
    }

    private static void write(MemoryPlugin plugin, long offset) throws IOException {
        ByteBuffer from = ByteBuffer.allocateDirect(BYTES.length).put(BYTES).flip();
        plugin.open(TestClient.anybody()).write(from, offset, RequestFlags.NONE);
    }

    private static byte[] read(MemoryPlugin plugin, long offset) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(BYTES.length);
        plugin.open(TestClient.anybody()).read(into, offset, HoleSink.NONE);
        byte[] bytes = new byte[BYTES.length];
        into.get(0, bytes);
        return bytes;
    }
}
