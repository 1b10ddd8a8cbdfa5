// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Size;
import dev.platter.generators.Xoshiro256;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomPluginTest {
    private final TestContext server = new TestContext();

    private Disk disk(Optional<Long> seed) throws IOException {
        return started(seed).open(TestClient.anybody());
    }

    private RandomPlugin started(Optional<Long> seed) throws IOException {
        RandomPlugin plugin = new RandomPlugin(new RandomPlugin.Config(new Size(Long.MAX_VALUE), seed));
        plugin.start(server);
        return plugin;
    }

    private static String read(Disk disk, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(length + 2).position(1).limit(length + 1);
        disk.read(buffer, offset, HoleSink.NONE);
        assertEquals(buffer.limit(), buffer.position());
        assertEquals(0, buffer.get(0) | buffer.clear().get(length + 1), "what is outside of the request was changed");
        byte[] bytes = new byte[length];
        buffer.get(1, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Read from nbdkit 1.42.3. */
    @Test
    void bytesAreThoseOfNbdkit() throws IOException {
        assertEquals("b09246ef69a3c134c1019c4c8841966b", read(disk(Optional.of(1L)), 100, 16));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 0x7ffffffffffffff0", "0xffffffff, 12345"})
    void byteIsTheThirdNumberOfSeedAndOffset(String seed, String offset) throws IOException {
        long from = Long.decode(offset);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            Xoshiro256 random = new Xoshiro256(Long.decode(seed) + from + i);
            random.next();
            random.next();
            expected.append(HexFormat.of().toHexDigits((byte) random.next()));
        }
        assertEquals(expected.toString(), read(disk(Optional.of(Long.decode(seed))), from, 15));
    }

    @Test
    void readingInPiecesGivesTheSameBytes() throws IOException {
        Disk disk = disk(Optional.of(7L));
        String whole = read(disk, 1000, 40);
        for (int cut = 1; cut < 40; cut++) {
            assertEquals(whole, read(disk, 1000, cut) + read(disk, 1000 + cut, 40 - cut), "cut at " + cut);
        }
    }

    @Test
    void onlyTheSameBytesCanBeWritten() throws IOException {
        Disk disk = disk(Optional.of(7L));
        ByteBuffer bytes = ByteBuffer.allocateDirect(1003);
        disk.read(bytes, 5, HoleSink.NONE);
        disk.write(bytes.flip(), 5, RequestFlags.NONE);
        for (int i : new int[] {0, 500, 999, 1000, 1002}) {
            bytes.put(i, (byte) ~bytes.get(i));
            DiskException refused =
                    assertThrows(DiskException.class, () -> disk.write(bytes.rewind(), 5, RequestFlags.NONE));
            assertEquals(NbdError.EIO, refused.error());
            assertEquals("data written does not match expected", refused.getMessage());
            bytes.put(i, (byte) ~bytes.get(i));
        }
        assertEquals(
                NbdError.EIO,
                assertThrows(DiskException.class, () -> disk.trim(0, 4096, RequestFlags.NONE))
                        .error());
        assertEquals(
                NbdError.EIO,
                assertThrows(DiskException.class, () -> disk.zero(0, 4096, RequestFlags.NONE))
                        .error());
    }

    @Test
    void withoutASeedDisksDiffer() throws IOException {
        assertNotEquals(read(disk(Optional.empty()), 0, 16), read(disk(Optional.empty()), 0, 16));
    }

    @Test
    void drawnSeedGoesOverToANewVersion() throws IOException {
        RandomPlugin old = started(Optional.empty());
        RandomPlugin next = new RandomPlugin(new RandomPlugin.Config(new Size(1 << 20), Optional.empty()));
        next.adopt(old.release());
        next.start(server);
        assertEquals(read(old.open(TestClient.anybody()), 0, 16), read(next.open(TestClient.anybody()), 0, 16));

        RandomPlugin other = new RandomPlugin(new RandomPlugin.Config(new Size(1 << 20), Optional.of(5L)));
        other.adopt(old.release());
        other.start(server);
        assertEquals(read(disk(Optional.of(5L)), 0, 16), read(other.open(TestClient.anybody()), 0, 16));
    }
}
