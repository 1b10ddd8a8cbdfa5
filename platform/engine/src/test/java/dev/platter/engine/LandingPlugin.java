// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.api.ThreadModel;
import dev.platter.nbd.NbdError;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Offers fresh memory for every long write, in two pieces, and overwrites it when it has it back. */
@NbdPlugin(name = "landing", summary = "receives payloads in its own memory", threadModel = ThreadModel.PARALLEL)
final class LandingPlugin implements Plugin {
    static final int SIZE = 16 << 20;

    /** How a disk breaks the rules of landing, or refuses, for offset 0 only. */
    enum Fault {
        NONE,
        TOO_LITTLE,
        TOO_MUCH,
        HEAP_BUFFER,
        READ_ONLY_BUFFER,
        EMPTY_PIECE,
        NULL,
        NULL_BUFFERS,
        BUFFERS_THROW,
        LAND_THROWS,
        REFUSES,
        COMMIT_THROWS,
        COMPLETES_TWICE,
        ABANDON_THROWS_TOO
    }

    private final Fault fault;
    private final boolean blocking;
    private final Support fua;
    private final byte[] contents = new byte[SIZE];
    private final List<String> events = new ArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private Thread committer = Thread.currentThread();

    LandingPlugin(Fault fault, boolean blocking) {
        this(fault, blocking, Support.NATIVE);
    }

    LandingPlugin(Fault fault, boolean blocking, Support fua) {
        this.fault = fault;
        this.blocking = blocking;
        this.fua = fua;
    }

    /** The calls that change or keep something, in their order. */
    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized byte at(int offset) {
        return contents[offset];
    }

    synchronized Thread committer() {
        return committer;
    }

    /** Waits until the disk was asked for a landing. */
    void awaitLanding() throws InterruptedException {
        asked.await();
    }

    private synchronized void note(String event) {
        events.add(event);
    }

    private synchronized void put(ByteBuffer from, long offset) {
        from.get(from.position(), contents, (int) offset, from.remaining());
    }

    @Override
    public Disk open(Client client) {
        return new LandingDisk();
    }

    @Override
    public void stop() {
        note("stop");
    }

    private final class LandingDisk implements Disk {
        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public Features features() {
            return Features.writable().withFlush().withFua(fua);
        }

        @Override
        public boolean blocking() {
            return blocking;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            synchronized (LandingPlugin.this) {
                into.put(contents, (int) offset, into.remaining());
            }
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) {
            note("write");
            put(from, offset);
        }

        @Override
        public void flush() {
            note("flush");
        }

        @Override
        @SuppressWarnings("NullOptional") // as an author may
        public Optional<Landing> land(long offset, int length, RequestFlags flags) throws DiskException {
            asked.countDown();
            Fault now = offset == 0 ? fault : Fault.NONE;
            return switch (now) {
                case NULL -> null;
                case LAND_THROWS -> throw new IllegalStateException("on purpose");
                case REFUSES -> throw new DiskException(NbdError.ENOSPC, "full");
                default -> Optional.of(new Memory(now, offset, length, flags));
            };
        }

        @Override
        public void close() {
            note("close");
        }
    }

    private final class Memory implements Landing {
        private final Fault now;
        private final long offset;
        private final RequestFlags flags;
        private final ByteBuffer memory;

        Memory(Fault now, long offset, int length, RequestFlags flags) {
            this.now = now;
            this.offset = offset;
            this.flags = flags;
            memory = ByteBuffer.allocateDirect(length);
        }

        @Override
        public List<ByteBuffer> buffers() {
            int third = memory.capacity() / 3;
            ByteBuffer first = memory.slice(0, third);
            ByteBuffer rest = memory.slice(third, memory.capacity() - third);
            return switch (now) {
                case TOO_LITTLE -> List.of(first, rest.limit(rest.limit() - 1));
                case TOO_MUCH -> List.of(first, rest, ByteBuffer.allocateDirect(1));
                case HEAP_BUFFER -> List.of(first, ByteBuffer.allocate(rest.remaining()));
                case READ_ONLY_BUFFER -> List.of(first, rest.asReadOnlyBuffer());
                case EMPTY_PIECE -> List.of(first, rest, ByteBuffer.allocateDirect(0));
                case NULL_BUFFERS -> null;
                case BUFFERS_THROW -> throw new IllegalStateException("on purpose");
                case ABANDON_THROWS_TOO -> List.of(first);
                default -> List.of(first, rest);
            };
        }

        @Override
        public void commit(Completion completion) {
            note(flags.fua() ? "commit with fua" : "commit");
            synchronized (LandingPlugin.this) {
                committer = Thread.currentThread();
            }
            if (now == Fault.COMMIT_THROWS) {
                throw new IllegalStateException("on purpose");
            }
            put(memory.duplicate(), offset);
            overwrite();
            completion.succeeded();
            if (now == Fault.COMPLETES_TWICE) {
                completion.succeeded();
            }
        }

        @Override
        public void abandon() {
            note("abandon");
            if (now == Fault.ABANDON_THROWS_TOO) {
                throw new IllegalStateException("on purpose");
            }
            overwrite();
        }

        private void overwrite() {
            for (int i = 0; i < memory.capacity(); i++) {
                memory.put(i, (byte) -2);
            }
        }
    }
}
