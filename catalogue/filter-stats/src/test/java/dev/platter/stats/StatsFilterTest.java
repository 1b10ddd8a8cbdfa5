// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.HeldLoan;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted, and the text that is made of it. */
class StatsFilterTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("stats");
    }

    private StatsFilter started(boolean append) throws IOException {
        StatsFilter filter = new StatsFilter(new StatsFilter.Config(file, append, 0));
        filter.prepare();
        filter.start(new TestOpener(RecordingDisk.of(1)), new TestContext());
        return filter;
    }

    private static AsyncDisk open(StatsFilter filter, Disk behind) throws IOException {
        return (AsyncDisk) filter.open(new TestOpener(behind), TestClient.anybody());
    }

    /** The lines up to the times, which differ. */
    private String counts() throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return String.join(
                    "; ",
                    lines.map(line -> line.replaceAll(",.*s, ([\\d.]+ \\w+), .*", " $1"))
                            .toList());
        }
    }

    @Test
    void everyKindOfRequestIsCounted() throws IOException {
        StatsFilter filter = started(false);
        AsyncDisk disk = open(filter, RecordingDisk.of(1 << 20));
        disk.read(ByteBuffer.allocateDirect(100), 0, HoleSink.NONE);
        disk.read(ByteBuffer.allocateDirect(100), 0, HoleSink.NONE);
        disk.write(ByteBuffer.allocateDirect(2048), 0, RequestFlags.NONE);
        disk.trim(0, 3072, RequestFlags.NONE);
        disk.zero(0, 1 << 20, RequestFlags.NONE);
        disk.extents(0, 10, (_, _, _) -> true);
        disk.blockStatus("x:dirty", 0, 20, (_, _, _) -> true);
        disk.cache(0, 512);
        disk.flush();
        disk.close();
        filter.stop();
        assertEquals(
                "total: 9 ops 1.01 MiB; read: 2 ops 200 bytes; write: 1 ops 2.00 KiB; trim: 1 ops 3.00 KiB; zero: 1"
                        + " ops 1.00 MiB; extents: 2 ops 30 bytes; cache: 1 ops 512 bytes; flush: 1 ops 0 bytes",
                counts());
    }

    @Test
    void failedRequestsAreNotCounted() throws IOException {
        StatsFilter filter = started(false);
        HeldDisk held = new HeldDisk(1000);
        AsyncDisk disk = open(filter, held);
        disk.flush(new TestCompletion());
        disk.flush(new TestCompletion());
        Completion first = held.release().getFirst();
        first.failed(new IOException("no"));
        disk.close();
        filter.stop();
        assertEquals("total: 0 ops 0 bytes", counts());
    }

    @Test
    void lentReadsAreCountedIfTheyAreLent() throws IOException {
        StatsFilter filter = started(false);
        LendingDisk lending = new LendingDisk();
        AsyncDisk disk = open(filter, lending);
        try (HeldLoan loan = new HeldLoan()) {
            assertTrue(disk.lend(0, 300, loan));
            lending.declines = true;
            assertFalse(disk.lend(0, 300, loan));
        }
        disk.close();
        filter.stop();
        assertEquals("total: 1 ops 300 bytes; read: 1 ops 300 bytes", counts());
    }

    @Test
    void fileIsReplacedUnlessAppendingIsAskedFor() throws IOException {
        Files.writeString(file, "before\n");
        started(true).stop();
        assertEquals("before; total: 0 ops 0 bytes", counts());
        started(false).stop();
        assertEquals("total: 0 ops 0 bytes", counts());
    }

    private static Tallies reads(int... lengths) {
        Tallies counted = Tallies.empty();
        for (int i = 0; i < lengths.length; i++) {
            counted.reads().add(4096L * i, lengths[i], 1000);
        }
        return counted;
    }

    @Test
    void mostFrequentLengthsComeFirstAndTheRestIsSummedUp() {
        String report = new Report(2 * SECOND, 75).of(reads(600, 4096, 8191, 743, 4096));
        assertEquals("""
            total: 5 ops, 2.000000 s, 17.31 KiB, 8.66 KiB/s
            read: 5 ops, 0.000005 s, 17.31 KiB, 3.30 GiB/s op, 8.66 KiB/s total
              Request size and alignment breakdown:
                12 bits: 60.0% (3 reqs, 16.00 KiB total)
                     12 bit aligned: 100.0% (3)
                     13 bit aligned:  66.7% (2)
                     14 bit aligned:  33.3% (1)
                other sizes: 40.0% (2 reqs, 1.31 KiB total)

            """, report);
    }

    @Test
    void alignmentsOfTheLastFewRequestsAreOneLine() {
        Tallies counted = Tallies.empty();
        for (int i = 0; i < 60; i++) {
            counted.reads().add(4096L * i, 4096, 0);
        }
        String report = new Report(SECOND, 95).of(counted);
        assertEquals("""
            total: 60 ops, 1.000000 s, 240.00 KiB, 240.00 KiB/s
            read: 60 ops, 0.000000 s, 240.00 KiB, (n/a)/s op, 240.00 KiB/s total
              Request size and alignment breakdown:
                12 bits: 100.0% (60 reqs, 240.00 KiB total)
                     12 bit aligned: 100.0% (60)
                     13 bit aligned:  50.0% (30)
                     14 bit aligned:  25.0% (15)
                     15 bit aligned:  13.3% (8)
                     16 bit aligned:   6.7% (4)
                     17+ bit-aligned:  3.3% (2)

            """, report);
    }

    @Test
    void offsetZeroHasNoLineOfItsOwn() {
        assertFalse(new Report(SECOND, 95).of(reads(512, 512)).contains("64 bit"));
    }

    /** Lends a hole for whatever is asked for. */
    private static final class LendingDisk implements Disk {
        private boolean declines;

        @Override
        public long size() {
            return 1 << 20;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.position(into.limit());
        }

        @Override
        public boolean lend(long offset, int length, Loan loan) {
            if (!declines) {
                loan.hole(length);
            }
            return !declines;
        }
    }
}
