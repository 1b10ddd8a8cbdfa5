// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A write of more than 1000 bytes closes the connection. */
class DisconnectTest {
    private final RecordingDisk behind = RecordingDisk.of(1 << 20);
    private final TestClient client = TestClient.anybody();
    private final TestCompletion end = new TestCompletion();
    private AsyncDisk disk;

    @BeforeEach
    void open() throws IOException {
        disk = Filtered.disk(behind, Filtered.config(ErrorPolicy.ALLOW, "", "", "", "1000"), client);
    }

    @Test
    void aLongWriteClosesTheConnection() {
        disk.write(ByteBuffer.allocate(1001), 0, RequestFlags.NONE, end);
        assertTrue(end.outcome().startsWith("ESHUTDOWN "), end.outcome());
        assertTrue(client.isGone());
        assertEquals(List.of(), behind.requests());
    }

    @Test
    void aWriteOfTheLongestLengthPasses() {
        disk.write(ByteBuffer.allocate(1000), 0, RequestFlags.NONE, end);
        assertEquals("succeeded", end.outcome());
        assertFalse(client.isGone());
    }

    @Test
    void otherRequestsMayBeLonger() {
        disk.read(ByteBuffer.allocate(1001), 0, HoleSink.NONE, end);
        disk.zero(0, 1001, RequestFlags.NONE, new TestCompletion());
        assertEquals("succeeded", end.outcome());
        assertFalse(client.isGone());
    }
}
