// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllocatorTest {
    @ParameterizedTest
    @ValueSource(strings = {"sparse", "malloc", "malloc,mlock=true", "zstd"})
    void toStringCanBeParsed(String text) {
        assertEquals(text, Allocator.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlock=1", "mlock=yes", "mlock=ON", "mlock=false,mlock=true"})
    void mlockTakesAllFormsOfTrue(String option) {
        assertTrue(Allocator.parse("malloc," + option).mlock());
    }

    @Test
    void memoryIsNotLockedByDefault() {
        assertEquals(Allocator.parse("malloc"), Allocator.parse("malloc,mlock=off"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "banana           | unknown allocator \"banana\"; write sparse, malloc, malloc,mlock=true or zstd",
                "''               | unknown allocator \"\"; write sparse, malloc, malloc,mlock=true or zstd",
                "Sparse           | unknown allocator \"Sparse\"; write sparse, malloc, malloc,mlock=true or zstd",
                "sparse,mlock=1   | allocator=sparse does not take extra parameters; only malloc can be locked in"
                        + " memory",
                "zstd,level=3     | allocator=zstd does not take extra parameters; only malloc can be locked in memory",
                "malloc,          | allocator=malloc takes mlock=true or mlock=false, not ''",
                "malloc,foo=1     | allocator=malloc takes mlock=true or mlock=false, not 'foo=1'",
                "malloc,mlock     | allocator=malloc takes mlock=true or mlock=false, not 'mlock'",
                "malloc,mlock=may | could not decipher boolean (may); write mlock=true or mlock=false"
            })
    void anInvalidAllocatorIsRefusedWithThePossibleOnes(String text, String message) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Allocator.parse(text));
        assertEquals(message, e.getMessage());
    }

    @Test
    void onlyMallocCanBeLocked() {
        assertThrows(IllegalArgumentException.class, () -> new Allocator(Allocator.Kind.SPARSE, true));
    }
}
