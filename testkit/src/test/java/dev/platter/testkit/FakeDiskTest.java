// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FakeDiskTest {
    private static final long END = Long.MAX_VALUE - 10_000;

    private final FakeDisk disk = FakeDisk.of(Long.MAX_VALUE);

    private byte[] read(long offset, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length);
        disk.read(into, offset, HoleSink.NONE);
        return into.array();
    }

    private List<String> extents(long offset, long length) throws IOException {
        List<String> extents = new ArrayList<>();
        disk.extents(offset, length, (at, size, status) -> extents.add((at - offset) + "+" + size + ":" + status));
        return extents;
    }

    @Test
    void dataAtTheEndOfTheLargestDiskIsKept() throws IOException {
        disk.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), Long.MAX_VALUE - 3, RequestFlags.NONE);

        assertArrayEquals(new byte[] {0, 1, 2, 3}, read(Long.MAX_VALUE - 4, 4));
    }

    @Test
    void aReadThatIsHeldUntilItsClientHasGoneFailsThen() throws Exception {
        TestClient client = TestClient.anybody();
        disk.holdUntilGone(FakeDisk.Method.READ);
        disk.plugin().open(client);
        CompletableFuture<String> failure = CompletableFuture.supplyAsync(() -> String.valueOf(
                assertThrows(DiskException.class, () -> read(0, 1)).getMessage()));
        assertTrue(disk.awaitHeld(Duration.ofSeconds(20)));

        client.disconnect();

        assertEquals("the client has gone", failure.get());
        assertTrue(disk.awaitNoneHeld(Duration.ZERO));
    }

    @Test
    void aTrimErasesOnlyItsRange() throws IOException {
        disk.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), END, RequestFlags.NONE);

        disk.trim(END + 1, 2, RequestFlags.NONE);

        assertArrayEquals(new byte[] {1, 0, 0, 4}, read(END, 4));
    }

    @Test
    void zeroesWithoutHolesAreData() throws IOException {
        disk.zero(0, 4096, RequestFlags.NONE.withNoHole(true));

        assertEquals(
                List.of("0+4096:" + BlockStatus.DATA, "4096+4096:" + (BlockStatus.HOLE | BlockStatus.ZERO)),
                extents(0, 8192));
    }

    @Test
    void aWriteChangesNoOtherPageThatWasZeroedWithoutHoles() throws IOException {
        disk.zero(0, 3 * 4096, RequestFlags.NONE.withNoHole(true));

        disk.write(ByteBuffer.wrap(new byte[] {1}), 4096, RequestFlags.NONE);

        assertArrayEquals(new byte[] {0, 1, 0}, read(4095, 3));
        assertArrayEquals(new byte[4096], read(0, 4096));
        assertArrayEquals(new byte[4096], read(2 * 4096, 4096));
    }

    @Test
    void shortAnswersHaveOneShortExtent() throws IOException {
        disk.answerShort(10);

        assertEquals(List.of("0+10:" + (BlockStatus.HOLE | BlockStatus.ZERO)), extents(5, 8192));
    }

    @Test
    void callsFailUntilHeal() throws IOException {
        DiskException scratch = new DiskException(NbdError.EIO, "a scratch");
        disk.fail(FakeDisk.Method.FLUSH, scratch);

        assertSame(scratch, assertThrows(IOException.class, disk::flush));
        disk.heal();
        disk.flush();

        assertEquals(2, disk.count(FakeDisk.Method.FLUSH));
    }

    @Test
    void aDiskWithADelayIsBlocking() {
        disk.delay(FakeDisk.Method.READ, Duration.ofMillis(1));

        assertTrue(disk.blocking());
    }

    @Test
    void heldCallsWaitUntilHeal() throws Exception {
        disk.hold(FakeDisk.Method.FLUSH);
        FutureTask<Void> flush = new FutureTask<>(() -> {
            disk.flush();
            return null;
        });
        Thread.ofVirtual().start(flush);

        assertTrue(disk.awaitHeld(Duration.ofSeconds(20)));
        assertFalse(flush.isDone());
        disk.heal();
        flush.get(20, TimeUnit.SECONDS);
    }

    @Test
    void awaitHeldReturnsFalseIfNoCallComes() throws InterruptedException {
        assertFalse(disk.awaitHeld(Duration.ofMillis(10)));
    }

    @Test
    void pagesHaveTheirNumberInADeclaredContext() throws IOException {
        List<String> pages = new ArrayList<>();
        disk.declaring("x:pages")
                .blockStatus("x:pages", 4000, 8192, (at, size, number) -> pages.add(size + ":" + number));

        assertEquals(List.of("96:0", "4096:1", "4000:2"), pages);
        assertThrows(DiskException.class, () -> disk.blockStatus("x:other", 0, 1, (at, size, number) -> true));
    }

    @Test
    void callsAreRecorded() throws IOException {
        disk.trim(1, 2, RequestFlags.NONE.withFua(true));

        assertEquals("[TRIM of 2 bytes at 1 [fua]]", disk.calls().toString());
    }
}
