// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sockets, and what a thread waits for: that something can be read, or that nobody is left at the other end. */
@EnabledOnOs(OS.LINUX)
class UnixSocketTest {
    @TempDir
    private Path folder;

    @Test
    void connectedSocketKnowsItsFile() throws IOException {
        Path path = folder.resolve("söcket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            int fd = UnixSocket.connect(path);
            assertEquals(Optional.of(path), UnixSocket.peer(fd));
            Descriptors.close(fd);
        }
    }

    @Test
    void descriptorThatIsNotASocketHasNoPeer() throws IOException {
        int fd = EventDescriptor.open();
        assertEquals(Optional.empty(), UnixSocket.peer(fd));
        Descriptors.close(fd);
    }

    @Test
    void pathThatIsTooLongIsRefusedWithBothNumbers() {
        Path path = Path.of("/" + "x".repeat(107));
        assertEquals(
                "the path of a Unix socket may have 107 bytes, and this one has 108",
                assertThrows(IOException.class, () -> UnixSocket.connect(path)).getMessage());
    }

    @Test
    void receiverIsReadyWhenSomethingWasSentAndWhenTheSenderHasGone() throws IOException {
        int[] ends = UnixSocket.pair();
        PollSet readable = new PollSet(1);
        readable.forInput(ends[0]);
        PollSet ended = new PollSet(1);
        ended.forEnd(ends[0]);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom("hello");
            assertFalse(readable.await(0));
            assertEquals(-Errno.EAGAIN, UnixSocket.receive(ends[0], bytes));
            assertEquals(6, UnixSocket.send(ends[1], bytes, ends[1]));
            assertTrue(readable.await(0) && readable.isReady(0));
            assertFalse(ended.await(0));
            assertEquals(6, UnixSocket.receive(ends[0], arena.allocate(100)));

            Descriptors.close(ends[1]);
            assertTrue(ended.await(1000) && ended.isReady(0), "the descriptor that was sent along was not kept");
            assertEquals(0, UnixSocket.receive(ends[0], bytes));
        }
        Descriptors.close(ends[0]);
    }

    @Test
    void signalIsSeenUntilItIsDrained() throws IOException {
        try (EventSignal signal = EventSignal.create()) {
            PollSet set = new PollSet(2);
            set.forInput(signal.fd());
            assertFalse(set.await(0));
            signal.signal();
            signal.signal();
            assertTrue(set.await(0));
            signal.drain();
            assertFalse(set.await(0));
        }
    }

    @Test
    void sharedMemoryIsTheFileThatCanBePassedOn() throws IOException {
        try (SharedMemory memory = SharedMemory.allocate("test", 4096)) {
            memory.segment().setString(0, "shared");
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment read = arena.allocate(6);
                assertEquals(6, Descriptors.read(memory.fd(), read, 0));
                assertEquals('s', read.get(ValueLayout.JAVA_BYTE, 0));
            }
        }
    }
}
