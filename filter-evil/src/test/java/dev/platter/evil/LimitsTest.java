// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Export;
import dev.platter.api.Opener;
import dev.platter.api.parameters.ParameterException;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges, triggers and counts limit where, when and how much is corrupted. */
class LimitsTest {
    private static final int SIZE = 100_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"cosmic-rays", "stuck-bits", "stuck-wires"})
    void onlyBitsInRangesAreCorrupted(String mode) throws IOException {
        Disk disk = Given.disk(
                Fill.of(0, SIZE),
                "evil=" + mode + " evil-seed=1 evil-probability=0.1 evil-range=1000-1999 evil-range=50000-");
        byte[] read = Given.read(disk, 500, SIZE - 500);
        int inside = 0;
        for (int i = 0; i < read.length; i++) {
            int at = 500 + i;
            if ((at >= 1000 && at < 2000) || at >= 50_000) {
                inside += read[i] == 0 ? 0 : 1;
            } else {
                assertEquals(0, read[i], "at " + at);
            }
        }
        assertTrue(inside > 1000, inside + " bytes");
        assertArrayEquals(new byte[1000], Given.read(disk, 0, 1000));
    }

    @Test
    void aRangeDoesNotChangeWhichBitsAreStuck() throws IOException {
        byte[] all = Given.read(Given.disk(Fill.of(0, SIZE), "evil-seed=1 evil-probability=0.1"), 1000, 1000);
        String line = "evil-seed=1 evil-probability=0.1 evil-range=1000-1999";
        assertArrayEquals(all, Given.read(Given.disk(Fill.of(0, SIZE), line), 1000, 1000));
    }

    @ParameterizedTest
    @CsvSource({"0-100000", "100000-", "99999-200000"})
    void aRangeBeyondTheDiskIsRefusedAtTheStart(String range) throws IOException {
        EvilFilter filter = Given.filter("evil-range=0-9 evil-range=" + range);
        RecordingDisk behind = RecordingDisk.of(SIZE);
        var opener = new TestOpener(behind);
        String message = assertThrows(DiskException.class, () -> filter.start(opener, new TestContext()))
                .getMessage();
        assertTrue(message.startsWith("evil-range=" + range + " reaches beyond the end of the disk behind"), message);
        assertEquals(List.of("close"), behind.requests());
    }

    /** The disk may differ from the one at the start, or there was none at the start. */
    @ParameterizedTest
    @CsvSource({"0-100000", "100000-", "99999-200000"})
    void aRangeBeyondTheDiskIsRefusedToClients(String range) throws IOException {
        EvilFilter filter = Given.filter("evil-range=" + range);
        filter.start(new NeedsAClient(), new TestContext());
        Disk disk = filter.open(new TestOpener(Fill.of(0, SIZE)), TestClient.anybody());
        String message = assertThrows(DiskException.class, disk::size).getMessage();
        assertTrue(message.startsWith("evil-range=" + range + " reaches beyond the end of the disk behind"), message);
        assertTrue(message.contains(" 100000 bytes"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-99999", "99999-", "-"})
    void aRangeOnTheDiskIsAccepted(String range) throws IOException {
        assertEquals(SIZE, Given.disk(Fill.of(0, SIZE), "evil-range=" + range).size());
    }

    @ParameterizedTest
    @CsvSource({"1e-3, 20", "0.1, 300", "0.1, 0"})
    void corruptionEndsAfterTheCount(String probability, int count) throws IOException {
        EvilFilter filter =
                Given.filter("evil=cosmic-rays evil-seed=1 evil-count=" + count + " evil-probability=" + probability);
        long corrupted = 0;
        for (int connection = 0; connection < 50; connection++) {
            Disk disk = Given.disk(Fill.of(0, SIZE), filter, connection);
            corrupted += Given.difference(new byte[1000], Given.read(disk, 0, 1000));
        }
        assertEquals(count, corrupted);
    }

    @Test
    void corruptionNeedsTheTriggerFile() throws IOException {
        Path trigger = folder.resolve("trigger");
        Disk disk = Given.disk(Fill.of(0, SIZE), "evil-seed=1 evil-probability=0.1 evil-trigger=" + trigger);
        assertTrue(disk.blocking());
        assertArrayEquals(new byte[1000], Given.read(disk, 0, 1000));
        Files.createFile(trigger);
        assertTrue(Given.difference(new byte[1000], Given.read(disk, 0, 1000)) > 0);
        Files.delete(trigger);
        assertArrayEquals(new byte[1000], Given.read(disk, 0, 1000));
    }

    /** Flipped bits have at least seven neighbours, unless the read ends. */
    @Test
    void burstsAreRunsOfNeighbours() throws IOException {
        Disk disk = Given.disk(Fill.of(0, SIZE), "evil=cosmic-rays evil-seed=1 evil-probability=1e-3 evil-burst=8");
        byte[] read = Given.read(disk, 0, SIZE);
        int run = 0;
        int runs = 0;
        for (int bit = 0; bit < SIZE * 8; bit++) {
            if ((read[bit / 8] >> bit % 8 & 1) != 0) {
                run++;
            } else if (run > 0) {
                assertTrue(run >= 8 || bit - run == 0, "a run of " + run + " at " + bit);
                runs++;
                run = 0;
            }
        }
        assertTrue(runs > 50 && runs < 150, runs + " runs");
    }

    @ParameterizedTest
    @CsvSource({"evil-burst, 0", "evil-burst, 65537", "evil-count, -1"})
    void numbersOutOfRangeAreRefused(String key, String value) {
        ParameterException e = assertThrows(ParameterException.class, () -> Given.parameters(key + "=" + value));
        assertEquals(key, e.key());
        assertTrue(e.getMessage().endsWith("not " + value), e.getMessage());
        assertFalse(e.getMessage().contains(key));
    }

    /** A plugin that cannot open a disk without a client. */
    private record NeedsAClient() implements Opener {
        @Override
        public Disk open(Client client) throws IOException {
            throw new DiskException(NbdError.ENOTSUP, "which one?");
        }

        @Override
        public List<Export> exports(Client client) {
            return List.of();
        }

        @Override
        public String defaultExport(Client client) {
            return "";
        }
    }
}
