// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as Ceph's programs write them. */
class ImageNameTest {
    @ParameterizedTest
    @CsvSource({
        "rbd/disk, rbd, '', disk, ''",
        "rbd/disk@monday, rbd, '', disk, monday",
        "vms/blue/disk, vms, blue, disk, ''",
        "vms/blue/disk@monday, vms, blue, disk, monday",
    })
    void partsAreFound(String text, String pool, String namespace, String image, String snapshot) {
        ImageName name = ImageName.parse(text);

        assertEquals(pool, name.pool().pool());
        assertEquals(namespace, name.pool().namespace());
        assertEquals(image, name.image());
        assertEquals(snapshot, name.snapshot());
        assertEquals(text, name.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"disk", "", "/disk", "rbd/", "rbd//disk", "rbd/disk@", "rbd/@monday", "a/b/c/d", "rbd/disk@a@b"})
    void otherTextsAreRefusedWithTheShape(String text) {
        String said = assertThrows(IllegalArgumentException.class, () -> ImageName.parse(text))
                .getMessage();

        assertTrue(said.contains("POOL"), said);
    }
}
