// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BLKDISCARD, MAP_NORESERVE, POSIX_FADV_DONTNEED and O_DIRECT, as the headers of each architecture have them. */
class ArchitectureTest {
    @ParameterizedTest
    @CsvSource({
        "amd64, 0x1277, 0x4000, 4, 0x4000",
        "aarch64, 0x1277, 0x4000, 4, 0x10000",
        "riscv64, 0x1277, 0x4000, 4, 0x4000",
        "s390x, 0x1277, 0x4000, 6, 0x4000",
        "ppc64le, 0x20001277, 0x40, 4, 0x20000"
    })
    void numbersAreThoseOfTheHeaders(String name, int discard, int noReserve, int dontNeed, int direct) {
        Architecture architecture = Architecture.of(name);

        assertEquals(discard, architecture.ioctl(0x12, 119));
        assertEquals(noReserve, architecture.mapNoReserve());
        assertEquals(dontNeed, architecture.adviseDontNeed());
        assertEquals(direct, architecture.openDirect());
    }
}
