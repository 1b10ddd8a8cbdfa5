// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Byte 5 of the disk behind is 5. */
class XorFilterTest {
    private final TestContext server = new TestContext();
    private final RecordingDisk behind = RecordingDisk.of(4 << 20);

    private XorFilter started(String key, Optional<Integer> length) {
        XorFilter filter = new XorFilter(new XorFilter.Config(KeyText.parse(key), length));
        filter.start(new TestOpener(behind), server);
        return filter;
    }

    private AsyncDisk open(XorFilter filter) throws IOException {
        return AsyncDisk.of(filter.open(new TestOpener(behind), TestClient.anybody()));
    }

    private static String read(AsyncDisk disk, long offset, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(length + 3).position(3);
        disk.read(into, offset, HoleSink.NONE);
        byte[] bytes = new byte[length];
        into.get(3, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "0xff, 1, 0, fffefdfc",
        "85, 1, 3, 56515053",
        "0x0100, 2, 0, 0101030305050707",
        "0x0100, 2, 1, 0103030505",
        "0x010203, 3, 0, 01030102060607",
        "0x0102030405060708, 8, 0, 010301070103010f",
        "017, 1, 0, 0f0e",
    })
    void numberIsRepeatedFromTheBeginningOfTheDisk(String key, int length, long offset, String expected)
            throws IOException {
        assertEquals(expected, read(open(started(key, Optional.of(length))), offset, expected.length() / 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x0102030405 5", "rand:7 0"})
    void anyPartHasTheSameBytes(String words) throws IOException {
        String[] key = words.split(" ");
        AsyncDisk disk =
                open(started(key[0], key[1].equals("0") ? Optional.empty() : Optional.of(Integer.valueOf(key[1]))));
        String whole = read(disk, 0, 100);
        for (int from = 0; from < 100; from++) {
            for (int to = from + 1; to <= Math.min(100, from + 20); to++) {
                assertEquals(whole.substring(2 * from, 2 * to), read(disk, from, to - from));
            }
        }
    }

    @Test
    void longReadIsDoneByWorkers() throws IOException {
        AsyncDisk disk = open(started("0x80", Optional.empty()));
        TestCompletion end = new TestCompletion();
        ByteBuffer into = ByteBuffer.allocateDirect(1 << 20);
        disk.read(into, 0, HoleSink.NONE, end);
        assertEquals("pending", end.outcome());
        server.work();
        assertEquals("succeeded", end.outcome());
        for (int i = 0; i < into.capacity(); i++) {
            assertEquals((byte) (i ^ 0x80), into.get(i));
        }
    }

    @Test
    void anotherSeedIsAnotherKey() throws IOException {
        String first = read(open(started("rand:1", Optional.empty())), 0, 64);
        assertEquals(first, read(open(started("rand:1", Optional.empty())), 0, 64));
        assertNotEquals(first, read(open(started("rand:2", Optional.empty())), 0, 64));
        assertNotEquals(
                read(open(started("rand", Optional.empty())), 0, 64),
                read(open(started("rand", Optional.empty())), 0, 64));
    }

    @Test
    void drawnSeedGoesOverToANewVersion() throws IOException {
        XorFilter old = started("rand", Optional.empty());
        XorFilter next = new XorFilter(new XorFilter.Config(KeyText.parse("rand"), Optional.empty()));
        next.adopt(old.release());
        next.start(new TestOpener(behind), server);
        assertEquals(read(open(old), 0, 64), read(open(next), 0, 64));
        assertFalse(next.coexists());
    }

    @Test
    void zeroesAreWrittenAndHolesAreNotZero() throws IOException {
        AsyncDisk disk = open(started("1", Optional.empty()));
        Features features = disk.features();
        assertEquals(Support.EMULATED, features.zero());
        assertFalse(features.fastZero());

        List<Long> statuses = new ArrayList<>();
        disk.extents(0, 4096, (offset, length, status) -> statuses.add(status & BlockStatus.ZERO));
        assertEquals(0, statuses.stream().mapToLong(Long::longValue).sum());
        disk.read(ByteBuffer.allocateDirect(4096), 0, (index, length) -> {
            throw new AssertionError("a hole at " + index);
        });
    }

    @Test
    void writtenBytesBelongToTheClientStill() throws IOException {
        ByteBuffer from = ByteBuffer.allocateDirect(1000).putInt(0, 4711);
        open(started("1", Optional.empty())).write(from.duplicate(), 0, RequestFlags.NONE);
        assertEquals(4711, from.getInt(0));
        assertEquals(0, from.get(999));
    }
}
