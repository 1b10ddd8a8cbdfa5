// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * A native library that this system may have, by the name of its file. Once loaded it stays so until the process ends:
 * most libraries that have threads cannot be unloaded. Nothing here keeps the class of a caller. Any thread may call.
 */
public final class ForeignLibrary {
    private final String file;
    private final SymbolLookup symbols;

    private ForeignLibrary(String file, SymbolLookup symbols) {
        this.file = file;
        this.symbols = symbols;
    }

    /**
     * Loads a library.
     *
     * @param file the name of its file, such as {@code librbd.so.1}; where the system looks for it is the system's matter
     * @return the library
     * @throws IOException if there is none, or if it cannot be loaded
     */
    public static ForeignLibrary load(String file) throws IOException {
        try {
            return new ForeignLibrary(file, SymbolLookup.libraryLookup(file, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw new IOException("the library " + file + " is not installed, or cannot be loaded", e);
        }
    }

    /**
     * Links a function. Keep the handle in a static final field, which the compiler treats as a constant.
     *
     * @param name its name in C
     * @param descriptor its types
     * @return a handle that throws nothing
     * @throws UnsatisfiedLinkError if the library does not have it: it is older than the caller needs
     */
    public MethodHandle function(String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker()
                .downcallHandle(
                        symbols.find(name)
                                .orElseThrow(() -> new UnsatisfiedLinkError(
                                        "the library " + file + " is too old: it does not have " + name)),
                        descriptor);
    }

    /**
     * Makes a method something that a library can call.
     *
     * @param method must not throw, which would end the process; any thread of the library may call it
     * @param descriptor its types in C
     * @param arena must stay open for as long as the library may call
     * @return the address of the function
     */
    public static MemorySegment callback(MethodHandle method, FunctionDescriptor descriptor, Arena arena) {
        return Linker.nativeLinker().upcallStub(method, descriptor, arena);
    }

    /**
     * What to throw when the handle of a function has thrown, which it never does.
     *
     * @param e what it has thrown
     * @return an exception that says so; an error is thrown as it is
     */
    public static RuntimeException impossible(Throwable e) {
        return NativeCalls.impossible(e);
    }
}
