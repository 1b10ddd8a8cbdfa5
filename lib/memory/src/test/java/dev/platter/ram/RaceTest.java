// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.HoleSink;
import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The races of {@link SparseMemory}, each with threads that do nothing but provoke it. */
class RaceTest {
    private static final long SIZE = 1L << 42;
    private static final long GIBIBYTE = 1L << 30;

    static Stream<Supplier<Slots>> slots() {
        return Stream.of(
                () -> new MappedSlots(new PrivatePages(SystemMemory.find().orElseThrow())),
                RaceTest::inAFile,
                ArenaSlots::new);
    }

    private static Slots inAFile() {
        return new MappedSlots(new FilePages(SystemMemory.find().orElseThrow()));
    }

    /** The last page of a chunk is trimmed while a neighbour is written. */
    @ParameterizedTest
    @MethodSource("slots")
    void aChunkIsNotRetiredDuringAWrite(Supplier<Slots> source) throws Exception {
        race(source, (memory, number) -> {
            Word word = new Word(memory, (long) number * Memory.PAGE);
            return random -> word.comeAndGo(Memory.PAGE, random.nextLong());
        });
    }

    /** The last chunk of a node is trimmed while a neighbour is made. */
    @ParameterizedTest
    @MethodSource("slots")
    void aNodeIsNotFrozenWhileAChunkIsPutIn(Supplier<Slots> source) throws Exception {
        race(source, (memory, number) -> {
            Word word = new Word(memory, GIBIBYTE + ((long) number << 20));
            return random -> word.comeAndGo(1 << 20, random.nextLong());
        });
    }

    /** A chunk is put into a node that a trim is taking apart. */
    @ParameterizedTest
    @MethodSource("slots")
    void aChunkPutIntoATrimmedNodeIsNotLost(Supplier<Slots> source) throws Exception {
        race(source, (memory, number) -> {
            Word word = new Word(memory, GIBIBYTE + ((long) number << 20));
            return number == 0 ? random -> memory.discard(GIBIBYTE, GIBIBYTE) : random -> word.set(1);
        });
    }

    /** The slot that a thread reads goes to another chunk. */
    @ParameterizedTest
    @MethodSource("slots")
    void aReaderNoticesThatItsSlotWentToAnotherChunk(Supplier<Slots> source) throws Exception {
        race(source, (memory, number) -> {
            int chunk = 1 << memory.chunkShift();
            ByteBuffer buffer = ByteBuffer.allocateDirect(chunk);
            if (number == 0) {
                Word last = new Word(memory, 2L * chunk - Memory.PAGE);
                return random -> {
                    memory.write(buffer.clear(), 0);
                    memory.discard(0, chunk);
                    last.set(1);
                    memory.discard(chunk, chunk);
                };
            }
            return random -> {
                memory.read(buffer.clear(), 0, HoleSink.NONE);
                assertEquals(0, buffer.getLong(chunk - Memory.PAGE), "a word of the second chunk in the first");
            };
        });
    }

    /** A page is trimmed during a long write to it. */
    @ParameterizedTest
    @MethodSource("slots")
    void aTrimmedPageHasNoOldData(Supplier<Slots> source) throws Exception {
        race(source, (memory, number) -> {
            int chunk = 1 << memory.chunkShift();
            int page = chunk - Memory.PAGE;
            if (number > 0) {
                return random -> memory.discard(page, Memory.PAGE);
            }
            ByteBuffer ones = ByteBuffer.allocateDirect(chunk);
            for (int i = 0; i < chunk; i++) {
                ones.put(i, (byte) 1);
            }
            Word first = new Word(memory, page);
            Word second = new Word(memory, page + Long.BYTES);
            return random -> {
                memory.write(ones.clear(), 0);
                memory.discard(page, Memory.PAGE);
                first.set(2);
                assertEquals(0, second.get(), "the word next to the written one");
            };
        });
    }

    private static void race(Supplier<Slots> source, Racers racers) throws Exception {
        WatchedSlots slots = new WatchedSlots(source.get());
        SparseMemory memory = new SparseMemory(SIZE, slots, Runnable::run);
        Crowd.run(number -> racers.racer(memory, number));
        memory.discard(0, SIZE);
        assertEquals(0, slots.dirty(), "slots with old data in them");
        assertEquals(0, slots.inUse(), "slots that were not given back");
        memory.close();
    }

    private interface Racers {
        Crowd.Member racer(SparseMemory memory, int number);
    }

    /** Eight bytes of the disk that only one thread reads and writes. */
    private static final class Word {
        private final Memory memory;
        private final long offset;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(Long.BYTES);

        Word(Memory memory, long offset) {
            this.memory = memory;
            this.offset = offset;
        }

        void comeAndGo(int length, long value) throws IOException {
            set(value);
            assertEquals(value, get(), "what was written");
            memory.discard(offset, length);
            assertEquals(0, get(), "what was trimmed");
        }

        void set(long value) throws IOException {
            memory.write(buffer.clear().putLong(0, value), offset);
        }

        long get() throws IOException {
            memory.read(buffer.clear(), offset, HoleSink.NONE);
            return buffer.getLong(0);
        }
    }
}
