// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The C library's heap, which every system has: for many pieces of all sizes. An arena for each piece would cost more
 * than most pieces. Any thread may call it, and free what another one has allocated.
 */
public final class NativeHeap {
    private static final MethodHandle MALLOC = NativeCalls.link("malloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG));
    private static final MethodHandle FREE = NativeCalls.link("free", FunctionDescriptor.ofVoid(ADDRESS));

    private NativeHeap() {}

    /**
     * Allocates a piece, with undefined contents.
     *
     * @param size its length, in bytes
     * @return the piece, which belongs to the caller until it is freed
     * @throws DiskException ENOMEM if there is no memory
     */
    public static MemorySegment allocate(long size) throws DiskException {
        try {
            return piece((MemorySegment) MALLOC.invokeExact(size), size);
        } catch (DiskException e) {
            throw e;
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }

    /**
     * Allocates a piece that begins at a multiple of a power of two, with undefined contents. Only on a Unix.
     *
     * @param size its length, in bytes, a multiple of the alignment
     * @param alignment the power of two, at least 8
     * @return the piece, which belongs to the caller until it is freed
     * @throws DiskException ENOMEM if there is no memory
     */
    public static MemorySegment allocateAligned(long size, int alignment) throws DiskException {
        try {
            return piece((MemorySegment) Aligned.ALIGNED_ALLOC.invokeExact((long) alignment, size), size);
        } catch (DiskException e) {
            throw e;
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }

    /** Separate, since Windows has another function for it. */
    private static final class Aligned {
        private static final MethodHandle ALIGNED_ALLOC =
                NativeCalls.link("aligned_alloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG));
    }

    private static MemorySegment piece(MemorySegment piece, long size) throws DiskException {
        if (piece.address() == 0) {
            throw new DiskException(
                    NbdError.ENOMEM, "the system has no " + size + " bytes of memory left for this disk");
        }
        return piece.reinterpret(size);
    }

    /**
     * Frees a piece.
     *
     * @param piece as {@link #allocate} has returned it, once; it must not be used afterwards
     */
    public static void free(MemorySegment piece) {
        try {
            FREE.invokeExact(piece);
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }
}
