// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class TransmissionFlagsTest {
    @Test
    void eachFlagHasItsName() throws IllegalAccessException {
        for (Field flag : TransmissionFlags.class.getFields()) {
            if (Modifier.isStatic(flag.getModifiers())) {
                assertEquals("NBD_FLAG_" + flag.getName(), TransmissionFlags.nameOf(flag.getInt(null)));
            }
        }
    }

    @Test
    void anUnknownFlagIsItsBit() {
        assertEquals("bit 15", TransmissionFlags.nameOf(1 << 15));
    }
}
