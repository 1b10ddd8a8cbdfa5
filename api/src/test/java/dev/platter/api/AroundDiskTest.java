// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One method sees all kinds of requests, with what each of them has. */
class AroundDiskTest {
    private static final RequestFlags FUA = RequestFlags.NONE.withFua(true);

    private final List<String> seen = new ArrayList<>();
    private final Completion note = new Completion() {
        @Override
        public void succeeded() {
            seen.add("succeeded");
        }

        @Override
        public void failed(IOException error) {
            seen.add(String.valueOf(error.getMessage()));
        }
    };

    /** Notes its calls, and completes them. */
    private final class Behind implements Disk {
        @Override
        public long size() {
            return 100;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            holes.hole(0, into.remaining());
            seen.add("read " + into.remaining() + " at " + offset);
            into.position(into.limit());
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) {
            seen.add("write " + from.remaining() + " at " + offset + " " + flags.fua());
        }

        @Override
        public void flush() {
            seen.add("flush");
        }

        @Override
        public void trim(long offset, long length, RequestFlags flags) {
            seen.add("trim " + length + " at " + offset + " " + flags.fua());
        }

        @Override
        public void zero(long offset, long length, RequestFlags flags) {
            seen.add("zero " + length + " at " + offset + " " + flags.fua());
        }

        @Override
        public void cache(long offset, long length) {
            seen.add("cache " + length + " at " + offset);
        }

        @Override
        public void extents(long offset, long length, ExtentSink sink) {
            sink.add(offset, length, 3);
        }

        @Override
        public void blockStatus(String context, long offset, long length, ExtentSink sink) {
            seen.add(context);
            sink.add(offset, length, 4);
        }
    }

    private static void ask(AsyncDisk disk, Operation operation, Completion end) {
        ExtentSink sink = (_, _, _) -> true;
        switch (operation) {
            case READ -> disk.read(ByteBuffer.allocate(5), 10, (_, _) -> {}, end);
            case WRITE -> disk.write(ByteBuffer.allocate(5), 10, FUA, end);
            case FLUSH -> disk.flush(end);
            case TRIM -> disk.trim(10, 5, FUA, end);
            case ZERO -> disk.zero(10, 5, FUA, end);
            case CACHE -> disk.cache(10, 5, end);
            case EXTENTS -> disk.extents(10, 5, sink, end);
            case BLOCK_STATUS -> disk.blockStatus("x:y", 10, 5, sink, end);
        }
    }

    private List<String> directly(Operation operation) {
        ask(AsyncDisk.of(new Behind()), operation, note);
        List<String> direct = List.copyOf(seen);
        seen.clear();
        return direct;
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatGoesOnIsTheSameRequest(Operation operation) {
        List<String> direct = directly(operation);

        ask(
                new AroundDisk(new Behind()) {
                    @Override
                    protected void around(Operation kind, Call call) {
                        assertEquals(operation, kind);
                        boolean ranged = kind != Operation.FLUSH;
                        assertEquals(ranged ? 10 : 0, call.offset());
                        assertEquals(ranged ? 5 : 0, call.length());
                        boolean flagged = Set.of(Operation.WRITE, Operation.TRIM, Operation.ZERO)
                                .contains(kind);
                        assertEquals(flagged ? FUA : RequestFlags.NONE, call.flags());
                        assertEquals(kind == Operation.BLOCK_STATUS ? "x:y" : "", call.context());
                        call.proceed();
                    }
                },
                operation,
                note);

        assertEquals(direct, seen);
    }

    @ParameterizedTest
    @EnumSource
    void aCallMayBeCompletedInstead(Operation operation) {
        ask(
                new AroundDisk(new Behind()) {
                    @Override
                    protected void around(Operation kind, Call call) {
                        call.completion().failed(new DiskException(NbdError.EIO, "never"));
                    }
                },
                operation,
                note);

        assertEquals(List.of("never"), seen);
    }

    @ParameterizedTest
    @EnumSource
    void theResultCanBeLookedAt(Operation operation) {
        ask(
                new AroundDisk(new Behind()) {
                    @Override
                    protected void around(Operation kind, Call call) {
                        call.proceed(new Completion() {
                            @Override
                            public void succeeded() {
                                seen.add("looked");
                                call.completion().succeeded();
                            }

                            @Override
                            public void failed(IOException error) {
                                call.completion().failed(error);
                            }
                        });
                    }
                },
                operation,
                note);

        assertEquals(List.of("looked", "succeeded"), seen.subList(seen.size() - 2, seen.size()));
    }

    @ParameterizedTest
    @EnumSource
    void aKindThatIsOfNoConcernIsNotSeen(Operation operation) {
        List<String> direct = directly(operation);

        ask(
                new AroundDisk(new Behind()) {
                    @Override
                    protected boolean concerns(Operation kind) {
                        return kind != operation;
                    }

                    @Override
                    protected void around(Operation kind, Call call) {
                        throw new AssertionError(kind + " is of no concern");
                    }
                },
                operation,
                note);

        assertEquals(direct, seen);
    }

    @ParameterizedTest
    @EnumSource
    void onlyRequestsForExtentsHaveASink(Operation operation) {
        boolean extents = EnumSet.of(Operation.EXTENTS, Operation.BLOCK_STATUS).contains(operation);
        ask(
                new AroundDisk(new Behind()) {
                    @Override
                    protected void around(Operation kind, Call call) {
                        if (extents) {
                            call.proceed(
                                    (at, length, status) -> {
                                        seen.add(status + " for " + length + " at " + at);
                                        return call.extentSink().add(at, length, status);
                                    },
                                    call.completion());
                        } else {
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> call.proceed((_, _, _) -> true, call.completion()));
                        }
                    }
                },
                operation,
                note);

        assertEquals(extents, seen.stream().anyMatch(line -> line.endsWith(" for 5 at 10")));
    }

    @Test
    void aCallWithoutACompletionWaits() throws IOException {
        new AroundDisk(new Behind()) {
            @Override
            protected void around(Operation kind, Call call) {
                Thread.startVirtualThread(call::proceed);
            }
        }.flush();

        assertEquals(List.of("flush"), seen);
    }
}
