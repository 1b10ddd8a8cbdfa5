// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What users are told when the library is not there. */
class LibraryTest {
    @Test
    void reasonIsTheLineOfTheSystem() {
        String jna = "Unable to load library 'libblkio.so.1':\n"
                + "libblkio.so.1: cannot open shared object file: No such file or directory\n"
                + "libblkio.so.1: cannot open shared object file: No such file or directory\n"
                + "Native library (linux-x86-64/libblkio.so.1) not found in resource path (/tmp)";

        assertEquals("libblkio.so.1: cannot open shared object file: No such file or directory", Library.reason(jna));
        assertEquals("no", Library.reason("no"));
    }
}
