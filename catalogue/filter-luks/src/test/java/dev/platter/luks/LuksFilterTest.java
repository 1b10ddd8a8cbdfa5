// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Secret;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LuksFilterTest {
    private static final int SIZE = 64 << 10;

    private final TestContext server = new TestContext();

    private LuksFilter filter(String passphrase) throws IOException {
        LuksFilter filter = new LuksFilter(new LuksFilter.Config(Secret.parse(passphrase, Path.of(""))));
        filter.prepare();
        filter.start(new TestOpener(FakeDisk.of(1)), server);
        return filter;
    }

    private static FakeDisk disk(byte[] bytes) throws IOException {
        FakeDisk disk = FakeDisk.of(bytes.length);
        disk.write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), 0, RequestFlags.NONE);
        return disk;
    }

    private AsyncDisk open(byte[] bytes) throws IOException {
        return AsyncDisk.of(filter(Headers.PASSPHRASE).open(new TestOpener(disk(bytes)), TestClient.anybody()));
    }

    private static byte[] read(AsyncDisk disk, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(length);
        disk.read(bytes, offset, HoleSink.NONE);
        byte[] read = new byte[length];
        bytes.get(0, read);
        return read;
    }

    private String refusal(byte[] bytes) throws IOException {
        return refusal(Headers.PASSPHRASE, bytes);
    }

    private String refusal(String passphrase, byte[] bytes) throws IOException {
        FakeDisk behind = disk(bytes);
        DiskException refused = assertThrows(
                DiskException.class, () -> filter(passphrase).open(new TestOpener(behind), TestClient.anybody()));
        assertEquals(1, behind.count(Method.CLOSE), "the disk behind was not closed");
        return refused.getMessage();
    }

    private static void assertHas(String part, String message) {
        assertTrue(message.contains(part), message);
    }

    private static byte[] luks1() throws IOException {
        return Headers.disk(Headers.luks1(), 512, SIZE);
    }

    private static byte[] luks2() throws IOException {
        return Headers.disk(Headers.luks2(Headers.json()), 4096, SIZE);
    }

    private static byte[] luks2(String from, String to) throws IOException {
        String json = Headers.json();
        assertTrue(json.contains(from), json);
        return Headers.disk(Headers.luks2(json.replace(from, to)), 4096, SIZE);
    }

    @Test
    void encryptedZeroesAreZeroes() throws IOException {
        AsyncDisk first = open(luks1());
        assertEquals(SIZE, first.size());
        assertArrayEquals(new byte[1000], read(first, 4000, 1000));
        assertArrayEquals(new byte[10_000], read(open(luks2()), 1, 10_000));
    }

    @Test
    void partsOfSectorsAreWritten() throws IOException {
        AsyncDisk disk = open(luks2());
        disk.write(ByteBuffer.allocateDirect(3).put(new byte[] {1, 2, 3}).flip(), 4095, RequestFlags.NONE);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 0}, read(disk, 4094, 5));
    }

    @Test
    void numbersOfSectorsBeginWhereTheHeaderSays() throws IOException {
        byte[] tweaked = luks2("\"iv_tweak\":\"0\"", "\"iv_tweak\":\"8\"");
        byte[] plain = luks2();
        // The second sector has the number that the first one has here.
        System.arraycopy(plain, Headers.LUKS2 + 4096, tweaked, Headers.LUKS2, 4096);
        assertArrayEquals(new byte[4096], read(open(tweaked), 0, 4096));
    }

    @Test
    void wrongPassphraseIsRefusedAndNotRepeated() throws IOException {
        for (byte[] bytes : new byte[][] {luks1(), luks2()}) {
            String message = refusal("a secret", bytes);
            assertHas("the passphrase is wrong: it fits none of 1 key slots", message);
            assertFalse(message.contains("secret"), message);
        }
        assertFalse(server.logged().toString().contains("secret"));
    }

    @Test
    void slotIsOpenedOnceUntilTheHeaderIsAnother() throws IOException {
        LuksFilter filter = filter(Headers.PASSPHRASE);
        FakeDisk first = disk(luks1());
        filter.open(new TestOpener(first), TestClient.anybody());
        first.forget();
        filter.open(new TestOpener(first), TestClient.anybody());
        assertEquals(1, first.count(Method.READ), "besides the header, the slot was read");

        FakeDisk other = disk(luks2());
        assertEquals(
                SIZE, filter.open(new TestOpener(other), TestClient.anybody()).size());
    }

    @Test
    void whatIsNotEncryptedIsRefused() throws IOException {
        assertHas("not encrypted with LUKS", refusal(new byte[100_000]));
        assertHas("not encrypted with LUKS", refusal(new byte[10]));
        byte[] third = luks1();
        third[7] = 3;
        assertHas("version 3", refusal(third));
        assertHas("cut off after 500 of 592 bytes", refusal(Arrays.copyOf(luks1(), 500)));
    }

    private static final int SLOT = 208 + 2 * 48;

    @ParameterizedTest
    @CsvSource({
        SLOT + ", 7, no key slot",
        (SLOT + 4) + ", 2000000000, 2000000000 iterations",
        (SLOT + 4) + ", 0, 0 iterations",
        (SLOT + 40) + ", -1, begin at 2199023255040",
        (SLOT + 44) + ", 0, 0 stripes",
        (SLOT + 44) + ", -1, 4294967295 stripes",
        "104, -1, would begin at 2199023255040",
        "108, 0, key of 0 bytes",
        "108, 65, key of 65 bytes",
        "108, -1, key of 4294967295 bytes",
        "164, 2000000000, no key slot",
        "8, 1936029300, cipher",
        "72, 1668246893, hash function",
    })
    void wildNumbersOfLuks1AreRefused(int at, int value, String part) throws IOException {
        byte[] bytes = luks1();
        ByteBuffer.wrap(bytes).putInt(at, value);
        assertHas(part, refusal(bytes));
    }

    @Test
    void otherSlotsAreTriedIfOneIsDamaged() throws IOException {
        byte[] bytes = luks1();
        ByteBuffer header = ByteBuffer.wrap(bytes);
        header.putInt(208, 0x00ac71f3).putInt(212, 10).putInt(208 + 40, -1).putInt(208 + 44, 4000);
        assertArrayEquals(new byte[512], read(open(bytes), 0, 512));
        assertHas("slot 0 cannot be tried: its 256000 bytes begin at", refusal("wrong", bytes));
    }

    @Test
    void secondCopyCountsIfTheFirstIsDamagedOrOlder() throws IOException {
        byte[] bytes = luks2();
        bytes[5000] ^= 1;
        assertArrayEquals(new byte[512], read(open(bytes), 0, 512));
        bytes[0] = 0;
        assertArrayEquals(new byte[512], read(open(bytes), 0, 512));
        bytes[(1 << 14) + 5000] ^= 1;
        assertHas("not encrypted", refusal(bytes));
        bytes[0] = 'L';
        assertHas("both copies", refusal(bytes));

        byte[] older = luks2();
        byte[] newer = Headers.copy(Headers.json().replace("\"0\",\n", "\"0\",\n "), 1 << 14, 8);
        System.arraycopy(newer, 0, older, 1 << 14, newer.length);
        System.arraycopy(Headers.copy("{}", 0, 6), 0, older, 0, 1 << 14);
        assertArrayEquals(new byte[512], read(open(older), 0, 512));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"keyslots\"|[\"keyslots\"|damaged",
                "\"tokens\":{},|\"tokens\":nonsense,|damaged at its character",
                "\"tokens\":{},|\"tokens\":{}|damaged at its character",
                "\"tokens\":{},|\"tokens\":\"\\x\",|damaged at its character",
                "\"stripes\":2|\"stripes\":999999999|999999999 stripes",
                "\"key_size\":64,\"af\"|\"key_size\":0,\"af\"|no proper 'key_size'",
                "\"offset\":\"32768\"|\"offset\":\"9223372036854775807\"|begin at 9223372036854775807",
                "\"offset\":\"32768\"|\"offset\":\"9223372036854775808\"|no proper 'offset'",
                "\"offset\":\"65536\"|\"offset\":\"9223372036854775807\"|would begin at 9223372036854775807",
                "\"offset\":\"65536\"|\"offset\":-1|no proper 'offset'",
                "\"size\":\"dynamic\"|\"size\":\"1000000000000\"|1000000000000 encrypted bytes",
                "\"sector_size\":4096|\"sector_size\":1000|1000 bytes",
                "\"sector_size\":4096|\"sector_size\":8192|sector_size",
                "\"sector_size\":4096|\"sector_size\":4096,\"integrity\":{}|integrity",
                "\"iterations\":10,\"salt\"|\"iterations\":4000000000,\"salt\"|4000000000 iterations",
                "\"type\":\"pbkdf2\",\"hash\":\"sha256\",\"iterations\":10,\"salt\"|\"type\":\"argon2id\","
                        + "\"time\":4,\"memory\":4194304,\"cpus\":4,\"salt\"|4194304 KiB",
                "\"type\":\"pbkdf2\",\"hash\":\"sha256\",\"iterations\":10,\"salt\"|\"type\":\"argon2id\","
                        + "\"time\":1000000,\"memory\":1024,\"cpus\":4,\"salt\"|1000000 passes",
                "\"type\":\"pbkdf2\",\"hash\":\"sha256\",\"iterations\":10,\"salt\"|\"type\":\"argon2i\","
                        + "\"time\":1,\"memory\":1,\"cpus\":1,\"salt\"|cannot be",
                "\"type\":\"pbkdf2\",\"hash\":\"sha256\",\"iterations\":10,\"salt\"|\"type\":\"scrypt\",\"salt\"|scrypt",
                "\"flags\":|\"requirements\":{\"mandatory\":[\"online-reencrypt\"]},\"flags\":|online-reencrypt",
                "\"segments\":[\"0\"]|\"segments\":[\"1\"]|has no digest",
                "\"keyslots\":[\"1\"]|\"keyslots\":[\"2\"]|no key slot",
            })
    void damageOfLuks2IsRefused(String from, String to, String part) throws IOException {
        assertHas(part, refusal(luks2(from, to)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "\"a"})
    void deepOrEndlessJsonIsRefused(String piece) throws IOException {
        byte[] bytes = Headers.disk(Headers.luks2("{\"a\":" + piece.repeat(2000)), 4096, SIZE);
        assertHas("damaged at its character", refusal(bytes));
    }
}
