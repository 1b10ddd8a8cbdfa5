// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Completion;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Memory that is lent as parts of a file. */
@EnabledOnOs(OS.LINUX)
class FilePagesTest {
    private static final int SIZE = 8 << 20;
    private static final int CHUNK = 1 << 18;
    private static final byte OTHER = 0x55;

    @TempDir
    private Path folder;

    /** Notes what is lent, and opens the file again. */
    private static final class FileLoan implements Loan {
        private final List<String> pieces = new ArrayList<>();
        private final List<Runnable> tasks = new ArrayList<>();
        private final List<byte[]> parts = new ArrayList<>();
        private FileChannel file;
        private long position;

        @Override
        public void memory(ByteBuffer piece) {
            pieces.add("memory " + piece.remaining());
        }

        @Override
        public boolean takesFiles() {
            return true;
        }

        @Override
        public void file(int descriptor, long from, int length) {
            pieces.add("file " + length);
            try {
                file = FileChannel.open(Path.of("/proc/self/fd/" + descriptor), StandardOpenOption.READ);
                position = from;
                ByteBuffer part = ByteBuffer.allocate(length);
                while (part.hasRemaining() && file.read(part, from + part.position()) > 0) {}
                parts.add(part.array());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void hole(int length) {
            pieces.add("hole " + length);
        }

        @Override
        public void whenReturned(Runnable returned) {
            tasks.add(returned);
        }

        void giveBack() {
            tasks.forEach(Runnable::run);
            tasks.clear();
        }
    }

    private static SparseMemory memory() throws IOException {
        return (SparseMemory)
                new MemorySource(SIZE, Allocator.parse("sparse"), SystemMemory.find(), Runnable::run).create();
    }

    @Test
    void presentPagesAreLentAsPartsOfTheFile() throws IOException {
        SparseMemory memory = memory();
        byte[] bytes = Bytes.random(new Random(1), CHUNK);
        Bytes.write(memory, CHUNK, bytes);
        FileLoan loan = new FileLoan();
        assertTrue(memory.lend(CHUNK / 2, CHUNK, loan));
        assertEquals(List.of("hole " + CHUNK / 2, "file " + CHUNK / 2), loan.pieces);
        assertArrayEquals(Arrays.copyOf(bytes, CHUNK / 2), loan.parts.getFirst());
        loan.giveBack();
        memory.close();
    }

    @Test
    void memoryInAFileIsHandedOverWithItsFile() throws IOException {
        MemorySource source = new MemorySource(SIZE, Allocator.parse("sparse"), SystemMemory.find(), Runnable::run);
        Memory first = source.create();
        byte[] bytes = Bytes.random(new Random(2), CHUNK);
        Bytes.write(first, 0, bytes);
        Memory second = source.takeOver(first.release());
        Bytes.write(second, 2 * CHUNK, bytes);
        FileLoan loan = new FileLoan();
        assertTrue(second.lend(0, 3 * CHUNK, loan));
        assertEquals(List.of("file " + CHUNK, "hole " + CHUNK, "file " + CHUNK), loan.pieces);
        assertArrayEquals(bytes, loan.parts.get(0));
        assertArrayEquals(bytes, loan.parts.get(1));
        loan.giveBack();
        second.close();
    }

    @Test
    void privateMemoryOfAnOlderVersionIsTakenOver() throws IOException {
        SparseMemory first = new SparseMemory(
                SIZE, new MappedSlots(new PrivatePages(SystemMemory.find().orElseThrow())), Runnable::run);
        byte[] bytes = Bytes.random(new Random(3), CHUNK);
        Bytes.write(first, 0, bytes);
        Memory second = new MemorySource(SIZE, Allocator.parse("sparse"), SystemMemory.find(), Runnable::run)
                .takeOver(first.release());
        assertArrayEquals(bytes, Bytes.read(second, 0, CHUNK));
        FileLoan loan = new FileLoan();
        assertTrue(second.lend(0, CHUNK, loan));
        assertEquals(List.of("memory " + CHUNK), loan.pieces);
        loan.giveBack();
        second.close();
    }

    /**
     * A client that stops reading has pages of the file in its socket. The disk gets its slot back all the same, and uses it for
     * another place.
     */
    @Test
    void whatAClientHasNotReceivedIsNeverThatOfAnotherPlace() throws IOException {
        SparseMemory memory = memory();
        byte[] bytes = Bytes.random(new Random(4), CHUNK);
        Bytes.write(memory, 0, bytes);
        FileLoan loan = new FileLoan();
        Path address = folder.resolve("socket");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(address));
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(address));
                SocketChannel server = listener.accept()) {
            server.configureBlocking(false);
            assertTrue(memory.lend(0, CHUNK, loan));
            int sent = (int) loan.file.transferTo(loan.position, CHUNK, server);
            assertTrue(sent >= Memory.PAGE, "only " + sent + " bytes were sent");
            loan.giveBack();
            memory.discard(0, CHUNK);
            byte[] others = new byte[CHUNK];
            Arrays.fill(others, OTHER);
            Bytes.write(memory, 4 * CHUNK, others);
            FileLoan second = new FileLoan();
            assertTrue(memory.lend(4 * CHUNK, CHUNK, second));
            assertEquals(loan.position, second.position, "the slot is used again");
            second.giveBack();
            ByteBuffer received = ByteBuffer.allocate(sent);
            while (received.hasRemaining() && client.read(received) > 0) {}
            assertArrayEquals(Arrays.copyOf(bytes, sent), received.array());
        }
        memory.close();
    }

    /** The slot that such a chunk had is not received into. */
    @Test
    void whatAClientHasNotReceivedIsNotOverwrittenByALanding() throws IOException {
        SparseMemory memory = memory();
        byte[] bytes = Bytes.random(new Random(5), CHUNK);
        Bytes.write(memory, 0, bytes);
        FileLoan loan = new FileLoan();
        Path address = folder.resolve("socket");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(address));
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(address));
                SocketChannel server = listener.accept()) {
            server.configureBlocking(false);
            assertTrue(memory.lend(0, CHUNK, loan));
            int sent = (int) loan.file.transferTo(loan.position, CHUNK, server);
            assertTrue(sent >= Memory.PAGE, "only " + sent + " bytes were sent");
            loan.giveBack();
            for (int i = 0; i < 4; i++) {
                Landing landing = memory.land(0, CHUNK).orElseThrow();
                for (ByteBuffer buffer : landing.buffers()) {
                    while (buffer.hasRemaining()) {
                        buffer.put(OTHER);
                    }
                }
                CompletableFuture<Boolean> committed = new CompletableFuture<>();
                landing.commit(new Completion() {
                    @Override
                    public void succeeded() {
                        committed.complete(true);
                    }

                    @Override
                    public void failed(IOException error) {
                        committed.completeExceptionally(error);
                    }
                });
                assertTrue(committed.join());
            }
            ByteBuffer received = ByteBuffer.allocate(sent);
            while (received.hasRemaining() && client.read(received) > 0) {}
            assertArrayEquals(Arrays.copyOf(bytes, sent), received.array());
        }
        memory.close();
    }
}
