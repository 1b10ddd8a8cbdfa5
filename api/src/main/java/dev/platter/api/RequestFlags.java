// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import dev.platter.nbd.CommandFlags;

/**
 * The flags of a request that concern a disk. Immutable; the eight combinations are made once, so that a request
 * allocates none.
 *
 * @since 0.1
 */
public final class RequestFlags {
    private static final int ALL = CommandFlags.FUA | CommandFlags.NO_HOLE | CommandFlags.FAST_ZERO;
    private static final RequestFlags[] EVERY = new RequestFlags[ALL + 1];

    static {
        for (int bits = 0; bits <= ALL; bits++) {
            EVERY[bits] = (bits & ~ALL) == 0 ? new RequestFlags(bits) : EVERY[bits & ALL];
        }
    }

    /** No flag is set. */
    public static final RequestFlags NONE = EVERY[0];

    private final int bits;

    private RequestFlags(int bits) {
        this.bits = bits;
    }

    /**
     * The flags of a request from the wire.
     *
     * @param commandFlags bits of {@link CommandFlags}; those that do not concern a disk are left out
     * @return one of the eight instances
     */
    public static RequestFlags of(int commandFlags) {
        return EVERY[commandFlags & ALL];
    }

    /**
     * Force unit access: the call returns when the change is durable.
     *
     * @return whether it is set
     */
    public boolean fua() {
        return (bits & CommandFlags.FUA) != 0;
    }

    /**
     * Zeroes must be allocated, so that a later write cannot fail for lack of space.
     *
     * @return whether it is set; if not, a hole will do
     */
    public boolean noHole() {
        return (bits & CommandFlags.NO_HOLE) != 0;
    }

    /**
     * Zeroes are wanted only if that is quicker than writing them.
     *
     * @return whether it is set
     */
    public boolean fastZero() {
        return (bits & CommandFlags.FAST_ZERO) != 0;
    }

    /**
     * The same with force unit access or without.
     *
     * @param fua whether it shall be set
     * @return the flags
     */
    public RequestFlags withFua(boolean fua) {
        return with(CommandFlags.FUA, fua);
    }

    /**
     * The same with or without the demand that zeroes be allocated.
     *
     * @param noHole whether it shall be set
     * @return the flags
     */
    public RequestFlags withNoHole(boolean noHole) {
        return with(CommandFlags.NO_HOLE, noHole);
    }

    /**
     * The same with or without the demand that zeroes be quick.
     *
     * @param fastZero whether it shall be set
     * @return the flags
     */
    public RequestFlags withFastZero(boolean fastZero) {
        return with(CommandFlags.FAST_ZERO, fastZero);
    }

    /** {@return the flags as on the wire, bits of {@link CommandFlags}} */
    public int bits() {
        return bits;
    }

    private RequestFlags with(int bit, boolean set) {
        return of(set ? bits | bit : bits & ~bit);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        append(text, fua(), "fua");
        append(text, noHole(), "no-hole");
        append(text, fastZero(), "fast-zero");
        return text.append(']').toString();
    }

    private static void append(StringBuilder text, boolean set, String name) {
        if (set) {
            text.append(text.length() > 1 ? " " : "").append(name);
        }
    }
}
