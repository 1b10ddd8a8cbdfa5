// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.extentlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.ExtentSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtentListFilterTest {
    private static final long SIZE = 1L << 40;

    @TempDir
    private Path folder;

    private ExtentTable table(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("list"), text);
        return new ExtentFile(file).read();
    }

    private static List<String> reported(ExtentTable table, long offset, long length) {
        List<String> extents = new ArrayList<>();
        ExtentSink sink = (at, size, status) -> {
            extents.add(at + "+" + size + " " + status);
            return extents.size() < 4;
        };
        table.report(offset, length, SIZE, sink);
        return extents;
    }

    @Test
    void extentsAreReportedToTheirEndsWithHolesBetweenThem() throws IOException {
        ExtentTable table = table("4k 1k zero\n512 512\n0 512 hole\n\t1024  1k\t3\n8k 1M zero,hole");
        assertEquals(List.of("0+512 1", "512+512 0", "1024+1024 3", "2048+2048 3"), reported(table, 0, 100 * 1024));
        assertEquals(List.of("600+424 0"), reported(table, 600, 100));
        assertEquals(List.of("4100+1020 2", "5120+3072 3"), reported(table, 4100, 1100));
        assertEquals(List.of("8192+1048576 3"), reported(table, 8192, 10));
        assertEquals(List.of("2000000+1099509627776 3"), reported(table, 2_000_000, 10));
    }

    @Test
    void emptyListIsAHole() throws IOException {
        assertEquals(List.of("5+1099511627771 3"), reported(table(""), 5, 7));
        assertEquals(List.of("5+1099511627771 3"), reported(table("0 0\n6 0"), 5, 7));
    }

    @Test
    void extentMayReachBeyondTheLargestDisk() throws IOException {
        assertEquals(List.of("5+1099511627771 0"), reported(table("0 7E\n7E 7E hole"), 5, 7));
    }

    @ParameterizedTest
    @CsvSource({
        "x, 1",
        "0, 1",
        "'0 1M\n', 0",
        "'0 1M\n\n', 2",
        "0 1M 4, 1",
        "0 1M -1, 1",
        "0 1M foo, 1",
        "'0 1M hole, zero', 1",
        "'0 1k\n# end', 2",
        "-1 5, 1",
        "0 8E, 1",
    })
    void wrongLineIsNamedWithItsNumber(String text, int line) throws IOException {
        if (line == 0) {
            table(text);
            return;
        }
        String message = assertThrows(IOException.class, () -> table(text)).getMessage();
        assertTrue(message.contains("list, line " + line + ": "), message);
    }

    @Test
    void fileThatIsNotTextIsRefused() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[] {(byte) 0xeb, 0x3c, (byte) 0x90});
        assertEquals(
                "extentlist: " + image + " is not text: name a file that lists extents",
                assertThrows(IOException.class, new ExtentFile(image)::read).getMessage());
    }

    @Test
    void overlapIsRefusedWithBothNumbers() {
        String message =
                assertThrows(IOException.class, () -> table("512 1M\n0 1k")).getMessage();
        assertTrue(message.contains("overlapping: one ends at 1024, and another begins at 512"), message);
    }

    @Test
    void millionExtentsAreQuick() throws IOException {
        String text =
                IntStream.range(0, 1_000_000).mapToObj(i -> i * 8192L + " 4096").collect(Collectors.joining("\n"));
        assertTimeout(Duration.ofSeconds(20), () -> {
            ExtentTable table = table(text);
            for (int i = 0; i < 100_000; i++) {
                assertEquals(List.of(i * 8192L + "+4096 0"), reported(table, i * 8192L, 4096));
            }
        });
    }
}
