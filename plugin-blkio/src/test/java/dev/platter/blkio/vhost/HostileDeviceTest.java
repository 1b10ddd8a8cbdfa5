// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.blkio.device.Device;
import dev.platter.blkio.device.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Devices that answer with nonsense, late, or not at all are refused with a sentence that says what was wrong. */
@EnabledOnOs(OS.LINUX)
class HostileDeviceTest {
    @TempDir
    private Path folder;

    private FakeDevice device() throws IOException {
        return new FakeDevice(folder.resolve("sock"));
    }

    private static Device connect(FakeDevice device, Duration patience, String... properties) throws IOException {
        Map<String, String> values = properties.length == 0
                ? Map.of("path", device.path().toString())
                : Map.of("path", device.path().toString(), properties[0], properties[1]);
        return new VhostUserDriver(patience).connect(new Settings(values), false, new FakeUser());
    }

    private static void isRefused(String expected, FakeDevice device, String... properties) {
        try (device) {
            String said = assertThrows(
                            IOException.class,
                            () -> connect(device, Duration.ofSeconds(10), properties)
                                    .close())
                    .getMessage();
            assertTrue(said.contains(expected), said);
        }
    }

    @Test
    void deviceThatSaysTheRightThingsIsConnected() throws IOException {
        try (FakeDevice device = device();
                Device connected = connect(device, Duration.ofSeconds(10))) {
            assertEquals(1 << 20, connected.traits().capacity());
            assertEquals("1048576", connected.get("capacity"));
        }
    }

    @Test
    void deviceWithoutAcknowledgementsIsConnected() throws IOException {
        try (FakeDevice device = device().withoutProtocolFeature(ProtocolFeatures.ACKNOWLEDGEMENTS);
                Device connected = connect(device, Duration.ofSeconds(10))) {
            assertEquals(1 << 20, connected.traits().capacity());
        }
    }

    @Test
    void deviceThatClosesTheConnectionIsLost() throws IOException {
        isRefused(
                "was lost at GET_FEATURES: it has closed the connection",
                device().answering(VhostRequest.GET_FEATURES, ByteBuffer.allocate(0)));
    }

    @Test
    void silentDeviceIsGivenUp() throws IOException {
        // Half an answer: the rest never comes.
        try (FakeDevice device =
                device().answering(VhostRequest.GET_FEATURES, FakeDevice.message(1, FakeDevice.REPLY, 8))) {
            String said = assertThrows(IOException.class, () -> connect(device, Duration.ofMillis(50)))
                    .getMessage();
            assertTrue(said.contains("has not answered GET_FEATURES within 50 ms"), said);
        }
    }

    @Test
    void answerToAnotherRequestIsRefused() throws IOException {
        isRefused(
                "answers GET_FEATURES with message 99 and flags 0x5",
                device().answering(VhostRequest.GET_FEATURES, FakeDevice.message(99, FakeDevice.REPLY, 8, 0)));
    }

    @Test
    void messageThatIsNotAnAnswerIsRefused() throws IOException {
        isRefused(
                "answers GET_FEATURES with message 1 and flags 0x1",
                device().answering(VhostRequest.GET_FEATURES, FakeDevice.message(1, 1, 8, 0)));
    }

    @Test
    void answerOfImpossibleLengthIsRefused() throws IOException {
        isRefused(
                "answers GET_FEATURES with 4294967295 bytes",
                device().answering(VhostRequest.GET_FEATURES, FakeDevice.message(1, FakeDevice.REPLY, -1, 0)));
    }

    @Test
    void answerOfTheWrongLengthIsRefused() throws IOException {
        isRefused(
                "answers GET_FEATURES with 16 bytes instead of 8",
                device().answering(VhostRequest.GET_FEATURES, FakeDevice.message(1, FakeDevice.REPLY, 16, 0, 0)));
    }

    @Test
    void shortConfigurationIsRefused() throws IOException {
        isRefused(
                "answers GET_CONFIG of 60 bytes with a message of 8 bytes instead of 72",
                device().answering(VhostRequest.GET_CONFIG, FakeDevice.message(24, FakeDevice.REPLY, 8, 0)));
    }

    @Test
    void refusedOrderIsNamed() throws IOException {
        isRefused(
                "refuses SET_MEM_TABLE (error 22)",
                device().answering(VhostRequest.SET_MEM_TABLE, FakeDevice.message(5, FakeDevice.REPLY, 8, 22)));
    }

    @Test
    void deviceOfAnOldVersionIsRefused() throws IOException {
        isRefused("does not speak version 1 of virtio", device().withoutFeature(VirtioFeatures.VERSION_1));
    }

    @Test
    void deviceWithoutConfigurationIsRefused() throws IOException {
        isRefused(
                "cannot be asked for its configuration",
                device().withoutProtocolFeature(ProtocolFeatures.CONFIGURATION));
    }

    @Test
    void moreQueuesThanTheDeviceHasAreRefusedWithBothNumbers() throws IOException {
        isRefused("num-queues=2 is more than the 1 queues of the vhost-user device", device(), "num-queues", "2");
    }

    @Test
    void queueSizeThatIsNotAPowerOfTwoIsRefused() throws IOException {
        isRefused("queue-size must be a power of two from 4 to 16384, not 100", device(), "queue-size", "100");
    }

    @Test
    void missingSocketIsNamed() {
        Path missing = folder.resolve("missing");
        String said = assertThrows(
                        IOException.class,
                        () -> new VhostUserDriver()
                                .connect(new Settings(Map.of("path", missing.toString())), false, new FakeUser()))
                .getMessage();
        assertEquals("cannot connect to the vhost-user device at " + missing + ": No such file or directory", said);
    }
}
