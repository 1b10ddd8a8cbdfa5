// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NbdinfoArgumentsTest {
    @ParameterizedTest
    @CsvSource({
        "--map nbd://h, --map=base:allocation nbd://h",
        "--map=a:b nbd://h, --map=a:b nbd://h",
        "--total --map nbd://h, --totals --map=base:allocation nbd://h",
        "--is trim nbd://h, --can trim nbd://h",
        "--have trim nbd://h, --can trim nbd://h",
        "--havent=trim nbd://h, --cannot=trim nbd://h",
        "--can-not trim nbd://h, --cannot trim nbd://h",
        "--size nbd+unix:///?socket=s, --size nbd+unix:///?socket=s"
    })
    void synonymsAreTranslated(String theirs, String ours) {
        assertArrayEquals(ours.split(" "), NbdinfoArguments.translate(theirs.split(" ")));
    }
}
