// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.ParameterException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters that are refused before anything is opened. */
class BlkioParametersTest {
    private static String refusal(String driver, KeyValue... properties) {
        BlkioPlugin.Config config =
                new BlkioPlugin.Config(driver, Optional.of(Engine.BUILTIN), List.of(), List.of(properties));
        ParameterException refused = assertThrows(ParameterException.class, () -> new BlkioPlugin(config));
        return refused.key() + ": " + refused.getMessage();
    }

    @Test
    void mistypedDriverIsRefusedWithTheNearest() {
        assertEquals(
                "driver: virtio-blk-vhostuser is not a driver that works without libblkio (did you mean"
                        + " virtio-blk-vhost-user?); those are io_uring, virtio-blk-vhost-user",
                refusal("virtio-blk-vhostuser"));
    }

    @Test
    void mistypedPropertyIsRefusedWithTheNearest() {
        assertEquals(
                "num-queue: virtio-blk-vhost-user without libblkio has no such property (did you mean num-queues?);"
                        + " those that can be set are path, num-queues, queue-size",
                refusal("virtio-blk-vhost-user", new KeyValue("num-queue", "1")));
    }

    @ParameterizedTest
    @CsvSource({
        "num-queues, x, 'must be a signed 32-bit integer, not x'",
        "queue-size, 4294967296, 'must be a signed 32-bit integer, not 4294967296'",
        "capacity, 1, the device says what this is; it can be read with get=capacity",
        "num-queues, 0, 'must be at least 1, not 0'",
        "read-only, true, 'do not set this property, use the option -r to serve read-only'"
    })
    void valueOrPropertyThatCannotBeSetIsRefused(String property, String value, String expected) {
        assertEquals(property + ": " + expected, refusal("virtio-blk-vhost-user", new KeyValue(property, value)));
    }
}
