// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

/**
 * From which length on the disk is asked for memory for the payload of a write. A shorter payload is received together
 * with other requests, and copied while it is in the processor's cache. The length was measured, see
 * {@code docs/decisions/0015-landing.md}.
 */
final class LandingThreshold {
    /** The system property that replaces the measured length, in bytes; with 0 nothing lands. */
    static final String PROPERTY = "platter.land.bytes";

    private static final int MEASURED = 256 * 1024;

    private LandingThreshold() {}

    /** The shortest write that lands, in bytes. */
    static int bytes() {
        return bytes(Integer.getInteger(PROPERTY, MEASURED));
    }

    /**
     * The shortest write that lands, in bytes.
     *
     * @param chosen the value of {@link #PROPERTY}
     */
    static int bytes(int chosen) {
        return chosen == 0 ? Integer.MAX_VALUE : chosen;
    }
}
