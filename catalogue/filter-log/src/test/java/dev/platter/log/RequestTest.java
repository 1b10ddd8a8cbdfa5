// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log's entries about requests. */
class RequestTest {
    @TempDir
    private Path folder;

    private final RecordingDisk behind = RecordingDisk.of(1 << 20);
    private Watched watched;
    private AsyncDisk disk;

    @BeforeEach
    void open() throws IOException {
        watched = Watched.disk(behind, folder.resolve("log"));
        disk = watched.open();
    }

    @Test
    void everyKindOfRequestIsLogged() throws IOException {
        disk.read(ByteBuffer.allocate(512), 0, HoleSink.NONE);
        disk.write(ByteBuffer.allocate(512), 512, RequestFlags.of(CommandFlags.FUA));
        disk.zero(0, 512, RequestFlags.NONE);
        disk.zero(0, 1L << 33, RequestFlags.of(CommandFlags.NO_HOLE | CommandFlags.FAST_ZERO));
        disk.trim(0, 512, RequestFlags.NONE);
        disk.flush();
        disk.cache(1024, 512);
        assertEquals(
                List.of(
                        "Read id=1 offset=0x0 count=0x200 ...",
                        "...Read id=1 return=0",
                        "Write id=2 offset=0x200 count=0x200 fua=1 ...",
                        "...Write id=2 return=0",
                        "Zero id=3 offset=0x0 count=0x200 trim=1 fua=0 fast=0 ...",
                        "...Zero id=3 return=0",
                        "Zero id=4 offset=0x0 count=0x200000000 trim=0 fua=0 fast=1 ...",
                        "...Zero id=4 return=0",
                        "Trim id=5 offset=0x0 count=0x200 fua=0 ...",
                        "...Trim id=5 return=0",
                        "Flush id=6 ...",
                        "...Flush id=6 return=0",
                        "Cache id=7 offset=0x400 count=0x200 ...",
                        "...Cache id=7 return=0"),
                watched.requests());
        assertEquals(7, behind.requests().size());
    }

    @Test
    void extentsAreLoggedAsReported() throws IOException {
        ExtentSink all = (offset, length, status) -> true;
        disk.extents(0, 1 << 20, all);
        disk.blockStatus("x:dirty", 0x10, 0x20, all);
        assertEquals(
                List.of(
                        "Extents id=1 offset=0x0 count=0x100000 ...",
                        "...Extents id=1 extents=(0x0 0x80000 \"\" 0x80000 0x80000 \"hole,zero\") return=0",
                        "BlockStatus id=2 context=x:dirty offset=0x10 count=0x20 ...",
                        "...BlockStatus id=2 extents=(0x10 0x20 0x0) return=0"),
                watched.requests());
    }

    @Test
    void aFailedRequestHasTheNameOfTheError() throws IOException {
        HeldDisk held = new HeldDisk(1 << 20);
        watched = Watched.disk(held, folder.resolve("log"));
        disk = watched.open();
        TestCompletion end = new TestCompletion();
        disk.trim(0, 1, RequestFlags.NONE, end);
        disk.flush(new TestCompletion());
        List<Completion> waiting = held.release();
        waiting.get(0).failed(new DiskException(NbdError.ENOSPC, "it is full"));
        waiting.get(1).failed(new IOException("it is broken"));
        assertEquals("ENOSPC it is full", end.outcome());
        List<String> lines = watched.requests();
        assertEquals("...Trim id=1 return=-1 error=ENOSPC", lines.get(2));
        assertEquals("...Flush id=2 return=-1 error=EIO", lines.get(3));
    }

    @Test
    void overlappingRequestsHaveDifferentIds() throws IOException {
        HeldDisk held = new HeldDisk(1 << 20);
        watched = Watched.disk(held, folder.resolve("log"));
        disk = watched.open();
        disk.read(ByteBuffer.allocate(1), 0, HoleSink.NONE, new TestCompletion());
        disk.read(ByteBuffer.allocate(1), 1, HoleSink.NONE, new TestCompletion());
        held.release().reversed().forEach(Completion::succeeded);
        assertEquals(
                List.of(
                        "Read id=1 offset=0x0 count=0x1 ...",
                        "Read id=2 offset=0x1 count=0x1 ...",
                        "...Read id=2 return=0",
                        "...Read id=1 return=0"),
                watched.requests());
    }

    @Test
    void theFilterIsInlineAsynchronousOrBlockingAsTheDiskBehindIs() throws IOException {
        assertTrue(disk.completesOnReturn());
        assertFalse(disk.blocking());
        assertFalse(Watched.disk(new HeldDisk(1), folder.resolve("2")).open().completesOnReturn());
        assertTrue(Watched.disk(behind.thatBlocks(), folder.resolve("3")).open().blocking());
    }

    @Test
    void noRequestWaitsForTheLog() throws IOException {
        disk.flush();
        assertEquals(List.of("flush"), behind.requests());
        assertEquals(1, watched.context.given(), "one writer is enough");
    }
}
