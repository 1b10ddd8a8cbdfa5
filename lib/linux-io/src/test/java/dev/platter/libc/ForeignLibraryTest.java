// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Libraries that this system has and has not. */
@EnabledOnOs(OS.LINUX)
@Tag("same-in-both-modes")
class ForeignLibraryTest {
    private static final FunctionDescriptor LENGTH = FunctionDescriptor.of(JAVA_LONG, ADDRESS);

    @Test
    void aFunctionOfALibraryCanBeCalled() throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom("platter");

            assertEquals(7, (long)
                    ForeignLibrary.load("libc.so.6").function("strlen", LENGTH).invokeExact(text));
        }
    }

    @Test
    void aLibraryThatIsNotInstalledIsNamed() {
        assertEquals(
                "the library libnone.so.1 is not installed, or cannot be loaded",
                assertThrows(IOException.class, () -> ForeignLibrary.load("libnone.so.1"))
                        .getMessage());
    }

    @Test
    void aFunctionThatALibraryLacksIsNamed() throws IOException {
        ForeignLibrary library = ForeignLibrary.load("libc.so.6");

        assertEquals(
                "the library libc.so.6 is too old: it does not have strlength",
                assertThrows(UnsatisfiedLinkError.class, () -> library.function("strlength", LENGTH))
                        .getMessage());
    }
}
