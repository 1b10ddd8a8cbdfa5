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
 * than most pieces. Any thread may call, and free what another one took.
 */
public final class NativeHeap {
    private static final MethodHandle MALLOC = NativeCalls.link("malloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG));
    private static final MethodHandle FREE = NativeCalls.link("free", FunctionDescriptor.ofVoid(ADDRESS));

    private NativeHeap() {}

    /**
     * Takes a piece, whatever it holds.
     *
     * @param size its length, in bytes
     * @return the piece, which is the caller's until he frees it
     * @throws DiskException ENOMEM if there is none
     */
    public static MemorySegment allocate(long size) throws DiskException {
        MemorySegment piece;
        try {
            piece = (MemorySegment) MALLOC.invokeExact(size);
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
        if (piece.address() == 0) {
            throw new DiskException(
                    NbdError.ENOMEM, "the system has no " + size + " bytes of memory left for this disk");
        }
        return piece.reinterpret(size);
    }

    /**
     * Gives a piece back.
     *
     * @param piece as {@link #allocate} has returned it, once; nobody may look at it any more
     */
    public static void free(MemorySegment piece) {
        try {
            FREE.invokeExact(piece);
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }
}
