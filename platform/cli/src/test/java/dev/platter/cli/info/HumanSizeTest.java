// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 1, 1",
        "1000, 1000, 1000",
        "1024, 1K, 1024 (1K)",
        "1536, 1536, 1536",
        "2125119488, 2075312K, 2125119488 (2075312K)",
        "1099511627776, 1T, 1099511627776 (1T)",
        "9223372036854774784, 9007199254740991K, 9223372036854774784 (9007199254740991K)",
        "9223372036854775807, 9223372036854775807, 9223372036854775807",
        "6917529027641081856, 6E, 6917529027641081856 (6E)"
    })
    void onlyWholeUnitsAreUsed(long bytes, String human, String both) {
        assertEquals(human, HumanSize.of(bytes));
        assertEquals(both, HumanSize.both(bytes));
    }
}
