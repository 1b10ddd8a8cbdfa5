// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.ThreadModel;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WiretapTest {
    private final Findings findings = new Findings();
    private final Wiretap tap = new Wiretap(findings, ThreadModel.PARALLEL);
    private final Plugin plugin = tap.around(FakeDisk.of(4096).plugin());

    @AfterEach
    void stopListening() {
        tap.close();
    }

    private List<String> broken() {
        return findings.all().stream().map(Finding::property).toList();
    }

    private Disk open() throws IOException {
        plugin.prepare();
        plugin.start(new TestContext());
        return plugin.open(TestClient.anybody());
    }

    @Test
    void correctCallsAreNotFindings() throws IOException {
        Disk disk = open();
        disk.trim(0, 512, RequestFlags.NONE);
        disk.close();
        plugin.stop();

        assertEquals(List.of(), broken());
    }

    @Test
    void aReadThatDoesNotFillItsBufferIsFound() throws IOException {
        Plugin careless = tap.around((Plugin) client -> new Disk() {
            @Override
            public long size() {
                return 4096;
            }

            @Override
            public void read(ByteBuffer into, long offset, HoleSink holes) {
                into.put(0, (byte) 1);
            }
        });
        careless.prepare();
        careless.start(new TestContext());
        careless.open(TestClient.anybody()).read(ByteBuffer.allocateDirect(1), 0, HoleSink.NONE);

        assertEquals(List.of(Rules.FILL), broken());
    }

    @Test
    void aSecondCloseIsFound() throws IOException {
        Disk disk = open();
        disk.close();
        disk.close();

        assertEquals(List.of(Rules.CLOSE), broken());
    }

    @Test
    void aCallAfterCloseIsFound() throws IOException {
        Disk disk = open();
        disk.close();
        disk.flush();

        assertEquals(List.of(Rules.CLOSE), broken());
    }

    @Test
    void aStopWithDisksOpenIsFound() throws IOException {
        Disk disk = open();
        plugin.stop();
        disk.close();

        assertEquals(List.of(Rules.CLOSE), broken());
    }

    @Test
    void aDiskThatIsOpenedBeforeTheStartIsFound() throws IOException {
        plugin.prepare();
        plugin.open(TestClient.anybody()).close();

        assertEquals(List.of(Rules.LIFECYCLE), broken());
    }

    @Test
    void callsThatOverlapAgainstTheDeclarationAreFound() throws IOException {
        Findings overlaps = new Findings();
        try (Wiretap strict = new Wiretap(overlaps, ThreadModel.SERIALIZE_ALL_REQUESTS)) {
            strict.enters("read");
            strict.enters("write");
        }

        assertEquals(Rules.SERIALIZATION, overlaps.all().getFirst().property());
    }
}
