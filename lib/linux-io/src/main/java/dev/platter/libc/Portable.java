// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

/** The choice of portable code over the C library; every user of the C library has both. */
public final class Portable {
    private Portable() {}

    /**
     * Whether to use portable code even where the C library could be used: for tests, and if a system's calls
     * misbehave.
     *
     * @return whether Java runs with {@code -Dplatter.portable=true}
     */
    public static boolean isWanted() {
        return Boolean.getBoolean("platter.portable");
    }
}
