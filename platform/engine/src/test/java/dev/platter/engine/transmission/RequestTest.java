// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The call that a request makes to a disk, and the outcome of the request. */
class RequestTest {
    private static final List<MetaContext> CONTEXTS = List.of(EmbeddedConnection.ALLOCATION, EmbeddedConnection.DEPTH);

    private final NotedDisk disk = new NotedDisk();
    private final AsyncDisk called = SynchronousDisk.completingOnReturn(disk);
    private final Request request = new Request();

    private static RequestHeader header(int flags, int command, long offset, int length) {
        RequestHeader header = new RequestHeader(ReplyStyle.SIMPLE);
        header.read(EmbeddedConnection.request(flags, command, 77, offset, length), 0);
        return header;
    }

    private Request run(int flags, int command) {
        return run(request, flags, command);
    }

    private Request run(Request one, int flags, int command) {
        one.take(header(flags, command, 512, 8), CONTEXTS).with(ByteBuffer.allocateDirect(8));
        one.carryOut(called);
        return one;
    }

    @ParameterizedTest
    @CsvSource({
        "0,DATA,read 8 at 512",
        "1,DONE,write 8 at 512 sum 0 [fua]",
        "3,DONE,flush",
        "4,DONE,trim 8 at 512 [fua]",
        "5,DONE,cache 8 at 512",
        "6,DONE,zero 8 at 512 [fua]"
    })
    void eachCommandIsOneCall(int command, Request.Outcome outcome, String call) {
        run(CommandFlags.FUA, command);
        assertTrue(request.hasEnded());
        assertEquals(outcome, request.outcome());
        assertEquals(List.of(call), disk.calls);
    }

    @Test
    void theContextsAreAskedForOneAfterTheOther() {
        run(0, Commands.BLOCK_STATUS);
        assertEquals(List.of("extents 8 at 512", "test:depth 8 at 512"), disk.calls);
        assertEquals(Request.Outcome.EXTENTS, request.outcome());
        assertEquals(2, request.extents().count());
        assertEquals(2, request.extents().id(1));
        assertEquals(5, request.extents().get(1).status(0));
    }

    @Test
    void aContextWithoutExtentsIsAFailure() {
        disk.tellsExtents = false;
        run(0, Commands.BLOCK_STATUS);
        assertEquals(Request.Outcome.ERROR, request.outcome());
        assertEquals(
                "the disk has reported no extents at 512", request.failure().getMessage());
    }

    @Test
    void theDisksFailureIsTheOutcome() {
        disk.failure = Optional.of(new IOException("lost"));
        run(0, Commands.READ);
        assertEquals(Request.Outcome.ERROR, request.outcome());
        assertEquals("lost", request.failure().getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "3", "4", "5", "6", "7"})
    void anyOtherExceptionIsAnInputOutputError(int command) {
        disk.mishap = Optional.of(new IllegalStateException("oops"));
        run(0, command);
        DiskException failure = assertInstanceOf(DiskException.class, request.failure());
        assertEquals(NbdError.EIO, failure.error());
        assertEquals("unexpected java.lang.IllegalStateException: oops", failure.getMessage());
    }

    @Test
    void nothingRemainsOfTheRequestBefore() {
        disk.failure = Optional.of(new IOException("lost"));
        run(CommandFlags.DF, Commands.BLOCK_STATUS);
        disk.failure = Optional.empty();
        request.take(header(0, Commands.FLUSH, 0, 0), List.of());
        assertFalse(request.hasEnded());
        assertFalse(request.wantsOneChunk());
        assertEquals(0, request.claimed());
        request.carryOut(called);
        assertEquals(Request.Outcome.DONE, request.outcome());
    }

    @Test
    void theEndOfARequestIsReportedOnce() {
        List<Request> ended = new ArrayList<>();
        Request late = new Request(ended::add);
        run(late, 0, Commands.FLUSH);
        late.failed(new IOException("too late"));
        late.succeeded();
        assertEquals(List.of(late), ended);
        assertEquals(Request.Outcome.DONE, late.outcome());
    }

    @Test
    void anAsynchronousDiskEndsTheRequestLater() {
        List<Completion> open = new ArrayList<>();
        List<Request> ended = new ArrayList<>();
        Request late = new Request(ended::add);
        late.take(header(0, Commands.BLOCK_STATUS, 512, 8), CONTEXTS);
        late.carryOut(new Later(open));
        assertEquals(List.of(), ended);
        open.removeFirst().succeeded();
        assertEquals(1, open.size(), "the second context");
        assertEquals(List.of(), ended);
        open.removeFirst().succeeded();
        assertEquals(List.of(late), ended);
    }

    @Test
    void anAsynchronousDiskThatThrowsEndsTheRequest() {
        List<Request> ended = new ArrayList<>();
        Request late = new Request(ended::add);
        late.take(header(0, Commands.READ, 512, 8), CONTEXTS).with(ByteBuffer.allocateDirect(8));
        late.carryOut(new Later(new ArrayList<>()));
        assertEquals(List.of(late), ended);
        assertEquals(Request.Outcome.ERROR, late.outcome());
    }

    /** Reports extents at once, completes later, and fails to read. */
    private static final class Later extends NotedDisk implements AsyncDisk {
        private final List<Completion> open;

        Later(List<Completion> open) {
            this.open = open;
        }

        @Override
        public boolean blocking() {
            return false;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            throw new IllegalStateException("cannot read");
        }

        @Override
        public void extents(long offset, long length, dev.platter.api.ExtentSink sink, Completion completion) {
            sink.add(offset, length, 0);
            open.add(completion);
        }

        @Override
        public void blockStatus(
                String context, long offset, long length, dev.platter.api.ExtentSink sink, Completion completion) {
            sink.add(offset, length, 0);
            open.add(completion);
        }

        @Override
        public void write(ByteBuffer from, long offset, dev.platter.api.RequestFlags flags, Completion completion) {
            open.add(completion);
        }

        @Override
        public void flush(Completion completion) {
            open.add(completion);
        }

        @Override
        public void trim(long offset, long length, dev.platter.api.RequestFlags flags, Completion completion) {
            open.add(completion);
        }

        @Override
        public void zero(long offset, long length, dev.platter.api.RequestFlags flags, Completion completion) {
            open.add(completion);
        }

        @Override
        public void cache(long offset, long length, Completion completion) {
            open.add(completion);
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            super.read(into, offset, holes);
        }

        @Override
        public void write(ByteBuffer from, long offset, dev.platter.api.RequestFlags flags) throws IOException {
            super.write(from, offset, flags);
        }

        @Override
        public void flush() throws IOException {
            super.flush();
        }

        @Override
        public void trim(long offset, long length, dev.platter.api.RequestFlags flags) throws IOException {
            super.trim(offset, length, flags);
        }

        @Override
        public void zero(long offset, long length, dev.platter.api.RequestFlags flags) throws IOException {
            super.zero(offset, length, flags);
        }

        @Override
        public void cache(long offset, long length) throws IOException {
            super.cache(offset, length);
        }

        @Override
        public void extents(long offset, long length, dev.platter.api.ExtentSink sink) throws IOException {
            super.extents(offset, length, sink);
        }

        @Override
        public void blockStatus(String context, long offset, long length, dev.platter.api.ExtentSink sink)
                throws IOException {
            super.blockStatus(context, offset, length, sink);
        }
    }
}
