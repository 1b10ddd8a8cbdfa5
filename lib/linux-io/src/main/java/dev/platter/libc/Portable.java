// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

/** The way that works everywhere, which every user of the C library has besides. */
public final class Portable {
    private Portable() {}

    /**
     * Whether it is to be taken although there may be a better one: for tests, and where a system's calls misbehave.
     *
     * @return whether Java runs with {@code -Dplatter.portable=true}
     */
    public static boolean isWanted() {
        return Boolean.getBoolean("platter.portable");
    }
}
