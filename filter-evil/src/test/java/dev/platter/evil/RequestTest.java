// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests reach the disk behind, and when. */
class RequestTest {
    private static final String ALWAYS = "evil-seed=1 evil-probability=1e-3";

    /** With a probability above the limit they go through workers. */
    @ParameterizedTest
    @ValueSource(strings = {"1e-3", "1"})
    void allRequestsButReadsPassUnchanged(String probability) throws IOException {
        RecordingDisk behind = RecordingDisk.of(10_000);
        Disk disk = Given.disk(behind, "evil-probability=" + probability);
        byte[] bytes = Given.filled(0x77, 512);
        ByteBuffer from = ByteBuffer.wrap(bytes);
        disk.write(from, 7, RequestFlags.NONE);
        disk.flush();
        disk.trim(1, 2, RequestFlags.NONE);
        disk.zero(3, 4, RequestFlags.NONE);
        disk.cache(5, 6);
        StringBuilder status = new StringBuilder();
        ExtentSink sink = (offset, length, flags) -> status.append(offset + "+" + length + "=" + flags + " ") != null;
        disk.extents(0, 10_000, sink);
        assertEquals(
                List.of(
                        "write 512 at 7 []",
                        "flush",
                        "trim 2 at 1 []",
                        "zero 4 at 3 []",
                        "cache 6 at 5",
                        "extents 10000 at 0"),
                behind.requests());
        assertEquals(0, Given.difference(Given.filled(0x77, 512), bytes));
        assertEquals("0+5000=0 5000+5000=3 ", status.toString());
        assertEquals(RecordingDisk.EVERYTHING, disk.features());
        disk.close();
        assertEquals("close", behind.requests().getLast());
    }

    @Test
    void theFilterDoesNotWaitIfTheDiskBehindDoesNot() throws IOException {
        AsyncDisk disk = assertInstanceOf(AsyncDisk.class, Given.disk(RecordingDisk.of(1000), ALWAYS));
        assertFalse(disk.blocking());
        assertTrue(disk.completesOnReturn());
        Disk blocking = Given.disk(RecordingDisk.of(1000).thatBlocks(), ALWAYS);
        assertTrue(blocking.blocking());
        assertTrue(Given.disk(RecordingDisk.of(1000), "evil-probability=1%").blocking());
    }

    @Test
    void anAsynchronousReadIsCorruptedWhenItCompletes() throws IOException {
        HeldDisk behind = new HeldDisk(1 << 20);
        AsyncDisk disk = (AsyncDisk) Given.disk(behind, ALWAYS);
        assertFalse(disk.completesOnReturn());
        ByteBuffer into = ByteBuffer.allocate(1 << 16);
        TestCompletion end = new TestCompletion();
        disk.read(into, 0, HoleSink.NONE, end);
        assertEquals("pending", end.outcome());
        into.put(0, Given.filled(0xff, 1 << 16));
        behind.release().forEach(Completion::succeeded);
        assertEquals("succeeded", end.outcome());
        byte[] read = new byte[1 << 16];
        into.get(0, read);
        assertTrue(Given.difference(Given.filled(0xff, 1 << 16), read) > 0);
    }

    @Test
    void aFailedReadFails() throws IOException {
        HeldDisk behind = new HeldDisk(1 << 20);
        AsyncDisk disk = (AsyncDisk) Given.disk(behind, ALWAYS);
        TestCompletion end = new TestCompletion();
        disk.read(ByteBuffer.allocate(1 << 16), 0, HoleSink.NONE, end);
        behind.release().forEach(c -> c.failed(new DiskException(NbdError.EIO, "gone")));
        assertEquals("EIO gone", end.outcome());
    }

    /**
     * A zero byte could be in a hole, so the filter asks the disk, and the read completes when the disk has answered.
     */
    @Test
    void anAsynchronousReadOfZeroesWaitsForBlockStatus() throws IOException {
        HeldDisk behind = new HeldDisk(1 << 20);
        AsyncDisk disk = (AsyncDisk) Given.disk(behind, ALWAYS);
        TestCompletion end = new TestCompletion();
        disk.read(ByteBuffer.allocate(1 << 16), 0, HoleSink.NONE, end);
        behind.release().forEach(Completion::succeeded);
        assertEquals("pending", end.outcome());
        behind.release().forEach(c -> c.failed(new DiskException(NbdError.EIO, "no status")));
        assertEquals("EIO no status", end.outcome());
    }

    /** If no bit is touched, the disk behind gets the client's completion itself. */
    @Test
    void anUntouchedReadIsNotWrapped() throws IOException {
        HeldDisk behind = new HeldDisk(1 << 20);
        AsyncDisk disk = (AsyncDisk) Given.disk(behind, "evil-seed=1 evil-probability=1e-12");
        TestCompletion end = new TestCompletion();
        disk.read(ByteBuffer.allocate(4096), 0, HoleSink.NONE, end);
        assertEquals(List.of(end), behind.release());
    }
}
