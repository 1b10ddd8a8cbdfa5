// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.info.InfoPlugin.Mode;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InfoPluginTest {
    private static Disk open(Mode mode, String exportName) throws IOException {
        return open(mode, TestClient.anybody().withExportName(exportName));
    }

    private static Disk open(Mode mode, Client client) throws IOException {
        InfoPlugin plugin = new InfoPlugin(new InfoPlugin.Config(mode));
        plugin.start(new TestContext());
        return plugin.open(client);
    }

    private static ByteBuffer contents(Disk disk) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) disk.size());
        disk.read(bytes, 0, HoleSink.NONE);
        return bytes.flip();
    }

    private static String text(Disk disk) throws IOException {
        return StandardCharsets.UTF_8.decode(contents(disk)).toString();
    }

    private static Duration time(Disk disk) throws IOException {
        ByteBuffer bytes = contents(disk);
        return Duration.ofSeconds(bytes.getLong(), bytes.getInt() * 1000L);
    }

    @Test
    void exportNameIsTheDisk() throws IOException {
        assertEquals("grüezi", text(open(Mode.EXPORTNAME, "grüezi")));
        assertEquals(0, open(Mode.EXPORTNAME, "").size());
    }

    @Test
    void base64IsDecodedAcrossLineBreaks() throws IOException {
        assertEquals("hello", text(open(Mode.BASE64EXPORTNAME, "aGVs\nbG8=\n")));
    }

    @Test
    void nameThatIsNotBase64IsRefusedWithItsText() {
        DiskException refused = assertThrows(DiskException.class, () -> open(Mode.BASE64EXPORTNAME, "a*b"));

        assertTrue(refused.getMessage().contains("'a*b' cannot be decoded from base64"), refused.getMessage());
    }

    @Test
    void readBeginsAndEndsAnywhere() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(3);
        open(Mode.EXPORTNAME, "0123456789").read(bytes, 4, HoleSink.NONE);

        assertEquals("456", new String(bytes.array(), StandardCharsets.UTF_8));
    }

    @Test
    void timeOfDayIsThatOfTheRead() throws IOException {
        Disk disk = open(Mode.TIME, "");
        Duration before = Duration.between(Instant.EPOCH, Instant.now());

        Duration told = time(disk);

        Duration after = Duration.between(Instant.EPOCH, Instant.now());
        assertTrue(told.compareTo(before.minusNanos(999)) >= 0 && told.compareTo(after) <= 0, told::toString);
    }

    @Test
    void timesSinceTheStartAndTheOpeningGrow() throws IOException {
        for (Mode mode : new Mode[] {Mode.UPTIME, Mode.CONNTIME}) {
            Disk disk = open(mode, "");
            Duration first = time(disk);
            while (time(disk).equals(first)) {
                Thread.onSpinWait();
            }
            assertTrue(time(disk).compareTo(first) > 0 && first.compareTo(Duration.ofMinutes(5)) < 0, mode::name);
        }
    }

    @Test
    void onlyWhatIsTheSameForAllIsOfferedOverSeveralConnections() throws IOException {
        assertTrue(open(Mode.EXPORTNAME, "x").features().multiConn());
        assertEquals(false, open(Mode.TIME, "x").features().multiConn());
    }
}
