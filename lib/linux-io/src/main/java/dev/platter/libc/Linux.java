// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import java.lang.foreign.ValueLayout;
import java.util.Locale;

/** The system that has the calls for files and block devices. */
public final class Linux {
    private Linux() {}

    /**
     * Whether it runs us, with offsets of 64 bits. Nothing is linked to find that out.
     *
     * @return whether {@link Descriptors}, {@link Allocation}, {@link Advice#give} and {@link BlockDevice} can be used
     */
    public static boolean isHere() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")
                && ValueLayout.ADDRESS.byteSize() == Long.BYTES;
    }
}
