package dev.platter.memory;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The C library's heap, which every system has: for many pieces of all sizes. An arena for each piece would cost more
 * than most pieces.
 */
final class NativeHeap {
    private final MethodHandle malloc;
    private final MethodHandle free;

    NativeHeap() {
        Linker linker = Linker.nativeLinker();
        malloc = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("malloc"), FunctionDescriptor.of(ADDRESS, JAVA_LONG));
        free = linker.downcallHandle(linker.defaultLookup().findOrThrow("free"), FunctionDescriptor.ofVoid(ADDRESS));
    }

    /**
     * Takes a piece, whatever it holds.
     *
     * @throws DiskException if there is none
     */
    MemorySegment allocate(long size) throws DiskException {
        MemorySegment piece;
        try {
            piece = (MemorySegment) malloc.invokeExact(size);
        } catch (Throwable e) {
            throw impossible(e);
        }
        if (piece.address() == 0) {
            throw new DiskException(
                    NbdError.ENOMEM, "the system has no " + size + " bytes of memory left for this disk");
        }
        return piece.reinterpret(size);
    }

    void free(MemorySegment piece) {
        try {
            free.invokeExact(piece);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private static IllegalStateException impossible(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e);
    }
}
