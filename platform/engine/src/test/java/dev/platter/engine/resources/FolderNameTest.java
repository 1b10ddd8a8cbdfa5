// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderNameTest {
    @ParameterizedTest
    @CsvSource({"vm-1_a, vm-1_a", "'', %", "../etc, %2e%2e%2fetc", "VM1, %56%4d1", "a b%, a%20b%25", "ä, %c3%a4"})
    void everyOctetThatIsNotPlainIsEncoded(String name, String folder) {
        assertEquals(folder, FolderName.of(name));
    }

    @Test
    void aLongNameIsShortAndItsOwn() {
        String long1 = "x".repeat(4096);
        String long2 = "x".repeat(4095) + "y";
        assertTrue(FolderName.of(long1).length() < 255);
        assertNotEquals(FolderName.of(long1), FolderName.of(long2));
    }

    @Test
    void noTwoNamesShareAFolderWhereCapitalsAreSmallLetters() {
        List<String> names = List.of("vm", "VM", "Vm", "vm.", "vm ", "", "%", "%%", "/", ".", "..");
        Set<String> folders = new HashSet<>();
        names.forEach(name -> folders.add(FolderName.of(name).toLowerCase(Locale.ROOT)));
        assertEquals(names.size(), folders.size());
    }
}
