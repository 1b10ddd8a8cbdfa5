// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ddrescue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Support;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DdrescueFilterTest {
    private static final String MAP = """
        # Mapfile. Created by GNU ddrescue version 1.27
        # current_pos  current_status  current_pass
        0x00001000     +               1
        #      pos        size  status
        0x00000000  0x00001000  +
        0x00001000  0x00001000  -
        0x00002000  0x00001000  ?
        0x00005000  0x00001000  +
        0x00006000  0x00001000  +
        """;

    private final RecordingDisk behind = RecordingDisk.of(1 << 20);
    private final TestOpener next = new TestOpener(behind);

    @TempDir
    private Path folder;

    private AsyncDisk open(String map) throws IOException {
        Path file = Files.writeString(folder.resolve("map"), map);
        DdrescueFilter filter = new DdrescueFilter(new DdrescueFilter.Config(Optional.of(file)));
        filter.start(next, new TestContext());
        return (AsyncDisk) filter.open(next, TestClient.anybody());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4096, true",
        "0, 4097, false",
        "4095, 2, false",
        "0x2000, 512, false",
        "0x3000, 1, false",
        "0x4fff, 2, false",
        "0x5000, 8192, true",
        "0x5fff, 2, true",
        "0x6fff, 2, false",
        "0x7000, 10, false",
    })
    void onlyWhatWasRescuedCanBeRead(String offset, int length, boolean readable) throws IOException {
        TestCompletion end = new TestCompletion();
        open(MAP).read(ByteBuffer.allocateDirect(length), Long.decode(offset), HoleSink.NONE, end);
        assertEquals(readable, end.outcome().equals("succeeded"), end.outcome());
        assertEquals(readable ? 1 : 0, behind.requests().size());
    }

    @Test
    void partsMayComeInAnyOrderAndOverlap() {
        RescuedRanges ranges = new RescuedRanges();
        ranges.add(30, 40);
        ranges.add(10, 20);
        ranges.add(50, 60);
        ranges.add(15, 52);
        assertTrue(ranges.contain(10, 50));
        assertFalse(ranges.contain(9, 2));
        assertFalse(ranges.contain(59, 2));
    }

    @Test
    void diskIsReadOnlyAndHidesTheHolesOfTheImage() throws IOException {
        AsyncDisk disk = open(MAP);
        assertTrue(next.clients().getFirst().readOnly());
        assertFalse(disk.features().write());
        assertEquals(Support.EMULATED, disk.features().extents());
    }

    @ParameterizedTest
    @CsvSource({
        "0x0 0x100 x, a status is one of",
        "0x0 0x100, 'a position, a size and a status'",
        "0x100 -0x100 +, block size must not be negative",
        "x 0x100 +, the position is not a number",
    })
    void wrongLineIsNamed(String line, String complaint) {
        String message =
                assertThrows(IOException.class, () -> open("0 + 1\n" + line)).getMessage();
        assertTrue(message.contains(", line 2: "), message);
        assertTrue(message.contains(complaint), message);
    }

    @Test
    void withoutAMapEverythingCanBeRead() throws IOException {
        DdrescueFilter filter = new DdrescueFilter(new DdrescueFilter.Config(Optional.empty()));
        filter.start(next, new TestContext());
        filter.open(next, TestClient.anybody()).read(ByteBuffer.allocateDirect(10), 0, HoleSink.NONE);
        assertEquals(List.of("read 10 at 0"), behind.requests());
    }
}
