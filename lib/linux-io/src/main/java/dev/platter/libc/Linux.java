// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import java.lang.foreign.ValueLayout;
import java.util.Locale;

/** Whether this is Linux. */
public final class Linux {
    private Linux() {}

    /**
     * Whether this system is Linux with 64-bit offsets. Links no native function.
     *
     * @return whether {@link Descriptors}, {@link Allocation}, {@link Advice#give} and {@link BlockDevice} can be used
     */
    public static boolean isHere() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")
                && ValueLayout.ADDRESS.byteSize() == Long.BYTES;
    }
}
