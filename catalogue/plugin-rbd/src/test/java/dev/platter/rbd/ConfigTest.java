// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.ParameterException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parameters that contradict each other, and which exports share a connection. */
class ConfigTest {
    private static final Optional<ImageName> IMAGE = Optional.of(ImageName.parse("rbd/disk"));
    private static final Optional<PoolName> POOL = Optional.of(PoolName.parse("rbd"));

    private static RbdPlugin.Config config(
            Optional<ImageName> image, Optional<PoolName> pool, String id, List<KeyValue> options) {
        return new RbdPlugin.Config(
                image,
                pool,
                Optional.empty(),
                id,
                "ceph",
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(1),
                options);
    }

    @Test
    void anImageOrAPoolIsNeededAndNotBoth() {
        ParameterException none = assertThrows(
                ParameterException.class, () -> config(Optional.empty(), Optional.empty(), "admin", List.of()));
        ParameterException both = assertThrows(ParameterException.class, () -> config(IMAGE, POOL, "admin", List.of()));

        assertEquals("image", none.key());
        assertTrue(String.valueOf(none.getMessage()).contains("pool=POOL"), none.getMessage());
        assertEquals("pool", both.key());
    }

    @Test
    void exportsOfOneUserAndTheSameOptionsShareAConnection() {
        KeyValue option = new KeyValue("rbd-cache", "true");
        KeyValue otherwiseWritten = new KeyValue("rbd_cache", "true");
        String key = new Identity(config(IMAGE, Optional.empty(), "disks", List.of(option))).key();

        assertEquals(key, new Identity(config(Optional.empty(), POOL, "disks", List.of(otherwiseWritten))).key());
        assertNotEquals(key, new Identity(config(IMAGE, Optional.empty(), "disks", List.of())).key());
        assertNotEquals(key, new Identity(config(IMAGE, Optional.empty(), "admin", List.of(option))).key());
    }
}
